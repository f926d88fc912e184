package org.dipscope.gguf;

import java.lang.foreign.MemorySegment;

/**
 * IQ4_XS: a block is the scale; a word with the upper two bits of the groups' factors plus 32; 4 bytes with their lower nibbles; 128 bytes
 * of nibbles, 16 a group, each as in IQ4_NL.
 */
record FactoredTableLayout() implements BlockLayout {
    @Override
    public int group() {
        return 32;
    }

    @Override
    public int bits() {
        return 4;
    }

    @Override
    public int value(int quant) {
        return NibbleLayout.VALUES[quant];
    }

    @Override
    public int[] table() {
        return NibbleLayout.VALUES.clone();
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
    public int factor(MemorySegment source, long block, int group) {
        int low = source.get(BYTE, block + 4 + group / 2) >> 4 * (group % 2) & 15;
        int high = source.get(SHORT, block + 2) >> 2 * group & 3;
        return (low | high << 4) - 32;
    }

    @Override
    public void quants(MemorySegment source, long block, int group, byte[] target) {
        NibbleLayout.nibbles(source, block + 8 + 16L * group, target);
    }
}
