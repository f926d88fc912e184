package org.dipscope.mask;

import java.util.Arrays;

/** An immutable set of columns out of {@code size}, one bit each. */
public final class Mask {
    private final int size;
    private final long[] words;
    private final int count;

    private Mask(int size, long[] words) {
        this.size = size;
        this.words = words;
        this.count = count(words);
    }

    /** The empty mask over {@code size} columns. */
    public static Mask none(int size) {
        return new Mask(size, new long[wordCount(size)]);
    }

    /** The mask of exactly these columns; throws {@link IndexOutOfBoundsException} for one outside {@code [0, size)}. */
    public static Mask of(int size, int... columns) {
        long[] words = new long[wordCount(size)];
        for (int column : columns) {
            java.util.Objects.checkIndex(column, size);
            words[column >> 6] |= 1L << column;
        }
        return new Mask(size, words);
    }

    /** A copy of these words, bit {@code i % 64} of word {@code i / 64} being column {@code i}; bits from {@code size} on must be 0. */
    public static Mask copyOf(int size, long[] words) {
        return new Mask(size, Arrays.copyOf(words, wordCount(size)));
    }

    /**
     * Reads the hexadecimal form of {@link #toHex()}.
     *
     * @throws IllegalArgumentException if the text is not {@code ceil(size / 8)} bytes of hexadecimal, or names a column from {@code size} on
     */
    public static Mask ofHex(int size, String hex) {
        int bytes = (size + 7) / 8;
        if (hex.length() != 2 * bytes) {
            throw new IllegalArgumentException("a mask of %d columns has %d hexadecimal digits, not %d".formatted(size, 2 * bytes, hex.length()));
        }
        long[] words = new long[wordCount(size)];
        for (int i = 0; i < bytes; i++) {
            int high = Character.digit(hex.charAt(2 * i), 16);
            int low = Character.digit(hex.charAt(2 * i + 1), 16);
            if (high < 0 || low < 0) {
                throw new IllegalArgumentException("'%s' at digit %d is not hexadecimal".formatted(hex.substring(2 * i, 2 * i + 2), 2 * i));
            }
            words[i >> 3] |= (long) (high << 4 | low) << (8 * (i & 7));
        }
        if ((size & 63) != 0 && words.length > 0 && words[words.length - 1] >>> size != 0) {
            throw new IllegalArgumentException("the mask names a column beyond its " + size);
        }
        return new Mask(size, words);
    }

    /** How many 64-bit words hold {@code size} bits. */
    public static int wordCount(int size) {
        return (size + 63) >>> 6;
    }

    /** How many columns there are to choose from. */
    public int size() {
        return size;
    }

    /** How many columns are in the mask. */
    public int count() {
        return count;
    }

    /** Whether the column is in the mask. */
    public boolean contains(int column) {
        return (words[column >> 6] >>> column & 1) != 0;
    }

    /** The 64 columns from {@code 64 · index} on. */
    public long word(int index) {
        return words[index];
    }

    /** The columns that are in both. */
    public Mask and(Mask other) {
        long[] result = words.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] &= other.words[i];
        }
        return new Mask(size, result);
    }

    /** The columns that are here and not in {@code other}. */
    public Mask andNot(Mask other) {
        long[] result = words.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] &= ~other.words[i];
        }
        return new Mask(size, result);
    }

    /** How many columns are in both, without making the mask of them. */
    public int overlap(Mask other) {
        int sum = 0;
        for (int i = 0; i < words.length; i++) {
            sum += Long.bitCount(words[i] & other.words[i]);
        }
        return sum;
    }

    /** The columns in ascending order. */
    public int[] columns() {
        int[] columns = new int[count];
        int n = 0;
        for (int w = 0; w < words.length; w++) {
            for (long bits = words[w]; bits != 0; bits &= bits - 1) {
                columns[n++] = (w << 6) + Long.numberOfTrailingZeros(bits);
            }
        }
        return columns;
    }

    /** The mask as bytes in hexadecimal, bit {@code i % 8} of byte {@code i / 8} being column {@code i}. */
    public String toHex() {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < (size + 7) / 8; i++) {
            int value = (int) (words[i >> 3] >>> (8 * (i & 7))) & 0xFF;
            hex.append(Character.forDigit(value >> 4, 16)).append(Character.forDigit(value & 15, 16));
        }
        return hex.toString();
    }

    private static int count(long[] words) {
        int sum = 0;
        for (long word : words) {
            sum += Long.bitCount(word);
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mask mask && mask.size == size && Arrays.equals(mask.words, words);
    }

    @Override
    public int hashCode() {
        return 31 * size + Arrays.hashCode(words);
    }

    @Override
    public String toString() {
        return count + " of " + size;
    }
}
