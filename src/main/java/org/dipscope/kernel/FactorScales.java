package org.dipscope.kernel;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.dipscope.gguf.BlockLayout;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A scale a row and block, times a signed byte a row and group; no minima. The file's scale is a half, which each of the eight or sixteen
 * groups would have to convert anew; here it is a float.
 */
record FactorScales() implements Scales {
    @Override
    public int sharedBytes() {
        return 4;
    }

    @Override
    public int groupBytes() {
        return 1;
    }

    @Override
    public void scale(MemorySegment data, long shared, long group, int rows, int first, int count, MemorySegment units, float offset, float sum,
                      MemorySegment accumulator, MemorySegment sums) {
        scale(data, shared + 4L * first, group + first, count, units, -offset * sum, accumulator, sums);
    }

    private static void scale(MemorySegment data, long scales, long factors, int rows, MemorySegment units, float shift, MemorySegment accumulator, MemorySegment sums) {
        FloatVector from = FloatVector.broadcast(Lanes.FLOATS, shift);
        FloatVector zero = FloatVector.zero(Lanes.FLOATS);
        for (int tile = 0; tile < rows; tile += Lanes.TILE) {
            for (int k = 0; k < Lanes.TILE; k += Lanes.COUNT) {
                int row = tile + k;
                FloatVector d = FloatVector.fromMemorySegment(Lanes.FLOATS, data, scales + 4L * row, Lanes.ORDER);
                FloatVector f = (FloatVector) ByteVector.fromMemorySegment(Lanes.BYTES, data, factors + row, Lanes.ORDER).convertShape(VectorOperators.B2F, Lanes.FLOATS, 0);
                FloatVector a = FloatVector.fromMemorySegment(Lanes.FLOATS, accumulator, 4L * row, Lanes.ORDER).fma(FloatVector.fromMemorySegment(Lanes.FLOATS, units, 4L * k, Lanes.ORDER), from);
                d.mul(f).fma(a, FloatVector.fromMemorySegment(Lanes.FLOATS, sums, 4L * row, Lanes.ORDER)).intoMemorySegment(sums, 4L * row, Lanes.ORDER);
                zero.intoMemorySegment(accumulator, 4L * row, Lanes.ORDER);
            }
        }
    }

    @Override
    public void apply(MemorySegment data, long shared, long group, int rows, int first, float offset, int columns, float[] weights, int at) {
        apply(data, shared + 4L * first, group + first, offset, columns, weights, at);
    }

    private static void apply(MemorySegment data, long scales, long factors, float offset, int columns, float[] weights, int at) {
        for (int k = 0; k < Lanes.TILE; k += Lanes.COUNT) {
            FloatVector d = FloatVector.fromMemorySegment(Lanes.FLOATS, data, scales + 4L * k, Lanes.ORDER);
            FloatVector f = (FloatVector) ByteVector.fromMemorySegment(Lanes.BYTES, data, factors + k, Lanes.ORDER).convertShape(VectorOperators.B2F, Lanes.FLOATS, 0);
            FloatVector scale = d.mul(f);
            for (int column = 0; column < columns; column++) {
                int to = at + column * Lanes.TILE + k;
                FloatVector.fromArray(Lanes.FLOATS, weights, to).sub(offset).mul(scale).intoArray(weights, to);
            }
        }
    }

    @Override
    public float scale(MemorySegment data, long shared, long group, int rows, int row) {
        return data.get(Lanes.FLOAT, shared + 4L * row) * data.get(ValueLayout.JAVA_BYTE, group + row);
    }

    @Override
    public float minimum(MemorySegment data, long shared, long group, int rows, int row) {
        return 0;
    }

    @Override
    public void putShared(MemorySegment data, long shared, int rows, int row, short scale, short minimum) {
        data.set(Lanes.FLOAT, shared + 4L * row, Float.float16ToFloat(scale));
    }

    @Override
    public void putFactors(BlockLayout layout, MemorySegment source, long block, int number, MemorySegment data, long group, int rows, int row) {
        data.set(ValueLayout.JAVA_BYTE, group + row, (byte) layout.factor(source, block, number));
    }
}
