package org.dipscope.gguf;

import java.lang.foreign.MemorySegment;

/**
 * Q3_K: a block is 32 bytes of the quants' highest bits, bit j of byte i belonging to value 32 j + i; 64 bytes of their lower two as in Q2_K;
 * 12 bytes of the groups' 6-bit factors plus 32; the scale.
 */
record ThreeBitLayout() implements BlockLayout {
    private static final int PAIRS = 32;
    private static final int FACTORS = 96;
    private static final int SCALE = 108;

    @Override
    public int group() {
        return 16;
    }

    @Override
    public int bits() {
        return 3;
    }

    @Override
    public int offset() {
        return 4;
    }

    @Override
    public boolean hasFactors() {
        return true;
    }

    @Override
    public short scale(MemorySegment source, long block) {
        return source.get(SHORT, block + SCALE);
    }

    /** Eight bytes hold the lower nibbles, first those of the groups 0 to 7; four more the upper two bits of the groups i, i + 4, i + 8 and i + 12. */
    @Override
    public int factor(MemorySegment source, long block, int group) {
        int low = source.get(BYTE, block + FACTORS + group % 8) >> 4 * (group / 8) & 15;
        int high = source.get(BYTE, block + FACTORS + 8 + group % 4) >> 2 * (group / 4) & 3;
        return (low | high << 4) - 32;
    }

    @Override
    public void quants(MemorySegment source, long block, int group, byte[] target) {
        TwoBitLayout.pairs(source, block + PAIRS, group, target);
        for (int i = 0; i < 16; i++) {
            target[i] |= (byte) ((source.get(BYTE, block + 16 * (group % 2) + i) >> group / 2 & 1) << 2);
        }
    }
}
