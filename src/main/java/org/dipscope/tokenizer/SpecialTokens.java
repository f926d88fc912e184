package org.dipscope.tokenizer;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/** Finds the texts of some tokens inside a text: the leftmost first, of those that begin together the longest. */
final class SpecialTokens {
    /** For {@link #split}: no character keeps a token from being found. */
    static final int UNGUARDED = -1;

    private final Vocabulary vocabulary;
    private final Map<String, Integer> ids = new HashMap<>();
    /** How long the tokens are that begin with a character, the longest first: a vocabulary has hundreds of tokens of a few lengths. */
    private final Map<Character, int[]> lengths = new HashMap<>();

    /** All tokens that a condition chooses. */
    SpecialTokens(Vocabulary vocabulary, IntPredicate chosen) {
        this.vocabulary = vocabulary;
        Map<Character, TreeSet<Integer>> sorted = new HashMap<>();
        for (int id = 0; id < vocabulary.size(); id++) {
            String text = vocabulary.text(id);
            if (!text.isEmpty() && chosen.test(id)) {
                ids.putIfAbsent(text, id);
                sorted.computeIfAbsent(text.charAt(0), c -> new TreeSet<>(Comparator.reverseOrder())).add(text.length());
            }
        }
        sorted.forEach((character, set) -> lengths.put(character, set.stream().mapToInt(Integer::intValue).toArray()));
    }

    /** Their texts, in no order. */
    List<String> texts() {
        return List.copyOf(ids.keySet());
    }

    /**
     * Hands on, in order, the text between tokens and the tokens; none is found right behind the character {@code guard}. White space
     * behind a token that takes it along is left out before anything more is looked for.
     */
    void split(String text, int guard, Consumer<String> between, IntConsumer token) {
        int done = 0;
        int at = 0;
        while (at < text.length()) {
            int length = at > 0 && text.charAt(at - 1) == guard ? 0 : at(text, at);
            if (length == 0) {
                at++;
                continue;
            }
            if (at > done) {
                between.accept(text.substring(done, at));
            }
            int id = ids.get(text.substring(at, at + length));
            token.accept(id);
            at += length;
            at = vocabulary.stripsBehind(id) ? behindSpace(text, at, guard) : at;
            done = at;
        }
        if (done < text.length()) {
            between.accept(text.substring(done));
        }
    }

    /** The first place that is neither what C takes for white space nor a guard before it. */
    private static int behindSpace(String text, int from, int guard) {
        int at = from;
        while (at < text.length() && (isSpace(text.charAt(at))
                || text.charAt(at) == guard && at + 1 < text.length() && isSpace(text.charAt(at + 1)))) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    /** The length of the longest token whose text begins at a place, or 0. */
    int at(String text, int place) {
        int[] possible = lengths.get(text.charAt(place));
        if (possible != null) {
            for (int length : possible) {
                if (length <= text.length() - place && ids.containsKey(text.substring(place, place + length))) {
                    return length;
                }
            }
        }
        return 0;
    }
}
