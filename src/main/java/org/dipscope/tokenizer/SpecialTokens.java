package org.dipscope.tokenizer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Finds the texts of special tokens inside a text: the leftmost first, of those that begin together the longest. */
final class SpecialTokens {
    private final Vocabulary vocabulary;
    /** By their first character, the longest first. */
    private final Map<Character, List<Integer>> byBeginning = new HashMap<>();

    private SpecialTokens(Vocabulary vocabulary, boolean control) {
        this.vocabulary = vocabulary;
        for (int id = 0; id < vocabulary.size(); id++) {
            TokenKind kind = vocabulary.kind(id);
            boolean wanted = kind == TokenKind.USER_DEFINED || control && (kind == TokenKind.CONTROL || kind == TokenKind.UNKNOWN);
            if (wanted && !vocabulary.text(id).isEmpty()) {
                byBeginning.computeIfAbsent(vocabulary.text(id).charAt(0), c -> new ArrayList<>()).add(id);
            }
        }
        byBeginning.values().forEach(ids -> ids.sort(Comparator.comparingInt(id -> -vocabulary.text(id).length())));
    }

    /** All that are matched where special tokens are parsed: control, unknown and user-defined ones. */
    static SpecialTokens all(Vocabulary vocabulary) {
        return new SpecialTokens(vocabulary, true);
    }

    /** The user-defined ones, which are text of their own and matched always. */
    static SpecialTokens textual(Vocabulary vocabulary) {
        return new SpecialTokens(vocabulary, false);
    }

    /** Hands on, in order, the text between special tokens and the tokens themselves. */
    void split(String text, Consumer<String> between, IntConsumer token) {
        int done = 0;
        for (int at = 0; at < text.length(); at++) {
            int id = at(text, at);
            if (id >= 0) {
                if (at > done) {
                    between.accept(text.substring(done, at));
                }
                token.accept(id);
                done = at + vocabulary.text(id).length();
                at = done - 1;
            }
        }
        if (done < text.length()) {
            between.accept(text.substring(done));
        }
    }

    /** The longest special token whose text begins at a place, or −1. */
    int at(String text, int place) {
        List<Integer> candidates = byBeginning.get(text.charAt(place));
        if (candidates != null) {
            for (int id : candidates) {
                if (text.startsWith(vocabulary.text(id), place)) {
                    return id;
                }
            }
        }
        return -1;
    }
}
