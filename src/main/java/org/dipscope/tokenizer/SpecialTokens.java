package org.dipscope.tokenizer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Finds the texts of some tokens inside a text: the leftmost first, of those that begin together the longest. */
final class SpecialTokens {
    /** For {@link #split}: no character keeps a token from being found. */
    static final int UNGUARDED = -1;

    private final Vocabulary vocabulary;
    /** By their first character, the longest first. */
    private final Map<Character, List<Integer>> byBeginning = new HashMap<>();

    /** All tokens of these kinds. */
    SpecialTokens(Vocabulary vocabulary, Set<TokenKind> kinds) {
        this.vocabulary = vocabulary;
        for (int id = 0; id < vocabulary.size(); id++) {
            if (kinds.contains(vocabulary.kind(id)) && !vocabulary.text(id).isEmpty()) {
                byBeginning.computeIfAbsent(vocabulary.text(id).charAt(0), c -> new ArrayList<>()).add(id);
            }
        }
        byBeginning.values().forEach(ids -> ids.sort(Comparator.comparingInt(id -> -vocabulary.text(id).length())));
    }

    /** Their texts, in no order. */
    List<String> texts() {
        return byBeginning.values().stream().flatMap(Collection::stream).map(vocabulary::text).toList();
    }

    /** Hands on, in order, the text between tokens and the tokens; none is found right behind the character {@code guard}. */
    void split(String text, int guard, Consumer<String> between, IntConsumer token) {
        int done = 0;
        int at = 0;
        while (at < text.length()) {
            int id = at > 0 && text.charAt(at - 1) == guard ? -1 : at(text, at);
            if (id < 0) {
                at++;
                continue;
            }
            if (at > done) {
                between.accept(text.substring(done, at));
            }
            token.accept(id);
            at += vocabulary.text(id).length();
            done = at;
        }
        if (done < text.length()) {
            between.accept(text.substring(done));
        }
    }

    /** The longest token whose text begins at a place, or −1. */
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
