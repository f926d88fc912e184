package org.dipscope.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Turns stored blocks into floats, one value at a time: the reference that vector kernels are held against. The formulas are
 * those of the ggml block formats, in float arithmetic.
 */
public final class BlockDecoder {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private BlockDecoder() {
    }

    /**
     * Decodes {@code elements} values, a whole number of blocks, from {@code sourceOffset} bytes into the source on. Throws
     * {@link IllegalArgumentException} for a part of a block and {@link IndexOutOfBoundsException} where source or target are too
     * short.
     */
    public static void decode(TensorType type, MemorySegment source, long sourceOffset, float[] target, int targetOffset, int elements) {
        long bytes = type.bytes(elements);
        Objects.checkFromIndexSize(sourceOffset, bytes, source.byteSize());
        Objects.checkFromIndexSize(targetOffset, elements, target.length);
        int blocks = elements / type.blockElements();
        for (int block = 0; block < blocks; block++) {
            long at = sourceOffset + (long) block * type.blockBytes();
            int to = targetOffset + block * type.blockElements();
            switch (type) {
                case F32 -> target[to] = Float.intBitsToFloat(source.get(INT, at));
                case F16 -> target[to] = half(source, at);
                case Q4_0 -> q4(source, at + 2, target, to, half(source, at), -8, 0);
                case Q4_1 -> q4(source, at + 4, target, to, half(source, at), 0, half(source, at + 2));
                case Q8_0 -> q8(source, at + 2, target, to, half(source, at));
            }
        }
    }

    private static void q4(MemorySegment source, long at, float[] target, int to, float scale, int shift, float minimum) {
        for (int i = 0; i < 16; i++) {
            int pair = source.get(ValueLayout.JAVA_BYTE, at + i);
            target[to + i] = scale * ((pair & 15) + shift) + minimum;
            target[to + i + 16] = scale * (((pair >> 4) & 15) + shift) + minimum;
        }
    }

    private static void q8(MemorySegment source, long at, float[] target, int to, float scale) {
        for (int i = 0; i < 32; i++) {
            target[to + i] = scale * source.get(ValueLayout.JAVA_BYTE, at + i);
        }
    }

    private static float half(MemorySegment source, long at) {
        return Float.float16ToFloat(source.get(SHORT, at));
    }
}
