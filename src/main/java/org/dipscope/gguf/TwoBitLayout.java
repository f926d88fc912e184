package org.dipscope.gguf;

import java.lang.foreign.MemorySegment;

/**
 * Q2_K: a block is 16 bytes, one a group, with the scale's factor in the low and the minimum's in the high nibble; 64 bytes of quants;
 * scale and minimum. A byte of quants holds one of each of four runs of 32 values.
 */
record TwoBitLayout() implements BlockLayout {
    private static final int QUANTS = 16;
    private static final int SCALE = 80;

    @Override
    public int group() {
        return 16;
    }

    @Override
    public int bits() {
        return 2;
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
        return source.get(SHORT, block + SCALE);
    }

    @Override
    public short minimum(MemorySegment source, long block) {
        return source.get(SHORT, block + SCALE + 2);
    }

    @Override
    public int factor(MemorySegment source, long block, int group) {
        return source.get(BYTE, block + group) & 15;
    }

    @Override
    public int minimumFactor(MemorySegment source, long block, int group) {
        return source.get(BYTE, block + group) >>> 4 & 15;
    }

    @Override
    public void quants(MemorySegment source, long block, int group, byte[] target) {
        pairs(source, block + QUANTS, group, target);
    }

    /** 16 pairs of bits of a group, from 64 bytes. */
    static void pairs(MemorySegment source, long at, int group, byte[] target) {
        MemorySegment.copy(source, BYTE, at + 32 * (group / 8) + 16 * (group % 2), target, 0, 16);
        int shift = group % 8 / 2 * 2;
        for (int i = 0; i < 16; i++) {
            target[i] = (byte) (target[i] >> shift & 3);
        }
    }
}
