package org.dipscope.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import org.dipscope.gguf.BlockLayout;

import java.lang.foreign.MemorySegment;

/** A 16-bit scale a row and, where the type has them, a 16-bit minimum; no factors. Both of a row share a word, the minimum above the scale. */
record HalfScales(boolean hasMinimum) implements Scales {
    @Override
    public int sharedBytes() {
        return hasMinimum ? 4 : 2;
    }

    @Override
    public int groupBytes() {
        return 0;
    }

    @Override
    public void scale(MemorySegment data, long shared, long group, int rows, int first, int count, MemorySegment units, float offset, float sum,
                      MemorySegment accumulator, MemorySegment sums) {
        if (hasMinimum) {
            scaleAndShift(data, shared + 4L * first, count, units, -offset * sum, sum, accumulator, sums);
        } else {
            scale(data, shared + 2L * first, count, units, -offset * sum, accumulator, sums);
        }
    }

    private static void scale(MemorySegment data, long scales, int rows, MemorySegment units, float shift, MemorySegment accumulator, MemorySegment sums) {
        FloatVector from = FloatVector.broadcast(Lanes.FLOATS, shift);
        FloatVector zero = FloatVector.zero(Lanes.FLOATS);
        for (int row = 0; row < rows; row += Lanes.COUNT) {
            // A half is a float with a shorter exponent: shifted into place and multiplied by 2^112, denormals come out right too.
            FloatVector d = ((IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, scales + 2L * row, Lanes.ORDER)
                    .convertShape(VectorOperators.S2I, Lanes.INTS, 0)).lanewise(VectorOperators.LSHL, 13).and(0x8FFF_E000).reinterpretAsFloats().mul(0x1p112f);
            FloatVector a = FloatVector.fromMemorySegment(Lanes.FLOATS, accumulator, 4L * row, Lanes.ORDER)
                    .fma(FloatVector.fromMemorySegment(Lanes.FLOATS, units, 4L * (row & Lanes.TILE - 1), Lanes.ORDER), from);
            d.fma(a, FloatVector.fromMemorySegment(Lanes.FLOATS, sums, 4L * row, Lanes.ORDER)).intoMemorySegment(sums, 4L * row, Lanes.ORDER);
            zero.intoMemorySegment(accumulator, 4L * row, Lanes.ORDER);
        }
    }

    private static void scaleAndShift(MemorySegment data, long shared, int rows, MemorySegment units, float shift, float sum, MemorySegment accumulator,
                                      MemorySegment sums) {
        FloatVector from = FloatVector.broadcast(Lanes.FLOATS, shift);
        FloatVector ones = FloatVector.broadcast(Lanes.FLOATS, sum);
        FloatVector zero = FloatVector.zero(Lanes.FLOATS);
        for (int row = 0; row < rows; row += Lanes.COUNT) {
            IntVector words = IntVector.fromMemorySegment(Lanes.INTS, data, shared + 4L * row, Lanes.ORDER);
            FloatVector d = words.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 3).and(0x8FFF_E000).reinterpretAsFloats().mul(0x1p112f);
            FloatVector m = words.lanewise(VectorOperators.ASHR, 3).and(0x8FFF_E000).reinterpretAsFloats().mul(0x1p112f);
            FloatVector a = FloatVector.fromMemorySegment(Lanes.FLOATS, accumulator, 4L * row, Lanes.ORDER)
                    .fma(FloatVector.fromMemorySegment(Lanes.FLOATS, units, 4L * (row & Lanes.TILE - 1), Lanes.ORDER), from);
            m.fma(ones, d.fma(a, FloatVector.fromMemorySegment(Lanes.FLOATS, sums, 4L * row, Lanes.ORDER))).intoMemorySegment(sums, 4L * row, Lanes.ORDER);
            zero.intoMemorySegment(accumulator, 4L * row, Lanes.ORDER);
        }
    }

    @Override
    public void apply(MemorySegment data, long shared, long group, int rows, int first, float offset, int columns, float[] weights, int at) {
        if (hasMinimum) {
            applyBoth(data, shared + 4L * first, offset, columns, weights, at);
        } else {
            apply(data, shared + 2L * first, offset, columns, weights, at);
        }
    }

    private static void apply(MemorySegment data, long scales, float offset, int columns, float[] weights, int at) {
        for (int k = 0; k < Lanes.TILE; k += Lanes.COUNT) {
            FloatVector d = ((IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, scales + 2L * k, Lanes.ORDER)
                    .convertShape(VectorOperators.S2I, Lanes.INTS, 0)).lanewise(VectorOperators.LSHL, 13).and(0x8FFF_E000).reinterpretAsFloats().mul(0x1p112f);
            for (int column = 0; column < columns; column++) {
                int to = at + column * Lanes.TILE + k;
                FloatVector.fromArray(Lanes.FLOATS, weights, to).sub(offset).mul(d).intoArray(weights, to);
            }
        }
    }

    private static void applyBoth(MemorySegment data, long shared, float offset, int columns, float[] weights, int at) {
        for (int k = 0; k < Lanes.TILE; k += Lanes.COUNT) {
            IntVector words = IntVector.fromMemorySegment(Lanes.INTS, data, shared + 4L * k, Lanes.ORDER);
            FloatVector d = words.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 3).and(0x8FFF_E000).reinterpretAsFloats().mul(0x1p112f);
            FloatVector m = words.lanewise(VectorOperators.ASHR, 3).and(0x8FFF_E000).reinterpretAsFloats().mul(0x1p112f);
            for (int column = 0; column < columns; column++) {
                int to = at + column * Lanes.TILE + k;
                FloatVector.fromArray(Lanes.FLOATS, weights, to).sub(offset).fma(d, m).intoArray(weights, to);
            }
        }
    }

    @Override
    public float scale(MemorySegment data, long shared, long group, int rows, int row) {
        return Float.float16ToFloat(data.get(BlockLayout.SHORT, shared + (long) sharedBytes() * row));
    }

    @Override
    public float minimum(MemorySegment data, long shared, long group, int rows, int row) {
        return hasMinimum ? Float.float16ToFloat(data.get(BlockLayout.SHORT, shared + 4L * row + 2)) : 0;
    }

    @Override
    public void putShared(MemorySegment data, long shared, int rows, int row, short scale, short minimum) {
        long at = shared + (long) sharedBytes() * row;
        data.set(BlockLayout.SHORT, at, scale);
        if (hasMinimum) {
            data.set(BlockLayout.SHORT, at + 2, minimum);
        }
    }

    @Override
    public void putFactors(BlockLayout layout, MemorySegment source, long block, int number, MemorySegment data, long group, int rows, int row) {
        // There are none.
    }
}
