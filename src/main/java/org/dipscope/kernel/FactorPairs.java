package org.dipscope.kernel;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.dipscope.gguf.BlockLayout;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A 16-bit scale and a 16-bit minimum a row and block, times factors a row and group that are not negative; the minimum is taken away. The
 * factors of Q4_K and Q5_K are two bytes, {@code [rows]} for the scales and then {@code [rows]} for the minima; those of Q2_K are the low and the high half of one.
 *
 * @param bits 4 for two factors in a byte, 8 for a byte each
 */
record FactorPairs(int bits) implements Scales {
    @Override
    public int sharedBytes() {
        return 4;
    }

    @Override
    public int groupBytes() {
        return bits / 4;
    }

    private int mask() {
        return (1 << bits) - 1;
    }

    /** How far the minima's factors are shifted up in their byte. */
    private int shift() {
        return 8 - bits;
    }

    private long minima(long group, int rows) {
        return bits == 8 ? group + rows : group;
    }

    @Override
    public void scale(MemorySegment data, long shared, long group, int rows, int first, int count, MemorySegment units, float offset, float sum,
                      MemorySegment accumulator, MemorySegment sums) {
        scale(data, shared + 4L * first, group + first, minima(group, rows) + first, mask(), shift(), count,
                units, -offset * sum, -sum, accumulator, sums);
    }

    private static void scale(MemorySegment data, long shared, long factors, long minimumFactors, int mask, int up, int rows,
                              MemorySegment units, float shift, float sum, MemorySegment accumulator, MemorySegment sums) {
        FloatVector from = FloatVector.broadcast(Lanes.FLOATS, shift);
        FloatVector ones = FloatVector.broadcast(Lanes.FLOATS, sum);
        FloatVector zero = FloatVector.zero(Lanes.FLOATS);
        for (int tile = 0; tile < rows; tile += Lanes.TILE) {
            for (int k = 0; k < Lanes.TILE; k += Lanes.COUNT) {
                int row = tile + k;
                IntVector words = IntVector.fromMemorySegment(Lanes.INTS, data, shared + 4L * row, Lanes.ORDER);
                FloatVector d = words.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 3).and(0x8FFF_E000).reinterpretAsFloats().mul(0x1p112f);
                FloatVector m = words.lanewise(VectorOperators.ASHR, 3).and(0x8FFF_E000).reinterpretAsFloats().mul(0x1p112f);
                FloatVector f = (FloatVector) ((IntVector) ByteVector.fromMemorySegment(Lanes.BYTES, data, factors + row, Lanes.ORDER)
                        .convertShape(VectorOperators.ZERO_EXTEND_B2I, Lanes.INTS, 0)).and(mask).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0);
                FloatVector g = (FloatVector) ((IntVector) ByteVector.fromMemorySegment(Lanes.BYTES, data, minimumFactors + row, Lanes.ORDER)
                        .convertShape(VectorOperators.ZERO_EXTEND_B2I, Lanes.INTS, 0)).lanewise(VectorOperators.LSHR, up).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0);
                FloatVector a = FloatVector.fromMemorySegment(Lanes.FLOATS, accumulator, 4L * row, Lanes.ORDER).fma(FloatVector.fromMemorySegment(Lanes.FLOATS, units, 4L * k, Lanes.ORDER), from);
                m.mul(g).fma(ones, d.mul(f).fma(a, FloatVector.fromMemorySegment(Lanes.FLOATS, sums, 4L * row, Lanes.ORDER))).intoMemorySegment(sums, 4L * row, Lanes.ORDER);
                zero.intoMemorySegment(accumulator, 4L * row, Lanes.ORDER);
            }
        }
    }

    @Override
    public void apply(MemorySegment data, long shared, long group, int rows, int first, float offset, int columns, float[] weights, int at) {
        apply(data, shared + 4L * first, group + first, minima(group, rows) + first, mask(), shift(), offset, columns, weights, at);
    }

    private static void apply(MemorySegment data, long shared, long factors, long minimumFactors, int mask, int up, float offset, int columns,
                              float[] weights, int at) {
        for (int k = 0; k < Lanes.TILE; k += Lanes.COUNT) {
            IntVector words = IntVector.fromMemorySegment(Lanes.INTS, data, shared + 4L * k, Lanes.ORDER);
            FloatVector d = words.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 3).and(0x8FFF_E000).reinterpretAsFloats().mul(0x1p112f);
            FloatVector m = words.lanewise(VectorOperators.ASHR, 3).and(0x8FFF_E000).reinterpretAsFloats().mul(0x1p112f);
            FloatVector f = (FloatVector) ((IntVector) ByteVector.fromMemorySegment(Lanes.BYTES, data, factors + k, Lanes.ORDER)
                    .convertShape(VectorOperators.ZERO_EXTEND_B2I, Lanes.INTS, 0)).and(mask).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0);
            FloatVector g = (FloatVector) ((IntVector) ByteVector.fromMemorySegment(Lanes.BYTES, data, minimumFactors + k, Lanes.ORDER)
                    .convertShape(VectorOperators.ZERO_EXTEND_B2I, Lanes.INTS, 0)).lanewise(VectorOperators.LSHR, up).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0);
            FloatVector scale = d.mul(f);
            FloatVector minimum = m.mul(g);
            for (int column = 0; column < columns; column++) {
                int to = at + column * Lanes.TILE + k;
                FloatVector.fromArray(Lanes.FLOATS, weights, to).sub(offset).mul(scale).sub(minimum).intoArray(weights, to);
            }
        }
    }

    @Override
    public float scale(MemorySegment data, long shared, long group, int rows, int row) {
        return Float.float16ToFloat(data.get(BlockLayout.SHORT, shared + 4L * row)) * (data.get(ValueLayout.JAVA_BYTE, group + row) & mask());
    }

    @Override
    public float minimum(MemorySegment data, long shared, long group, int rows, int row) {
        int factor = (data.get(ValueLayout.JAVA_BYTE, minima(group, rows) + row) & 0xFF) >> shift();
        return -Float.float16ToFloat(data.get(BlockLayout.SHORT, shared + 4L * row + 2)) * factor;
    }

    @Override
    public void putFactors(BlockLayout layout, MemorySegment source, long block, int number, MemorySegment data, long group, int rows, int row) {
        int factor = layout.factor(source, block, number);
        int minimum = layout.minimumFactor(source, block, number) << shift();
        if (bits == 8) {
            data.set(ValueLayout.JAVA_BYTE, group + row, (byte) factor);
            data.set(ValueLayout.JAVA_BYTE, minima(group, rows) + row, (byte) minimum);
        } else {
            data.set(ValueLayout.JAVA_BYTE, group + row, (byte) (factor | minimum));
        }
    }
}
