package org.dipscope.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The upper halves of 32-bit floats: BF16, without scales. */
final class BrainFloatFormat implements BlockFormat {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(Lanes.ORDER);

    private final int rowLength;

    /**
     * @param rowLength elements of one of the file's rows, which need not be a multiple of 32
     */
    BrainFloatFormat(int rowLength) {
        this.rowLength = rowLength;
    }

    @Override
    public String name() {
        return "BF16";
    }

    @Override
    public long columnBytes(int rows) {
        return 2L * rows;
    }

    @Override
    public long scaleBytes(int blocks, int rows) {
        return 0;
    }

    @Override
    public void walk(MemorySegment data, long o0, long o1, long o2, long o3, int rows, float x0, float x1, float x2, float x3, MemorySegment accumulator) {
        FloatVector y0 = FloatVector.broadcast(Lanes.FLOATS, x0);
        FloatVector y1 = FloatVector.broadcast(Lanes.FLOATS, x1);
        FloatVector y2 = FloatVector.broadcast(Lanes.FLOATS, x2);
        FloatVector y3 = FloatVector.broadcast(Lanes.FLOATS, x3);
        for (int row = 0; row < rows; row += Lanes.COUNT) {
            FloatVector a = FloatVector.fromMemorySegment(Lanes.FLOATS, accumulator, 4L * row, Lanes.ORDER);
            a = ((IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, o0 + 2L * row, Lanes.ORDER).convertShape(VectorOperators.S2I, Lanes.INTS, 0))
                    .lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(y0, a);
            a = ((IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, o1 + 2L * row, Lanes.ORDER).convertShape(VectorOperators.S2I, Lanes.INTS, 0))
                    .lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(y1, a);
            a = ((IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, o2 + 2L * row, Lanes.ORDER).convertShape(VectorOperators.S2I, Lanes.INTS, 0))
                    .lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(y2, a);
            a = ((IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, o3 + 2L * row, Lanes.ORDER).convertShape(VectorOperators.S2I, Lanes.INTS, 0))
                    .lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(y3, a);
            a.intoMemorySegment(accumulator, 4L * row, Lanes.ORDER);
        }
    }

    @Override
    public void scale(MemorySegment data, long scales, int block, int rows, int first, int count, float sum, MemorySegment accumulator, MemorySegment sums) {
        FloatVector zero = FloatVector.zero(Lanes.FLOATS);
        for (int row = 0; row < count; row += Lanes.COUNT) {
            FloatVector.fromMemorySegment(Lanes.FLOATS, accumulator, 4L * row, Lanes.ORDER).add(FloatVector.fromMemorySegment(Lanes.FLOATS, sums, 4L * row, Lanes.ORDER))
                    .intoMemorySegment(sums, 4L * row, Lanes.ORDER);
            zero.intoMemorySegment(accumulator, 4L * row, Lanes.ORDER);
        }
    }

    @Override
    public void decode(MemorySegment data, long from, long stride, int columns, float[] target, int offset) {
        for (int column = 0; column < columns; column++) {
            for (int k = 0; k < Lanes.TILE; k += Lanes.COUNT) {
                ((IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, from + column * stride + 2L * k, Lanes.ORDER).convertShape(VectorOperators.S2I, Lanes.INTS, 0))
                        .lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().intoArray(target, offset + column * Lanes.TILE + k);
            }
        }
    }

    @Override
    public void apply(MemorySegment data, long scales, int block, int rows, int first, float[] weights, int at) {
        // There are no scales.
    }

    @Override
    public float weight(MemorySegment data, long column, long scales, int block, int rows, int row) {
        return single(data.get(SHORT, column + 2L * row));
    }

    private static float single(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    @Override
    public void pack(MemorySegment source, long rowBytes, int firstRow, int presentRows, int block, MemorySegment data, long[] columns, long scales, int rows) {
        int first = block * COLUMNS;
        int present = Math.min(COLUMNS, rowLength - first);
        for (int row = 0; row < presentRows; row++) {
            long from = (firstRow + row) * rowBytes;
            for (int column = 0; column < present; column++) {
                short bits = source.get(SHORT, from + 2L * (first + column));
                Finite.single(single(bits), name(), firstRow + row);
                data.set(SHORT, columns[column] + 2L * row, bits);
            }
        }
    }
}
