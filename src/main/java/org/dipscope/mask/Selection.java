package org.dipscope.mask;

import java.util.Arrays;

/**
 * A set of columns that one thread fills anew for every token, without allocating; {@link #freeze()} makes the immutable
 * {@link Mask} that may leave the thread. The columns stand in ascending order.
 */
public final class Selection {
    private final int size;
    private final long[] words;
    private final int[] columns;
    private int count;

    /** An empty selection out of {@code size} columns. */
    public Selection(int size) {
        this.size = size;
        this.words = new long[Mask.wordCount(size)];
        this.columns = new int[size];
    }

    /** How many columns there are to choose from. */
    public int size() {
        return size;
    }

    /** How many columns are selected. */
    public int count() {
        return count;
    }

    /** The {@code n}-th selected column, ascending. */
    public int column(int n) {
        return columns[n];
    }

    /** The live array of selected columns, ascending; its first {@link #count()} entries hold. */
    public int[] columns() {
        return columns;
    }

    /** The live words, bit {@code i % 64} of word {@code i / 64} being column {@code i}; to be read only. */
    public long[] words() {
        return words;
    }

    /** Whether the column is selected. */
    public boolean contains(int column) {
        return (words[column >> 6] >>> column & 1) != 0;
    }

    /** Selects nothing. */
    public void clear() {
        Arrays.fill(words, 0L);
        count = 0;
    }

    /** Selects every column. */
    public void selectAll() {
        clear();
        for (int i = 0; i < size; i++) {
            append(i);
        }
    }

    /** Adds a column that is larger than all selected ones. */
    public void append(int column) {
        if (count > 0 && columns[count - 1] >= column) {
            throw new IllegalArgumentException("column " + column + " is not beyond the last one, " + columns[count - 1]);
        }
        words[column >> 6] |= 1L << column;
        columns[count++] = column;
    }

    /**
     * Adds up to 64 columns, bit {@code i} being column {@code first + i}; they are larger than all selected ones and lie within one word.
     *
     * @param first a multiple of as many columns as {@code bits} tells of
     */
    public void append(int first, long bits) {
        if (bits == 0) {
            return;
        }
        if (count > 0 && columns[count - 1] >= first + Long.numberOfTrailingZeros(bits)) {
            throw new IllegalArgumentException("column " + (first + Long.numberOfTrailingZeros(bits)) + " is not beyond the last one, " + columns[count - 1]);
        }
        words[first >> 6] |= bits << first;
        int n = count;
        for (long left = bits; left != 0; left &= left - 1) {
            columns[n++] = first + Long.numberOfTrailingZeros(left);
        }
        count = n;
    }

    /** Takes over a mask of the same size. */
    public void set(Mask mask) {
        clear();
        for (int column : mask.columns()) {
            append(column);
        }
    }

    /** The immutable mask of what is selected now. */
    public Mask freeze() {
        return Mask.copyOf(size, words);
    }
}
