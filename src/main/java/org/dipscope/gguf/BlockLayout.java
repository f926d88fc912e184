package org.dipscope.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Where quants and scales stand within a block of a quantised tensor type. A block holds groups of {@link #group()} values; each is
 *
 * <p>{@code scale · factor · value(quant) − minimum · minimumFactor}
 *
 * <p>with 16-bit floats {@code scale} and {@code minimum} a block and integers {@code factor} and {@code minimumFactor} a group. The
 * sources are the block formats of ggml as the {@code gguf} package for Python documents them.
 *
 * <p>All methods take the source and the byte at which the block begins in it, and read nothing outside the block.
 */
public sealed interface BlockLayout permits NibbleLayout, FiveBitLayout, ByteLayout, TwoBitLayout, ThreeBitLayout, FactoredNibbleLayout, SixBitLayout, FactoredTableLayout {
    /** 16-bit words of the file. */
    ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    /** Bytes of the file. */
    ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    /** The layout of a type's blocks; none for types that are plain floats. */
    static Optional<BlockLayout> of(TensorType type) {
        return Optional.ofNullable(switch (type) {
            case F32, F16, BF16 -> null;
            case Q4_0 -> NibbleLayout.CENTRED;
            case Q4_1 -> NibbleLayout.WITH_MINIMUM;
            case IQ4_NL -> NibbleLayout.TABLE;
            case Q5_0 -> FiveBitLayout.CENTRED;
            case Q5_1 -> FiveBitLayout.WITH_MINIMUM;
            case Q8_0 -> new ByteLayout();
            case Q2_K -> new TwoBitLayout();
            case Q3_K -> new ThreeBitLayout();
            case Q4_K -> FactoredNibbleLayout.FOUR_BITS;
            case Q5_K -> FactoredNibbleLayout.FIVE_BITS;
            case Q6_K -> new SixBitLayout();
            case IQ4_XS -> new FactoredTableLayout();
        });
    }

    /** Values of a group: 16 or 32. */
    int group();

    /** Bits of a quant: 2 to 6, or 8. */
    int bits();

    /** What a quant means: without its scale, a whole number. */
    default int value(int quant) {
        return quant - offset();
    }

    /** What is taken from a quant to get its value, where {@link #table()} is empty. */
    default int offset() {
        return 0;
    }

    /** The values of all quants, where they are no plain numbers; else empty. */
    default int[] table() {
        return new int[0];
    }

    /** Whether the type has minima; without them {@link #minimum} is zero. */
    default boolean hasMinimum() {
        return false;
    }

    /** Whether groups have factors of their own; without them {@link #factor} is 1. */
    default boolean hasFactors() {
        return false;
    }

    /** The bits of a block's scale, an F16. */
    short scale(MemorySegment source, long block);

    /** The bits of a block's minimum, an F16. */
    default short minimum(MemorySegment source, long block) {
        return 0;
    }

    /** A group's factor of the scale, −128 to 127. */
    default int factor(MemorySegment source, long block, int group) {
        return 1;
    }

    /** A group's factor of the minimum, −1 to 63. */
    default int minimumFactor(MemorySegment source, long block, int group) {
        return 0;
    }

    /** Writes a group's quants, in the order of their columns, to the beginning of the target. They are not negative but in Q8_0. */
    void quants(MemorySegment source, long block, int group, byte[] target);
}
