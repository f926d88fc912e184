package org.dipscope.memory;

import org.dipscope.mask.Mask;

import java.util.Arrays;

/**
 * A number ≥ 0 for each column, stored across: plane {@code b} holds bit {@code b} of every column's number. So 64 columns are counted, set
 * and compared at once, and a token's bookkeeping costs a few hundred word operations a hook instead of a walk over its columns.
 */
final class Worth {
    private final int words;
    private final long[] undecided;
    private long[][] planes;

    /** Zero for each of so many columns. */
    Worth(int columns) {
        words = Mask.wordCount(columns);
        undecided = new long[words];
        planes = new long[8][words];
    }

    /** Sets every column to 0. */
    void clear() {
        for (long[] plane : planes) {
            Arrays.fill(plane, 0);
        }
    }

    /** Adds 1 to the columns of the mask. */
    void increment(long[] mask) {
        for (int w = 0; w < words; w++) {
            long carry = mask[w];
            for (int b = 0; carry != 0; b++) {
                long[] plane = plane(b);
                long before = plane[w];
                plane[w] = before ^ carry;
                carry &= before;
            }
        }
    }

    /** Sets the columns of the mask to {@code value}, ≥ 0. */
    void set(long[] mask, int value) {
        plane(Integer.SIZE - 1 - Integer.numberOfLeadingZeros(value | 1));
        for (int b = 0; b < planes.length; b++) {
            long[] plane = planes[b];
            long bit = -(value >>> b & 1L);
            for (int w = 0; w < words; w++) {
                plane[w] = plane[w] & ~mask[w] | bit & mask[w];
            }
        }
    }

    /** Sets one column to {@code value}, ≥ 0. */
    void set(int column, int value) {
        plane(Integer.SIZE - 1 - Integer.numberOfLeadingZeros(value | 1));
        for (int b = 0; b < planes.length; b++) {
            long[] plane = planes[b];
            plane[column >> 6] = plane[column >> 6] & ~(1L << column) | (value >>> b & 1L) << column;
        }
    }

    /**
     * Removes from {@code set} the {@code n} columns of least worth that are not in {@code kept}; of equal ones the lower index goes first.
     *
     * @param n at most as many as there are
     */
    void removeLeast(long[] set, long[] kept, int n) {
        for (int w = 0; w < words; w++) {
            undecided[w] = set[w] & ~kept[w];
        }
        int rest = n;
        for (int b = planes.length - 1; b >= 0 && rest > 0; b--) {
            rest = halve(set, planes[b], rest);
        }
        for (int w = 0; rest > 0; w++) {
            for (long bits = undecided[w]; bits != 0 && rest > 0; bits &= bits - 1) {
                set[w] &= ~(bits & -bits);
                rest--;
            }
        }
    }

    /** Those with a 0 here are worth less than those with a 1: either they all go, or none but them may. */
    private int halve(long[] set, long[] plane, int rest) {
        int less = 0;
        for (int w = 0; w < words; w++) {
            less += Long.bitCount(undecided[w] & ~plane[w]);
        }
        if (less > rest) {
            for (int w = 0; w < words; w++) {
                undecided[w] &= ~plane[w];
            }
            return rest;
        }
        for (int w = 0; w < words; w++) {
            set[w] &= ~(undecided[w] & ~plane[w]);
            undecided[w] &= plane[w];
        }
        return rest - less;
    }

    /** The plane of this bit; there are more of them once a number outgrows them, which happens a few times in a sequence's life. */
    private long[] plane(int bit) {
        if (bit >= planes.length) {
            int before = planes.length;
            planes = Arrays.copyOf(planes, bit + 1);
            for (int b = before; b < planes.length; b++) {
                planes[b] = new long[words];
            }
        }
        return planes[bit];
    }
}
