package org.dipscope.memory;

import org.dipscope.mask.Mask;

import java.util.Arrays;

/**
 * A number ≥ 0 for each column, stored across: plane {@code b} holds bit {@code b} of every column's number. So 64 columns are counted, set
 * and compared at once, and a token's bookkeeping costs a few hundred word operations a hook instead of a walk over its columns.
 */
final class Worth {
    private final int columns;
    private final int words;
    private final long[] undecided;
    private long[][] planes;

    /** Zero for each of so many columns. */
    Worth(int columns) {
        this.columns = columns;
        words = Mask.wordCount(columns);
        undecided = new long[words];
        planes = new long[8][words];
    }

    /** How many columns there are. */
    int columns() {
        return columns;
    }

    /** Sets every column to 0. */
    void clear() {
        for (long[] plane : planes) {
            Arrays.fill(plane, 0);
        }
    }

    /** Adds 1 to the columns of the mask. */
    void increment(long[] mask) {
        add(mask, 0);
    }

    /** Adds {@code 2^bit} to the columns of the mask. */
    void add(long[] mask, int bit) {
        for (int w = 0; w < words; w++) {
            long carry = mask[w];
            for (int b = bit; carry != 0; b++) {
                long[] plane = plane(b);
                long before = plane[w];
                plane[w] = before ^ carry;
                carry &= before;
            }
        }
    }

    /** Halves every column, rounding down. */
    void halve() {
        long[] least = planes[0];
        System.arraycopy(planes, 1, planes, 0, planes.length - 1);
        Arrays.fill(least, 0);
        planes[planes.length - 1] = least;
    }

    /** Takes from every column its {@code 2^shift}-th part, rounded down. */
    void fade(int shift) {
        for (int w = 0; w < words; w++) {
            long borrow = 0;
            for (int b = 0; b < planes.length; b++) {
                long from = planes[b][w];
                long part = b + shift < planes.length ? planes[b + shift][w] : 0;
                planes[b][w] = from ^ part ^ borrow;
                borrow = ~from & (part | borrow) | part & borrow;
            }
        }
    }

    /** Sets every column to its number in {@code one} plus {@code 2^bit} times its number in {@code other}. */
    void setSum(Worth one, Worth other, int bit) {
        int most = 1 + Math.max(one.planes.length, other.planes.length + bit);
        plane(most - 1);
        for (int w = 0; w < words; w++) {
            long carry = 0;
            for (int b = 0; b < planes.length; b++) {
                long x = b < one.planes.length ? one.planes[b][w] : 0;
                long y = b >= bit && b - bit < other.planes.length ? other.planes[b - bit][w] : 0;
                planes[b][w] = x ^ y ^ carry;
                carry = x & y | carry & (x ^ y);
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
        takeOut(set, n);
    }

    /** Removes from {@code set} the {@code n} columns of least worth; of equal ones the lower index goes first. */
    void removeLeast(long[] set, int n) {
        System.arraycopy(set, 0, undecided, 0, words);
        takeOut(set, n);
    }

    /** As {@link #removeLeast(long[], int)}, but of equal ones those outside {@code favoured} go first. */
    void removeLeastFavouring(long[] favoured, long[] set, int n) {
        System.arraycopy(set, 0, undecided, 0, words);
        int rest = n;
        for (int b = planes.length - 1; b >= 0 && rest > 0; b--) {
            rest = removeSmaller(set, planes[b], rest);
        }
        takeFirst(set, rest > 0 ? removeSmaller(set, favoured, rest) : 0);
    }

    /** How many columns of the set are worth more than {@code bound}, which is −1 or more. */
    int countAbove(long[] set, int bound) {
        int count = 0;
        if (bound < 0) {
            for (int w = 0; w < words; w++) {
                count += Long.bitCount(set[w]);
            }
            return count;
        }
        // A bound that needs more bits than any number has is above all of them.
        if (bound >>> Math.min(planes.length, Integer.SIZE - 1) != 0) {
            return 0;
        }
        for (int w = 0; w < words; w++) {
            long equal = set[w];
            long above = 0;
            for (int b = planes.length - 1; b >= 0 && equal != 0; b--) {
                long plane = planes[b][w];
                if ((bound >>> b & 1) == 0) {
                    above |= equal & plane;
                    equal &= ~plane;
                } else {
                    equal &= plane;
                }
            }
            count += Long.bitCount(above);
        }
        return count;
    }

    private void takeOut(long[] set, int n) {
        int rest = n;
        for (int b = planes.length - 1; b >= 0 && rest > 0; b--) {
            rest = removeSmaller(set, planes[b], rest);
        }
        takeFirst(set, rest);
    }

    private void takeFirst(long[] set, int n) {
        int rest = n;
        for (int w = 0; rest > 0; w++) {
            for (long bits = undecided[w]; bits != 0 && rest > 0; bits &= bits - 1) {
                set[w] &= ~(bits & -bits);
                rest--;
            }
        }
    }

    /** Those with a 0 here are worth less than those with a 1: either they all go, or none but them may. */
    private int removeSmaller(long[] set, long[] plane, int rest) {
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
