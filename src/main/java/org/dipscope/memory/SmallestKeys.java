package org.dipscope.memory;

/** Finds the n-th smallest of distinct keys in linear time, without allocating: one thread's working memory. */
final class SmallestKeys {
    private static final int BUCKETS = 256;
    private static final int FEW = 24;

    private final long[] keys;
    private final int[] buckets = new int[BUCKETS];

    /** Room for so many keys. */
    SmallestKeys(int most) {
        keys = new long[most];
    }

    /** The live array to put the keys in; {@link #nth} changes their order. */
    long[] keys() {
        return keys;
    }

    /**
     * The key that has exactly {@code n − 1} smaller ones.
     *
     * @param count how many keys there are, all distinct
     * @param n     in [1, count]
     */
    long nth(int count, int n) {
        int left = count;
        int rank = n;
        while (left > FEW) {
            long least = keys[0];
            long most = keys[0];
            for (int i = 1; i < left; i++) {
                least = Math.min(least, keys[i]);
                most = Math.max(most, keys[i]);
            }
            // The difference may pass Long.MAX_VALUE, but never 2^64: as an unsigned number it is right.
            int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(most - least) - 8);
            java.util.Arrays.fill(buckets, 0);
            for (int i = 0; i < left; i++) {
                buckets[(int) (keys[i] - least >>> shift)]++;
            }
            int bucket = 0;
            while (rank > buckets[bucket]) {
                rank -= buckets[bucket++];
            }
            int kept = 0;
            for (int i = 0; i < left; i++) {
                long key = keys[i];
                keys[kept] = key;
                kept += key - least >>> shift == bucket ? 1 : 0;
            }
            left = kept;
        }
        return nthOfFew(left, rank);
    }

    private long nthOfFew(int count, int n) {
        for (int i = 1; i < count; i++) {
            long key = keys[i];
            int j = i;
            for (; j > 0 && keys[j - 1] > key; j--) {
                keys[j] = keys[j - 1];
            }
            keys[j] = key;
        }
        return keys[n - 1];
    }
}
