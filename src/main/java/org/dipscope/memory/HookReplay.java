package org.dipscope.memory;

import org.dipscope.mask.Mask;

import java.util.List;

/**
 * The stored masks of one hook of one layer, played to one policy at several capacities at once. What a policy thinks of a column does
 * not depend on what is resident, so that the capacities share its bookkeeping.
 *
 * <p>That is as much of "one pass over all capacities" as these caches allow: LRU's stack property, by which one reuse distance tells
 * hit or miss at every capacity, needs one request at a time, and here a mask wants many columns at once, the lower index leaves first
 * among equals, and lots decide where a mask does not fit.
 */
final class HookReplay {
    private final int words;
    private final int tokens;
    private final long[] masks;
    private final int[] wanted;
    private final int columns;
    private final int hook;

    /**
     * Masks to be played.
     *
     * @param masks one a token
     * @param hook  the cache's number, {@link org.dipscope.mask.Hook#index}
     */
    HookReplay(List<Mask> masks, int hook) {
        this.hook = hook;
        this.tokens = masks.size();
        this.columns = masks.getFirst().size();
        this.words = Mask.wordCount(columns);
        this.masks = new long[tokens * words];
        this.wanted = new int[tokens];
        for (int token = 0; token < tokens; token++) {
            Mask mask = masks.get(token);
            wanted[token] = mask.count();
            for (int w = 0; w < words; w++) {
                this.masks[token * words + w] = mask.word(w);
            }
        }
    }

    /**
     * Plays them from a cold cache.
     *
     * @param policy   that has seen nothing yet
     * @param capacity the caches, in columns
     * @param seed     of the lots
     */
    Outcome play(ReplacementPolicy policy, int[] capacity, long seed) {
        SmallestKeys lots = new SmallestKeys(columns);
        ResidentColumns[] residents = new ResidentColumns[capacity.length];
        int[][] hits = new int[capacity.length][tokens];
        long[] loaded = new long[capacity.length];
        long[] evicted = new long[capacity.length];
        for (int i = 0; i < capacity.length; i++) {
            residents[i] = new ResidentColumns(columns, capacity[i], lots);
        }
        long[] mask = new long[words];
        for (int token = 0; token < tokens; token++) {
            System.arraycopy(masks, token * words, mask, 0, words);
            policy.record(mask, token);
            long lot = ColumnCache.lot(seed, hook, token);
            for (int i = 0; i < capacity.length; i++) {
                ResidentColumns cache = residents[i];
                cache.use(mask, wanted[token], policy, lot);
                hits[i][token] = cache.hits();
                loaded[i] += cache.loaded();
                evicted[i] += cache.evicted();
            }
        }
        CacheStatistics[] statistics = new CacheStatistics[capacity.length];
        for (int i = 0; i < capacity.length; i++) {
            statistics[i] = new CacheStatistics(sum(wanted), sum(hits[i]), loaded[i], evicted[i]);
        }
        return new Outcome(wanted, hits, statistics);
    }

    private static long sum(int[] counts) {
        long sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }

    /**
     * What became of it.
     *
     * @param wanted     per token
     * @param hits       {@code [capacity][token]}
     * @param statistics per capacity
     */
    record Outcome(int[] wanted, int[][] hits, CacheStatistics[] statistics) {
    }
}
