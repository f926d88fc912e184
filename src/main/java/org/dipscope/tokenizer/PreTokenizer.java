package org.dipscope.tokenizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a model cuts text into words before merging: patterns, applied one after the other to the pieces that the one before left.
 * What a pattern matches becomes a piece, and so does what stands between two matches. A piece's end counts as the end of the text.
 *
 * <p>A new one is one entry in {@link #KNOWN}, under the name in {@code tokenizer.ggml.pre}.
 */
record PreTokenizer(String name, List<Pattern> patterns) {
    private static final String WORDS = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)";

    private static final Map<String, PreTokenizer> KNOWN = Map.of(
            "smollm", of("smollm", "\\p{N}", WORDS));

    private static PreTokenizer of(String name, String... patterns) {
        List<Pattern> compiled = new ArrayList<>();
        for (String pattern : patterns) {
            compiled.add(Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS));
        }
        return new PreTokenizer(name, List.copyOf(compiled));
    }

    /** The pre-tokeniser of this name. */
    static Optional<PreTokenizer> named(String name) {
        return Optional.ofNullable(KNOWN.get(name));
    }

    /** Hands the words of {@code text} to {@code word} in order; together they are the text. */
    void split(String text, Consumer<String> word) {
        split(text, 0, word);
    }

    private void split(String text, int stage, Consumer<String> word) {
        if (stage == patterns.size()) {
            word.accept(text);
            return;
        }
        Matcher matcher = patterns.get(stage).matcher(text);
        int done = 0;
        while (matcher.find()) {
            if (matcher.start() > done) {
                split(text.substring(done, matcher.start()), stage + 1, word);
            }
            split(matcher.group(), stage + 1, word);
            done = matcher.end();
        }
        if (done < text.length()) {
            split(text.substring(done), stage + 1, word);
        }
    }
}
