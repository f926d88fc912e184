package org.dipscope.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Q5_0 and Q5_1: a block is a scale, in Q5_1 a minimum, a word whose bit i is quant i's highest, and 16 bytes of nibbles. */
enum FiveBitLayout implements BlockLayout {
    CENTRED, WITH_MINIMUM;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    @Override
    public int group() {
        return 32;
    }

    @Override
    public int bits() {
        return 5;
    }

    @Override
    public int offset() {
        return this == CENTRED ? 16 : 0;
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
        long at = block + (this == WITH_MINIMUM ? 4 : 2);
        NibbleLayout.nibbles(source, at + 4, target);
        int high = source.get(INT, at);
        for (int i = 0; i < 32; i++) {
            target[i] |= (byte) ((high >>> i & 1) << 4);
        }
    }
}
