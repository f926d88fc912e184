package org.dipscope.calibration;

import org.dipscope.tokenizer.Tokenizer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A text to learn from.
 *
 * @param name   by which a person knows it
 * @param sha256 of its UTF-8 bytes, in hexadecimal
 * @param ids    the whole text as tokens; only to be read
 */
public record CalibrationText(String name, String sha256, int[] ids) {

    /** A text under its name. */
    public static CalibrationText of(String name, String text, Tokenizer tokenizer) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new CalibrationText(name, HexFormat.of().formatHex(hash), tokenizer.encode(text, true));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * The windows that a recipe asks for; fewer where the text is shorter.
     *
     * @throws IllegalArgumentException if it has not even one
     */
    int[][] windows(Recipe recipe) {
        int present = Math.max(0, ids.length - recipe.firstToken()) / recipe.context();
        if (present == 0) {
            throw new IllegalArgumentException("the text has %d tokens, fewer than one window of %d from token %d; give a longer text or a smaller --context."
                    .formatted(ids.length, recipe.context(), recipe.firstToken()));
        }
        int[][] windows = new int[Math.min(present, recipe.windows())][];
        for (int w = 0; w < windows.length; w++) {
            int from = recipe.firstToken() + w * recipe.context();
            windows[w] = Arrays.copyOfRange(ids, from, from + recipe.context());
        }
        return windows;
    }
}
