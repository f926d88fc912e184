package org.dipscope.memory;

import org.dipscope.mask.Mask;
import org.dipscope.mask.Selection;

/** The columns of one hook of one layer that sit in DRAM. */
final class ColumnCache {
    private final int columns;
    private final int hook;
    private final long[] resident;
    private final Worth worth;
    private final SmallestKeys lots;

    private EvictionOrder order;
    private int capacity;
    private long seed;
    private int held;
    private int uses;
    private int hits;
    private int wanted;

    /**
     * An empty cache.
     *
     * @param columns  how many columns there are
     * @param hook     the cache's number, {@link org.dipscope.mask.Hook#index}
     * @param uses     how many masked tokens of the sequence came before
     * @param order    which columns leave first
     * @param capacity how many columns it holds
     * @param seed     of the choice among misses where more are wanted than fit
     * @param lots     working memory for at least {@code columns} keys
     */
    ColumnCache(int columns, int hook, int uses, EvictionOrder order, int capacity, long seed, SmallestKeys lots) {
        this.columns = columns;
        this.hook = hook;
        this.uses = uses;
        this.resident = new long[Mask.wordCount(columns)];
        this.worth = new Worth(columns);
        this.order = order;
        this.capacity = capacity;
        this.seed = seed;
        this.lots = lots;
    }

    /** Counts the hits of one token's selection, then evicts and loads. */
    void use(Selection selected) {
        if (selected.size() != columns) {
            throw new IllegalArgumentException("a selection out of %d columns does not fit a hook of %d.".formatted(selected.size(), columns));
        }
        long[] mask = selected.words();
        int found = 0;
        for (int w = 0; w < resident.length; w++) {
            found += Long.bitCount(resident[w] & mask[w]);
        }
        hits = found;
        wanted = selected.count();
        order.used(worth, selected, uses);
        int idle = held - hits;
        evict(mask, idle, Math.clamp((long) wanted + idle - capacity, 0, idle));
        load(mask, wanted - hits, capacity - held);
        uses++;
    }

    /** Holds more or fewer columns from now on; those that no longer fit leave in the policy's order. */
    void resize(int newCapacity) {
        capacity = newCapacity;
        evict(new long[resident.length], held, Math.max(0, held - newCapacity));
    }

    /** Keeps the residents and starts another policy's bookkeeping anew. */
    void reorder(EvictionOrder newOrder) {
        order = newOrder;
        worth.clear();
    }

    void reseed(long newSeed) {
        seed = newSeed;
    }

    private void evict(long[] mask, int idle, int leaving) {
        held -= leaving;
        if (leaving == idle) {
            for (int w = 0; w < resident.length; w++) {
                resident[w] &= mask[w];
            }
        } else if (leaving > 0) {
            worth.removeLeast(resident, mask, leaving);
        }
    }

    private void load(long[] mask, int misses, int room) {
        if (misses <= room) {
            for (int w = 0; w < resident.length; w++) {
                resident[w] |= mask[w];
            }
            held += misses;
        } else if (room > 0) {
            loadSome(mask, room);
            held += room;
        }
    }

    private void loadSome(long[] mask, int room) {
        long[] keys = lots.keys();
        int n = 0;
        for (int w = 0; w < resident.length; w++) {
            for (long bits = mask[w] & ~resident[w]; bits != 0; bits &= bits - 1) {
                keys[n++] = lot((w << 6) + Long.numberOfTrailingZeros(bits));
            }
        }
        long last = lots.nth(n, room);
        for (int w = 0; w < resident.length; w++) {
            long come = 0;
            for (long bits = mask[w] & ~resident[w]; bits != 0; bits &= bits - 1) {
                // Half of them come, at random: without a branch, because none could be foretold.
                long comes = Long.compareUnsigned(lot((w << 6) + Long.numberOfTrailingZeros(bits)), last) <= 0 ? -1 : 0;
                come |= comes & bits & -bits;
            }
            resident[w] |= come;
        }
    }

    /** The lot that a missed column draws at this token. */
    private long lot(int column) {
        return SplitMix64.mix(seed + ((long) hook << 40) + ((long) uses << 20) + column);
    }

    /** The live words of the resident columns. */
    long[] resident() {
        return resident;
    }

    /** How many columns there are. */
    int columns() {
        return columns;
    }

    int capacity() {
        return capacity;
    }

    /** How many columns are resident. */
    int held() {
        return held;
    }

    /** How many masked tokens of the sequence there were, those before this cache included. */
    int uses() {
        return uses;
    }

    /** How many columns of the last selection were resident before it. */
    int hits() {
        return hits;
    }

    /** How many columns the last selection had. */
    int wanted() {
        return wanted;
    }
}
