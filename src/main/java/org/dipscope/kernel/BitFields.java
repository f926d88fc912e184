package org.dipscope.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Where the eight quants of a lane lie, when a tile of rows stores 2 to 6 bits a quant without a gap: lane {@code l} of a tile holds the
 * rows {@code l + COUNT·k}, {@code k} = 0 to 7, in a word of 16 or 32 bits and, where those are too few, a second one of 8 or 16. The first word holds as many
 * whole quants as it can, from its lowest bits on, the second word those up to the seventh, in its upper bits. What is then left of both makes up the
 * eighth quant: the second word's lowest bits are its lower ones, where they are to stand, and the first word's uppermost bits are its upper ones. So seven quants of
 * eight are masked where they stand, and the eighth takes one shift and one choice between two words' bits.
 *
 * <p>A tile is its lanes' first words, then their second words; a column is its tiles.
 */
record BitFields(int bits) {
    /** Bytes of a lane's first word. */
    int firstBytes() {
        return bits < 4 ? 2 : 4;
    }

    /** Bytes of a lane's second word. */
    int secondBytes() {
        return bits - firstBytes();
    }

    /** Whole quants of the first word. */
    int firstQuants() {
        return 8 * firstBytes() / bits;
    }

    /** How many of the eighth quant's bits the second word has. */
    int lowBits() {
        return 8 * secondBytes() - bits * (7 - firstQuants());
    }

    private boolean isSplit(int k) {
        return k == 7 && secondBytes() > 0;
    }

    /** Bytes of a tile's column. */
    int tileBytes() {
        return bits * Lanes.COUNT;
    }

    /** Bytes of this many rows of a column, a multiple of the tile. */
    long columnBytes(int rows) {
        return (long) bits * (rows / 8);
    }

    private int shift(int k) {
        return k < firstQuants() ? bits * k : lowBits() + bits * (k - firstQuants());
    }

    private int at(int k, int lane) {
        return k < firstQuants() ? firstBytes() * lane : firstBytes() * Lanes.COUNT + secondBytes() * lane;
    }

    /**
     * Puts one row's quants into a tile of many columns.
     *
     * @param quants {@code count} quants, not negative
     * @param tile   {@code [count][tileBytes]}, the row's bits still zero
     * @param row    the row within the tile
     */
    void put(byte[] quants, int count, byte[] tile, int row) {
        int k = row / Lanes.COUNT;
        int lane = row % Lanes.COUNT;
        if (isSplit(k)) {
            put(quants, count, 0, lowBits(), tile, at(7, lane), 0);
            put(quants, count, lowBits(), bits - lowBits(), tile, firstBytes() * lane, bits * firstQuants());
        } else {
            put(quants, count, 0, bits, tile, at(k, lane), shift(k));
        }
    }

    private void put(byte[] quants, int count, int from, int width, byte[] tile, int word, int shift) {
        int within = shift % 8;
        int mask = (1 << width) - 1;
        int at = word + shift / 8;
        boolean reachesOver = within + width > 8;
        for (int column = 0; column < count; column++, at += tileBytes()) {
            int value = (quants[column] >> from & mask) << within;
            tile[at] |= (byte) value;
            if (reachesOver) {
                tile[at + 1] |= (byte) (value >> 8);
            }
        }
    }

    /** One quant by scalar arithmetic: what the vector kernels are held against. */
    int get(MemorySegment data, long column, int row) {
        long tile = column + (long) (row / Lanes.TILE) * tileBytes();
        int k = row % Lanes.TILE / Lanes.COUNT;
        int lane = row % Lanes.COUNT;
        if (isSplit(k)) {
            int low = word(data, tile + at(7, lane), secondBytes()) & (1 << lowBits()) - 1;
            return low | word(data, tile + firstBytes() * lane, firstBytes()) >>> bits * firstQuants() << lowBits();
        }
        return word(data, tile + at(k, lane), k < firstQuants() ? firstBytes() : secondBytes()) >>> shift(k) & (1 << bits) - 1;
    }

    private static int word(MemorySegment data, long at, int bytes) {
        int word = 0;
        for (int i = 0; i < bytes; i++) {
            word |= (data.get(ValueLayout.JAVA_BYTE, at + i) & 0xFF) << 8 * i;
        }
        return word;
    }

    /**
     * What each of a tile's rows is to be multiplied by, {@code [TILE]}, if its quant is converted where it stands: a power of two. The uppermost
     * nibble of a word of 32 bits would be negative and is shifted down, as is a quant made of two pieces.
     */
    float[] units() {
        float[] units = new float[Lanes.TILE];
        for (int row = 0; row < units.length; row++) {
            int k = row / Lanes.COUNT;
            units[row] = isSplit(k) || bits == 4 && k == 7 ? 1 : 1f / (1 << shift(k));
        }
        return units;
    }
}
