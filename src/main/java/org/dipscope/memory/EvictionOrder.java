package org.dipscope.memory;

import org.dipscope.mask.Mask;
import org.dipscope.mask.Selection;

import java.util.Arrays;
import java.util.List;

/**
 * How dear a resident column is: each has a worth, the least worth leaves first, and of equal ones the lower index. A worth changes only
 * when its column is used, so that a token costs no more than its mask.
 */
sealed interface EvictionOrder {

    /** Sets the worth of the columns that the {@code token}-th masked token of the sequence used, from 0. */
    void used(Worth worth, Selection selected, int token);

    /** LRU: the token of the last use. An age that grows by one at every token unused orders the same way. */
    record Recency() implements EvictionOrder {
        @Override
        public void used(Worth worth, Selection selected, int token) {
            worth.set(selected.words(), token + 1);
        }
    }

    /** LFU: the number of uses in this sequence, which outlives an eviction. */
    record Frequency() implements EvictionOrder {
        @Override
        public void used(Worth worth, Selection selected, int token) {
            worth.increment(selected.words());
        }
    }

    /** Belady: the nearness of the next use, known from the whole trace; never again counts as just past its end. */
    record NextUse(int[][] next) implements EvictionOrder {

        /** Reads a hook's masks, one a token, backwards. */
        static NextUse of(List<Mask> tokens) {
            int[][] next = new int[tokens.size()][];
            int[] nearest = new int[tokens.isEmpty() ? 0 : tokens.getFirst().size()];
            Arrays.fill(nearest, tokens.size());
            for (int token = tokens.size() - 1; token >= 0; token--) {
                int[] columns = tokens.get(token).columns();
                next[token] = new int[columns.length];
                for (int i = 0; i < columns.length; i++) {
                    next[token][i] = nearest[columns[i]];
                    nearest[columns[i]] = token;
                }
            }
            return new NextUse(next);
        }

        @Override
        public void used(Worth worth, Selection selected, int token) {
            int[] columns = selected.columns();
            for (int i = 0, n = selected.count(); i < n; i++) {
                worth.set(columns[i], next.length - next[token][i]);
            }
        }
    }

    /** The order of a policy that needs no trace. */
    static EvictionOrder live(CachePolicy policy) {
        return switch (policy) {
            // Where nothing is ever resident, no order is ever asked for.
            case NONE, LRU -> new Recency();
            case LFU -> new Frequency();
            case BELADY -> throw new IllegalArgumentException(
                    "Belady knows the future, so it exists only in a replay of stored masks; choose none, lru or lfu here.");
        };
    }
}
