package org.dipscope.tokenizer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Byte-pair merging word for word as it is defined: again and again the leftmost pair of the lowest rank. For ASCII letters. */
final class PlainMerging {
    private final Map<String, Integer> ranks = new HashMap<>();

    PlainMerging(List<String> merges) {
        merges.forEach(merge -> ranks.putIfAbsent(merge, ranks.size()));
    }

    List<String> merge(String word) {
        List<String> pieces = new ArrayList<>();
        word.chars().forEach(c -> pieces.add(String.valueOf((char) c)));
        while (true) {
            int best = -1;
            int bestRank = Integer.MAX_VALUE;
            for (int i = 0; i + 1 < pieces.size(); i++) {
                int rank = ranks.getOrDefault(pieces.get(i) + " " + pieces.get(i + 1), Integer.MAX_VALUE);
                if (rank < bestRank) {
                    best = i;
                    bestRank = rank;
                }
            }
            if (best < 0) {
                return pieces;
            }
            pieces.set(best, pieces.get(best) + pieces.remove(best + 1));
        }
    }
}
