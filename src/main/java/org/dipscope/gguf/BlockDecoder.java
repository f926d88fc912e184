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
        switch (type) {
            case F32 -> {
                for (int i = 0; i < elements; i++) {
                    target[targetOffset + i] = Float.intBitsToFloat(source.get(INT, sourceOffset + 4L * i));
                }
            }
            case F16 -> {
                for (int i = 0; i < elements; i++) {
                    target[targetOffset + i] = half(source.get(SHORT, sourceOffset + 2L * i));
                }
            }
            case BF16 -> {
                for (int i = 0; i < elements; i++) {
                    target[targetOffset + i] = Float.intBitsToFloat(source.get(SHORT, sourceOffset + 2L * i) << 16);
                }
            }
            default -> blocks(type, BlockLayout.of(type).orElseThrow(), source, sourceOffset, target, targetOffset, elements);
        }
    }

    private static void blocks(TensorType type, BlockLayout layout, MemorySegment source, long from, float[] target, int to, int elements) {
        int group = layout.group();
        int groups = type.blockElements() / group;
        byte[] quants = new byte[32];
        for (int n = 0; n < elements / group; n++) {
            long block = from + (long) (n / groups) * type.blockBytes();
            // In this order of rounding: the group's scale, then the value, then less the group's minimum.
            float scale = half(layout.scale(source, block)) * layout.factor(source, block, n % groups);
            float minimum = half(layout.minimum(source, block)) * layout.minimumFactor(source, block, n % groups);
            layout.quants(source, block, n % groups, quants);
            for (int i = 0; i < group; i++) {
                target[to + n * group + i] = scale * layout.value(quants[i]) - minimum;
            }
        }
    }

    private static float half(short bits) {
        return Float.float16ToFloat(bits);
    }
}
