package org.dipscope.memory;

import java.util.Arrays;

/** Finds the n-th smallest of distinct, evenly spread keys in linear time, without allocating: one thread's working memory. */
final class SmallestKeys {
    private static final int FEW = 24;

    private final long[] keys;
    private final int[] buckets = new int[256];

    /** Room for so many keys. */
    SmallestKeys(int most) {
        keys = new long[most];
    }

    /** The live array to put the keys in; {@link #nth} changes their order. */
    long[] keys() {
        return keys;
    }

    /**
     * The key that has exactly {@code n − 1} smaller ones, all compared unsigned.
     *
     * @param count how many keys there are, all distinct
     * @param n     in [1, count]
     */
    long nth(int count, int n) {
        int left = count;
        int rank = n;
        for (int shift = Long.SIZE - Byte.SIZE; left > FEW; shift -= Byte.SIZE) {
            Arrays.fill(buckets, 0);
            for (int i = 0; i < left; i++) {
                buckets[(int) (keys[i] >>> shift) & 0xFF]++;
            }
            int bucket = 0;
            while (rank > buckets[bucket]) {
                rank -= buckets[bucket++];
            }
            int kept = 0;
            for (int i = 0; i < left; i++) {
                long key = keys[i];
                keys[kept] = key;
                kept += ((int) (key >>> shift) & 0xFF) == bucket ? 1 : 0;
            }
            left = kept;
        }
        return nthOfFew(left, rank);
    }

    private long nthOfFew(int count, int n) {
        for (int i = 1; i < count; i++) {
            long key = keys[i];
            int j = i;
            for (; j > 0 && Long.compareUnsigned(keys[j - 1], key) > 0; j--) {
                keys[j] = keys[j - 1];
            }
            keys[j] = key;
        }
        return keys[n - 1];
    }
}
