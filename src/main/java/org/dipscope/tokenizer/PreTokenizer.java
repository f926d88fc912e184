package org.dipscope.tokenizer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a model cuts text into words before merging: patterns, applied one after the other to the pieces that the one before left.
 * What a pattern matches becomes a piece, and so does what stands between two matches. A piece's end counts as the end of the text.
 *
 * @param patterns      in Unicode's classes; none may need a stack that grows with the text
 * @param ignoresMerges whether a word that is a token as a whole becomes it, even where merging would make others
 * @param addsBos       whether a sequence begins with the beginning-of-sequence token where the file does not say
 */
record PreTokenizer(List<Pattern> patterns, boolean ignoresMerges, boolean addsBos) {
    static PreTokenizer of(String... patterns) {
        List<Pattern> compiled = new ArrayList<>();
        for (String pattern : patterns) {
            compiled.add(Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS));
        }
        return new PreTokenizer(List.copyOf(compiled), false, false);
    }

    PreTokenizer ignoringMerges() {
        return new PreTokenizer(patterns, true, addsBos);
    }

    PreTokenizer addingBos() {
        return new PreTokenizer(patterns, ignoresMerges, true);
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
