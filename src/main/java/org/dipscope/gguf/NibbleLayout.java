package org.dipscope.gguf;

import java.lang.foreign.MemorySegment;

/** Q4_0, Q4_1 and IQ4_NL: a block is a scale, in Q4_1 a minimum, and 16 bytes, whose low nibbles are the first 16 quants. */
enum NibbleLayout implements BlockLayout {
    CENTRED, WITH_MINIMUM, TABLE;

    /** The values among which IQ4_NL chooses; denser around zero, where most weights are. */
    static final int[] VALUES = {-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};

    @Override
    public int group() {
        return 32;
    }

    @Override
    public int bits() {
        return 4;
    }

    @Override
    public int offset() {
        return this == CENTRED ? 8 : 0;
    }

    @Override
    public int value(int quant) {
        return this == TABLE ? VALUES[quant] : quant - offset();
    }

    @Override
    public int[] table() {
        return this == TABLE ? VALUES.clone() : new int[0];
    }

    @Override
    public boolean hasMinimum() {
        return this == WITH_MINIMUM;
    }

    @Override
    public short scale(MemorySegment source, long block) {
        return source.get(SHORT, block);
    }

    @Override
    public short minimum(MemorySegment source, long block) {
        return this == WITH_MINIMUM ? source.get(SHORT, block + 2) : 0;
    }

    @Override
    public int minimumFactor(MemorySegment source, long block, int group) {
        return this == WITH_MINIMUM ? -1 : 0;
    }

    @Override
    public void quants(MemorySegment source, long block, int group, byte[] target) {
        nibbles(source, block + (this == WITH_MINIMUM ? 4 : 2), target);
    }

    /** 32 nibbles of 16 bytes: the low ones, then the high ones. */
    static void nibbles(MemorySegment source, long at, byte[] target) {
        MemorySegment.copy(source, BYTE, at, target, 0, 16);
        for (int i = 0; i < 16; i++) {
            target[16 + i] = (byte) (target[i] >> 4 & 15);
            target[i] &= 15;
        }
    }
}
