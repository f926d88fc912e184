package org.dipscope.memory;

import org.dipscope.mask.Mask;

import java.util.Arrays;

/**
 * One pool of DRAM for the columns of all layers: finds how many columns each cache should hold so that those worth most to the policy
 * fit, wherever they are. A byte is worth the same everywhere, since a hit saves reading exactly the bytes that its column occupies.
 */
final class GlobalPool {
    /** Tokens between two settlements; worths move slowly, and a settlement costs as much as a few tokens' updates. */
    static final int PERIOD = 16;

    private final ColumnCache[] caches;
    private final double[] columnBytes;
    private final long[][] everyColumn;
    private final int[] capacity;

    /**
     * A pool over these caches.
     *
     * @param caches      where {@code null} stands, there is none
     * @param columnBytes what a column of each takes, in all its linears
     */
    GlobalPool(ColumnCache[] caches, double[] columnBytes) {
        this.caches = caches;
        this.columnBytes = columnBytes;
        this.everyColumn = new long[caches.length][];
        this.capacity = new int[caches.length];
        for (int i = 0; i < caches.length; i++) {
            if (caches[i] != null) {
                int columns = caches[i].columns();
                everyColumn[i] = new long[Mask.wordCount(columns)];
                Arrays.fill(everyColumn[i], -1L);
                if ((columns & 63) != 0) {
                    everyColumn[i][everyColumn[i].length - 1] = (1L << columns) - 1;
                }
            }
        }
    }

    /** Shares these bytes out anew: the columns above the least worth at which all of them fit, then of those that are worth just that. */
    void settle(double bytes) {
        int low = 0;
        int high = Integer.MAX_VALUE;
        while (low < high) {
            int middle = low + (high - low) / 2;
            if (bytesAbove(middle) <= bytes) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        double rest = bytes - bytesAbove(low);
        for (int i = 0; i < caches.length; i++) {
            if (caches[i] != null) {
                int equal = caches[i].demand().countAbove(everyColumn[i], low - 1) - capacity[i];
                int more = (int) Math.min(equal, Math.floor(rest / columnBytes[i]));
                capacity[i] += more;
                rest -= more * columnBytes[i];
                caches[i].resize(capacity[i]);
            }
        }
    }

    /** The bytes of all columns that are worth more; leaves their numbers in {@link #capacity}. */
    private double bytesAbove(int worth) {
        double bytes = 0;
        for (int i = 0; i < caches.length; i++) {
            if (caches[i] != null) {
                capacity[i] = caches[i].demand().countAbove(everyColumn[i], worth);
                bytes += capacity[i] * columnBytes[i];
            }
        }
        return bytes;
    }
}
