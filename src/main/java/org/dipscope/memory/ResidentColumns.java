package org.dipscope.memory;

import org.dipscope.mask.Mask;


/** The columns of one hook of one layer that sit in a DRAM of some capacity, under whatever policy. */
final class ResidentColumns {
    private final long[] resident;
    private final long[] scratch;
    private final long[] nothing;
    private final SmallestKeys lots;

    private int capacity;
    private int held;
    private int hits;
    private int wanted;
    private int loaded;
    private int evicted;

    /**
     * Holds nothing yet.
     *
     * @param columns  how many columns there are
     * @param capacity how many of them fit
     * @param lots     working memory for at least {@code columns} keys
     */
    ResidentColumns(int columns, int capacity, SmallestKeys lots) {
        this.resident = new long[Mask.wordCount(columns)];
        this.scratch = new long[resident.length];
        this.nothing = new long[resident.length];
        this.capacity = capacity;
        this.lots = lots;
    }

    /**
     * Counts the hits of one token's columns, then lets columns go and come.
     *
     * @param mask   the columns
     * @param count  how many they are
     * @param policy has taken note of them already
     * @param lot    column 0's place in the sequence of lots of this hook and token
     */
    void use(long[] mask, int count, ReplacementPolicy policy, long lot) {
        int found = 0;
        for (int w = 0; w < resident.length; w++) {
            found += Long.bitCount(resident[w] & mask[w]);
        }
        hits = found;
        wanted = count;
        int before = held;
        evicted = 0;
        if (policy.bypasses()) {
            compete(mask, policy);
        } else {
            int idle = held - hits;
            evict(mask, idle, Math.clamp((long) wanted + idle - capacity, 0, idle), policy.worth());
            load(mask, wanted - hits, capacity - held, lot);
        }
        loaded = held - before + evicted;
    }

    /** Holds more or fewer columns from now on; those that no longer fit leave in the policy's order. */
    void resize(int newCapacity, Worth worth) {
        capacity = newCapacity;
        evicted = 0;
        evict(nothing, held, Math.max(0, held - newCapacity), worth);
    }

    /** Residents and missed columns compete; of equal ones a resident stays, since keeping it costs no reading. */
    private void compete(long[] mask, ReplacementPolicy policy) {
        for (int w = 0; w < resident.length; w++) {
            scratch[w] = mask[w] & ~resident[w];
        }
        policy.decline(scratch, capacity);
        int candidates = 0;
        for (int w = 0; w < resident.length; w++) {
            scratch[w] |= resident[w];
            candidates += Long.bitCount(scratch[w]);
        }
        if (candidates > capacity) {
            policy.worth().removeLeastFavouring(resident, scratch, candidates - capacity);
        }
        int stay = 0;
        for (int w = 0; w < resident.length; w++) {
            stay += Long.bitCount(resident[w] & scratch[w]);
            resident[w] = scratch[w];
        }
        evicted = held - stay;
        held = Math.min(candidates, capacity);
    }

    private void evict(long[] mask, int idle, int leaving, Worth worth) {
        held -= leaving;
        evicted += leaving;
        if (leaving == idle) {
            for (int w = 0; w < resident.length; w++) {
                resident[w] &= mask[w];
            }
        } else if (leaving > 0) {
            worth.removeLeast(resident, mask, leaving);
        }
    }

    private void load(long[] mask, int misses, int room, long lot) {
        if (misses <= room) {
            for (int w = 0; w < resident.length; w++) {
                resident[w] |= mask[w];
            }
            held += misses;
        } else if (room > 0) {
            loadSome(mask, room, lot);
            held += room;
        }
    }

    /** The missed columns that draw the smallest lots come. */
    private void loadSome(long[] mask, int room, long lot) {
        long[] keys = lots.keys();
        int n = 0;
        for (int w = 0; w < resident.length; w++) {
            for (long bits = mask[w] & ~resident[w]; bits != 0; bits &= bits - 1) {
                keys[n++] = SplitMix64.mix(lot + (w << 6) + Long.numberOfTrailingZeros(bits));
            }
        }
        long last = lots.nth(n, room);
        for (int w = 0; w < resident.length; w++) {
            long come = 0;
            for (long bits = mask[w] & ~resident[w]; bits != 0; bits &= bits - 1) {
                // Half of them come, at random: without a branch, because none could be foretold.
                long key = SplitMix64.mix(lot + (w << 6) + Long.numberOfTrailingZeros(bits));
                long comes = Long.compareUnsigned(key, last) <= 0 ? -1 : 0;
                come |= comes & bits & -bits;
            }
            resident[w] |= come;
        }
    }


    /** The live words of the resident columns. */
    long[] words() {
        return resident;
    }

    int capacity() {
        return capacity;
    }

    /** How many columns are resident. */
    int held() {
        return held;
    }

    /** How many columns of the last token were resident before it. */
    int hits() {
        return hits;
    }

    /** How many columns the last token wanted. */
    int wanted() {
        return wanted;
    }

    /** How many columns the last token brought in to stay. */
    int loaded() {
        return loaded;
    }

    /** How many columns the last token, or the last change of capacity, drove out. */
    int evicted() {
        return evicted;
    }
}
