package org.dipscope.gguf;

import java.lang.foreign.MemorySegment;

/**
 * Q6_K: a block is 128 bytes of the quants' lower nibbles, 64 bytes of their upper two bits, 16 signed bytes of factors, the scale. Each
 * half of a block has four runs of 32 values: runs 0 and 1 in the low nibbles of its 64 bytes, runs 2 and 3 in the high ones, and in
 * each of its 32 bytes of upper bits one value of every run.
 */
record SixBitLayout() implements BlockLayout {
    private static final int HIGH = 128;
    private static final int FACTORS = 192;
    private static final int SCALE = 208;

    @Override
    public int group() {
        return 16;
    }

    @Override
    public int bits() {
        return 6;
    }

    @Override
    public int offset() {
        return 32;
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
    public int factor(MemorySegment source, long block, int group) {
        return source.get(BYTE, block + FACTORS + group);
    }

    @Override
    public void quants(MemorySegment source, long block, int group, byte[] target) {
        int half = group / 8;
        int run = group % 8 / 2;
        int within = group % 2 * 16;
        MemorySegment.copy(source, BYTE, block + 64 * half + 32 * (run % 2) + within, target, 0, 16);
        int shift = run / 2 * 4;
        for (int i = 0; i < 16; i++) {
            int high = source.get(BYTE, block + HIGH + 32 * half + within + i) >> 2 * run & 3;
            target[i] = (byte) (target[i] >> shift & 15 | high << 4);
        }
    }
}
