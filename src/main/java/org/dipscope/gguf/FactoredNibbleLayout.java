package org.dipscope.gguf;

import java.lang.foreign.MemorySegment;

/**
 * Q4_K and Q5_K: a block is scale and minimum; 12 bytes of 6-bit factors; in Q5_K 32 bytes of the quants' highest bits, bit j of byte i
 * belonging to value 32 j + i; 128 bytes of nibbles, of which 32 bytes hold one group in the low and the next in the high halves.
 */
enum FactoredNibbleLayout implements BlockLayout {
    FOUR_BITS, FIVE_BITS;

    private static final int FACTORS = 4;
    private static final int QUANTS = 16;

    @Override
    public int group() {
        return 32;
    }

    @Override
    public int bits() {
        return this == FIVE_BITS ? 5 : 4;
    }

    @Override
    public boolean hasMinimum() {
        return true;
    }

    @Override
    public boolean hasFactors() {
        return true;
    }

    @Override
    public short scale(MemorySegment source, long block) {
        return source.get(SHORT, block);
    }

    @Override
    public short minimum(MemorySegment source, long block) {
        return source.get(SHORT, block + 2);
    }

    @Override
    public int factor(MemorySegment source, long block, int group) {
        return sixBits(source, block + FACTORS, group, 0);
    }

    @Override
    public int minimumFactor(MemorySegment source, long block, int group) {
        return sixBits(source, block + FACTORS, group, 4);
    }

    /**
     * Bytes 0 to 3 hold the scale's factors of the groups 0 to 3 in their lower six bits, bytes 4 to 7 the minimum's. Those of the groups 4 to 7
     * have their lower nibbles in bytes 8 to 11, the scale's low and the minimum's high, and their upper bits above the six of the first.
     */
    private static int sixBits(MemorySegment source, long at, int group, int which) {
        int first = source.get(BYTE, at + which + group % 4);
        if (group < 4) {
            return first & 63;
        }
        return source.get(BYTE, at + 4 + group) >> which & 15 | first >> 2 & 48;
    }

    @Override
    public void quants(MemorySegment source, long block, int group, byte[] target) {
        boolean five = this == FIVE_BITS;
        MemorySegment.copy(source, BYTE, block + QUANTS + (five ? 32 : 0) + 32 * (group / 2), target, 0, 32);
        int shift = 4 * (group % 2);
        for (int i = 0; i < 32; i++) {
            target[i] = (byte) (target[i] >> shift & 15);
        }
        if (five) {
            for (int i = 0; i < 32; i++) {
                target[i] |= (byte) ((source.get(BYTE, block + QUANTS + i) >> group & 1) << 4);
            }
        }
    }
}
