package org.dipscope.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Plain 32-bit floats, and 16-bit halves widened as they are read: F32 and F16, without scales. */
final class FloatFormat implements BlockFormat {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(Lanes.ORDER);
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(Lanes.ORDER);

    private final boolean halves;
    private final int rowLength;

    /**
     * @param halves    whether the file has 16-bit halves; they stay halves in memory
     * @param rowLength elements of one of the file's rows, which need not be a multiple of 32
     */
    FloatFormat(boolean halves, int rowLength) {
        this.halves = halves;
        this.rowLength = rowLength;
    }

    @Override
    public String name() {
        return halves ? "F16" : "F32";
    }

    @Override
    public long columnBytes(int rows) {
        return (halves ? 2L : 4L) * rows;
    }

    @Override
    public long scaleBytes(int blocks, int rows) {
        return 0;
    }

    @Override
    public void walk(MemorySegment data, long o0, long o1, long o2, long o3, int rows, float x0, float x1, float x2, float x3, MemorySegment accumulator) {
        if (halves) {
            walkHalves(data, o0, o1, o2, o3, rows, x0, x1, x2, x3, accumulator);
        } else {
            walkFloats(data, o0, o1, o2, o3, rows, x0, x1, x2, x3, accumulator);
        }
    }

    private static void walkFloats(MemorySegment data, long o0, long o1, long o2, long o3, int rows, float x0, float x1, float x2, float x3, MemorySegment accumulator) {
        for (int row = 0; row < rows; row += Lanes.COUNT) {
            FloatVector a = FloatVector.fromMemorySegment(Lanes.FLOATS, accumulator, 4L * row, Lanes.ORDER);
            a = FloatVector.fromMemorySegment(Lanes.FLOATS, data, o0 + 4L * row, Lanes.ORDER).fma(FloatVector.broadcast(Lanes.FLOATS, x0), a);
            a = FloatVector.fromMemorySegment(Lanes.FLOATS, data, o1 + 4L * row, Lanes.ORDER).fma(FloatVector.broadcast(Lanes.FLOATS, x1), a);
            a = FloatVector.fromMemorySegment(Lanes.FLOATS, data, o2 + 4L * row, Lanes.ORDER).fma(FloatVector.broadcast(Lanes.FLOATS, x2), a);
            a = FloatVector.fromMemorySegment(Lanes.FLOATS, data, o3 + 4L * row, Lanes.ORDER).fma(FloatVector.broadcast(Lanes.FLOATS, x3), a);
            a.intoMemorySegment(accumulator, 4L * row, Lanes.ORDER);
        }
    }

    private static void walkHalves(MemorySegment data, long o0, long o1, long o2, long o3, int rows, float x0, float x1, float x2, float x3, MemorySegment accumulator) {
        FloatVector y0 = FloatVector.broadcast(Lanes.FLOATS, x0);
        FloatVector y1 = FloatVector.broadcast(Lanes.FLOATS, x1);
        FloatVector y2 = FloatVector.broadcast(Lanes.FLOATS, x2);
        FloatVector y3 = FloatVector.broadcast(Lanes.FLOATS, x3);
        for (int row = 0; row < rows; row += Lanes.COUNT) {
            FloatVector a = FloatVector.fromMemorySegment(Lanes.FLOATS, accumulator, 4L * row, Lanes.ORDER);
            a = ((IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, o0 + 2L * row, Lanes.ORDER).convertShape(VectorOperators.S2I, Lanes.INTS, 0))
                    .lanewise(VectorOperators.LSHL, 13).and(0x8FFF_E000).reinterpretAsFloats().mul(0x1p112f).fma(y0, a);
            a = ((IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, o1 + 2L * row, Lanes.ORDER).convertShape(VectorOperators.S2I, Lanes.INTS, 0))
                    .lanewise(VectorOperators.LSHL, 13).and(0x8FFF_E000).reinterpretAsFloats().mul(0x1p112f).fma(y1, a);
            a = ((IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, o2 + 2L * row, Lanes.ORDER).convertShape(VectorOperators.S2I, Lanes.INTS, 0))
                    .lanewise(VectorOperators.LSHL, 13).and(0x8FFF_E000).reinterpretAsFloats().mul(0x1p112f).fma(y2, a);
            a = ((IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, o3 + 2L * row, Lanes.ORDER).convertShape(VectorOperators.S2I, Lanes.INTS, 0))
                    .lanewise(VectorOperators.LSHL, 13).and(0x8FFF_E000).reinterpretAsFloats().mul(0x1p112f).fma(y3, a);
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
                long at = from + column * stride + columnBytes(k);
                int to = offset + column * Lanes.TILE + k;
                if (halves) {
                    ((IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, at, Lanes.ORDER).convertShape(VectorOperators.S2I, Lanes.INTS, 0))
                            .lanewise(VectorOperators.LSHL, 13).and(0x8FFF_E000).reinterpretAsFloats().mul(0x1p112f).intoArray(target, to);
                } else {
                    FloatVector.fromMemorySegment(Lanes.FLOATS, data, at, Lanes.ORDER).intoArray(target, to);
                }
            }
        }
    }

    @Override
    public void apply(MemorySegment data, long scales, int block, int rows, int first, float[] weights, int at) {
        // There are no scales.
    }

    @Override
    public float weight(MemorySegment data, long column, long scales, int block, int rows, int row) {
        return halves ? Float.float16ToFloat(data.get(SHORT, column + 2L * row)) : data.get(FLOAT, column + 4L * row);
    }

    @Override
    public void pack(MemorySegment source, long rowBytes, int firstRow, int presentRows, int block, MemorySegment data, long[] columns, long scales, int rows) {
        int first = block * COLUMNS;
        int present = Math.min(COLUMNS, rowLength - first);
        for (int row = 0; row < presentRows; row++) {
            long from = (firstRow + row) * rowBytes;
            for (int column = 0; column < present; column++) {
                if (halves) {
                    data.set(SHORT, columns[column] + 2L * row, Finite.half(source.get(SHORT, from + 2L * (first + column)), name(), firstRow + row));
                } else {
                    data.set(FLOAT, columns[column] + 4L * row, Finite.single(source.get(FLOAT, from + 4L * (first + column)), name(), firstRow + row));
                }
            }
        }
    }
}
