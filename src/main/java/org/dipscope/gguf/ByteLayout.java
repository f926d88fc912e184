package org.dipscope.gguf;

import java.lang.foreign.MemorySegment;

/** Q8_0: a block is a scale and 32 signed bytes. */
record ByteLayout() implements BlockLayout {
    @Override
    public int group() {
        return 32;
    }

    @Override
    public int bits() {
        return 8;
    }

    @Override
    public short scale(MemorySegment source, long block) {
        return source.get(SHORT, block);
    }

    @Override
    public void quants(MemorySegment source, long block, int group, byte[] target) {
        MemorySegment.copy(source, BYTE, block + 2, target, 0, 32);
    }
}
