package org.dipscope.kernel;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.dipscope.gguf.BlockLayout;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A scale and a minimum a row and block, times factors a row and group that are not negative; the minimum is taken away. Both are halves in the file and
 * floats here, {@code [rows]} of scales and then {@code [rows]} of minima: each of the eight or sixteen groups would else convert them anew. The
 * factors of Q4_K and Q5_K are two bytes, {@code [rows]} for the scales and then {@code [rows]} for the minima; those of Q2_K are the low and the high half of one.
 *
 * @param bits 4 for two factors in a byte, 8 for a byte each
 */
record FactorPairs(int bits) implements Scales {
    @Override
    public int sharedBytes() {
        return 8;
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

    private long minimumFactors(long group, int rows) {
        return bits == 8 ? group + rows : group;
    }

    @Override
    public void scale(MemorySegment data, long shared, long group, int rows, int first, int count, MemorySegment units, float offset, float sum,
                      MemorySegment accumulator, MemorySegment sums) {
        scale(data, shared + 4L * first, shared + 4L * (rows + first), group + first, minimumFactors(group, rows) + first, mask(), shift(), count,
                units, -offset * sum, -sum, accumulator, sums);
    }

    private static void scale(MemorySegment data, long scales, long minima, long factors, long minimumFactors, int mask, int up, int rows,
                              MemorySegment units, float shift, float sum, MemorySegment accumulator, MemorySegment sums) {
        FloatVector from = FloatVector.broadcast(Lanes.FLOATS, shift);
        FloatVector ones = FloatVector.broadcast(Lanes.FLOATS, sum);
        FloatVector zero = FloatVector.zero(Lanes.FLOATS);
        for (int tile = 0; tile < rows; tile += Lanes.TILE) {
            for (int k = 0; k < Lanes.TILE; k += Lanes.COUNT) {
                int row = tile + k;
                FloatVector d = FloatVector.fromMemorySegment(Lanes.FLOATS, data, scales + 4L * row, Lanes.ORDER);
                FloatVector m = FloatVector.fromMemorySegment(Lanes.FLOATS, data, minima + 4L * row, Lanes.ORDER);
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
        apply(data, shared + 4L * first, shared + 4L * (rows + first), group + first, minimumFactors(group, rows) + first, mask(), shift(), offset, columns, weights, at);
    }

    private static void apply(MemorySegment data, long scales, long minima, long factors, long minimumFactors, int mask, int up, float offset, int columns,
                              float[] weights, int at) {
        for (int k = 0; k < Lanes.TILE; k += Lanes.COUNT) {
            FloatVector d = FloatVector.fromMemorySegment(Lanes.FLOATS, data, scales + 4L * k, Lanes.ORDER);
            FloatVector m = FloatVector.fromMemorySegment(Lanes.FLOATS, data, minima + 4L * k, Lanes.ORDER);
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
        return data.get(Lanes.FLOAT, shared + 4L * row) * (data.get(ValueLayout.JAVA_BYTE, group + row) & mask());
    }

    @Override
    public float minimum(MemorySegment data, long shared, long group, int rows, int row) {
        int factor = (data.get(ValueLayout.JAVA_BYTE, minimumFactors(group, rows) + row) & 0xFF) >> shift();
        return -data.get(Lanes.FLOAT, shared + 4L * (rows + row)) * factor;
    }

    @Override
    public void putShared(MemorySegment data, long shared, int rows, int row, short scale, short minimum) {
        data.set(Lanes.FLOAT, shared + 4L * row, Float.float16ToFloat(scale));
        data.set(Lanes.FLOAT, shared + 4L * (rows + row), Float.float16ToFloat(minimum));
    }

    @Override
    public void putFactors(BlockLayout layout, MemorySegment source, long block, int number, MemorySegment data, long group, int rows, int row) {
        int factor = layout.factor(source, block, number);
        int minimum = layout.minimumFactor(source, block, number) << shift();
        if (bits == 8) {
            data.set(ValueLayout.JAVA_BYTE, group + row, (byte) factor);
            data.set(ValueLayout.JAVA_BYTE, minimumFactors(group, rows) + row, (byte) minimum);
        } else {
            data.set(ValueLayout.JAVA_BYTE, group + row, (byte) (factor | minimum));
        }
    }
}
