package org.dipscope.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import org.dipscope.gguf.BlockLayout;

import java.lang.foreign.MemorySegment;

/** A 16-bit scale a row and, where the type has them, a 16-bit minimum; no factors. They lie one behind the other, {@code [rows]} each. */
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
    public void scale(MemorySegment data, long shared, long group, int rows, int first, int count, float[] units, float offset, float sum,
                      MemorySegment accumulator, float[] y, int yAt) {
        if (hasMinimum) {
            scaleAndShift(data, shared + 2L * first, shared + 2L * (rows + first), count, units, -offset * sum, sum, accumulator, y, yAt);
        } else {
            scale(data, shared + 2L * first, count, units, -offset * sum, accumulator, y, yAt);
        }
    }

    private static void scale(MemorySegment data, long scales, int rows, float[] units, float shift, MemorySegment accumulator, float[] y, int yAt) {
        FloatVector from = FloatVector.broadcast(Lanes.FLOATS, shift);
        FloatVector zero = FloatVector.zero(Lanes.FLOATS);
        for (int tile = 0; tile < rows; tile += Lanes.TILE) {
            for (int k = 0; k < Lanes.TILE; k += Lanes.COUNT) {
                int row = tile + k;
                // A half is a float with a shorter exponent: shifted into place and multiplied by 2^112, denormals come out right too.
                FloatVector d = ((IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, scales + 2L * row, Lanes.ORDER)
                        .convertShape(VectorOperators.S2I, Lanes.INTS, 0)).lanewise(VectorOperators.LSHL, 13).and(0x8FFF_E000).reinterpretAsFloats().mul(0x1p112f);
                FloatVector a = FloatVector.fromMemorySegment(Lanes.FLOATS, accumulator, 4L * row, Lanes.ORDER).fma(FloatVector.fromArray(Lanes.FLOATS, units, k), from);
                d.fma(a, FloatVector.fromArray(Lanes.FLOATS, y, yAt + row)).intoArray(y, yAt + row);
                zero.intoMemorySegment(accumulator, 4L * row, Lanes.ORDER);
            }
        }
    }

    private static void scaleAndShift(MemorySegment data, long scales, long minima, int rows, float[] units, float shift, float sum,
                                      MemorySegment accumulator, float[] y, int yAt) {
        FloatVector from = FloatVector.broadcast(Lanes.FLOATS, shift);
        FloatVector ones = FloatVector.broadcast(Lanes.FLOATS, sum);
        FloatVector zero = FloatVector.zero(Lanes.FLOATS);
        for (int tile = 0; tile < rows; tile += Lanes.TILE) {
            for (int k = 0; k < Lanes.TILE; k += Lanes.COUNT) {
                int row = tile + k;
                FloatVector d = ((IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, scales + 2L * row, Lanes.ORDER)
                        .convertShape(VectorOperators.S2I, Lanes.INTS, 0)).lanewise(VectorOperators.LSHL, 13).and(0x8FFF_E000).reinterpretAsFloats().mul(0x1p112f);
                FloatVector m = ((IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, minima + 2L * row, Lanes.ORDER)
                        .convertShape(VectorOperators.S2I, Lanes.INTS, 0)).lanewise(VectorOperators.LSHL, 13).and(0x8FFF_E000).reinterpretAsFloats().mul(0x1p112f);
                FloatVector a = FloatVector.fromMemorySegment(Lanes.FLOATS, accumulator, 4L * row, Lanes.ORDER).fma(FloatVector.fromArray(Lanes.FLOATS, units, k), from);
                m.fma(ones, d.fma(a, FloatVector.fromArray(Lanes.FLOATS, y, yAt + row))).intoArray(y, yAt + row);
                zero.intoMemorySegment(accumulator, 4L * row, Lanes.ORDER);
            }
        }
    }

    @Override
    public void apply(MemorySegment data, long shared, long group, int rows, int first, float offset, int columns, float[] weights, int at) {
        // Without minima the scales stand in, times zero.
        long minima = shared + 2L * (hasMinimum ? rows + first : first);
        apply(data, shared + 2L * first, minima, hasMinimum ? 0x1p112f : 0, offset, columns, weights, at);
    }

    private static void apply(MemorySegment data, long scales, long minima, float unit, float offset, int columns, float[] weights, int at) {
        for (int k = 0; k < Lanes.TILE; k += Lanes.COUNT) {
            FloatVector d = ((IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, scales + 2L * k, Lanes.ORDER)
                    .convertShape(VectorOperators.S2I, Lanes.INTS, 0)).lanewise(VectorOperators.LSHL, 13).and(0x8FFF_E000).reinterpretAsFloats().mul(0x1p112f);
            FloatVector m = ((IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, minima + 2L * k, Lanes.ORDER)
                    .convertShape(VectorOperators.S2I, Lanes.INTS, 0)).lanewise(VectorOperators.LSHL, 13).and(0x8FFF_E000).reinterpretAsFloats().mul(unit);
            for (int column = 0; column < columns; column++) {
                int to = at + column * Lanes.TILE + k;
                FloatVector.fromArray(Lanes.FLOATS, weights, to).sub(offset).fma(d, m).intoArray(weights, to);
            }
        }
    }

    @Override
    public float scale(MemorySegment data, long shared, long group, int rows, int row) {
        return Float.float16ToFloat(data.get(BlockLayout.SHORT, shared + 2L * row));
    }

    @Override
    public float minimum(MemorySegment data, long shared, long group, int rows, int row) {
        return hasMinimum ? Float.float16ToFloat(data.get(BlockLayout.SHORT, shared + 2L * (rows + row))) : 0;
    }

    @Override
    public void putFactors(BlockLayout layout, MemorySegment source, long block, int number, MemorySegment data, long group, int rows, int row) {
        // There are none.
    }
}
