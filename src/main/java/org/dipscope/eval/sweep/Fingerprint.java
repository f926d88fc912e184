package org.dipscope.eval.sweep;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** What tells one file or text from another: its SHA-256 in hexadecimal. */
public final class Fingerprint {
    private static final int CHUNK = 1 << 20;

    private Fingerprint() {
    }

    /** Of a file's content. */
    public static String of(Path file) throws IOException {
        return of(file, () -> false);
    }

    /** The same, which takes seconds for a large model; throws {@link CancellationException} once nobody wants it any more. */
    public static String of(Path file, BooleanSupplier cancelled) throws IOException {
        MessageDigest digest = sha256();
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                digest.update(chunk, 0, count);
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException();
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Of a text in UTF-8. */
    public static String of(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
