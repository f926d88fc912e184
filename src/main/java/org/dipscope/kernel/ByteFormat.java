package org.dipscope.kernel;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Eight bits a weight, {@code w = d·q} with one 16-bit {@code d} a row and block: Q8_0. A block is {@code d[rows]}, then 32 columns of
 * {@code rows} bytes in the rows' own order, and a few bytes of padding so that the last vector may read past its lanes.
 */
final class ByteFormat implements BlockFormat {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(Lanes.ORDER);

    @Override
    public String name() {
        return "Q8_0";
    }

    @Override
    public long blockBytes(int rows) {
        return 2L * rows + COLUMNS * columnBytes(rows);
    }

    @Override
    public long columnBytes(int rows) {
        return rows;
    }

    @Override
    public void walk(MemorySegment data, long block, int rows, int first, int count, int c0, int c1, int c2, int c3,
                     float x0, float x1, float x2, float x3, float[] accumulator) {
        long base = block + 2L * rows + first;
        walk(data, base + (long) c0 * rows, base + (long) c1 * rows, base + (long) c2 * rows, base + (long) c3 * rows, count, x0, x1, x2, x3, accumulator);
    }

    private static void walk(MemorySegment data, long o0, long o1, long o2, long o3, int rows, float x0, float x1, float x2, float x3, float[] accumulator) {
        FloatVector y0 = FloatVector.broadcast(Lanes.FLOATS, x0);
        FloatVector y1 = FloatVector.broadcast(Lanes.FLOATS, x1);
        FloatVector y2 = FloatVector.broadcast(Lanes.FLOATS, x2);
        FloatVector y3 = FloatVector.broadcast(Lanes.FLOATS, x3);
        for (int row = 0; row < rows; row += Lanes.COUNT) {
            FloatVector a = FloatVector.fromArray(Lanes.FLOATS, accumulator, row);
            a = ((FloatVector) ByteVector.fromMemorySegment(Lanes.BYTES, data, o0 + row, Lanes.ORDER).convertShape(VectorOperators.B2F, Lanes.FLOATS, 0)).fma(y0, a);
            a = ((FloatVector) ByteVector.fromMemorySegment(Lanes.BYTES, data, o1 + row, Lanes.ORDER).convertShape(VectorOperators.B2F, Lanes.FLOATS, 0)).fma(y1, a);
            a = ((FloatVector) ByteVector.fromMemorySegment(Lanes.BYTES, data, o2 + row, Lanes.ORDER).convertShape(VectorOperators.B2F, Lanes.FLOATS, 0)).fma(y2, a);
            a = ((FloatVector) ByteVector.fromMemorySegment(Lanes.BYTES, data, o3 + row, Lanes.ORDER).convertShape(VectorOperators.B2F, Lanes.FLOATS, 0)).fma(y3, a);
            a.intoArray(accumulator, row);
        }
    }

    @Override
    public void scale(MemorySegment data, long block, int rows, int first, int count, float sum, float[] accumulator, float[] y, int offset) {
        FloatVector zero = FloatVector.zero(Lanes.FLOATS);
        for (int row = 0; row < count; row += Lanes.COUNT) {
            FloatVector d = ((IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, block + 2L * (first + row), Lanes.ORDER)
                    .convertShape(VectorOperators.S2I, Lanes.INTS, 0)).lanewise(VectorOperators.LSHL, 13).and(0x8FFF_E000).reinterpretAsFloats().mul(0x1p112f);
            d.fma(FloatVector.fromArray(Lanes.FLOATS, accumulator, row), FloatVector.fromArray(Lanes.FLOATS, y, offset + row)).intoArray(y, offset + row);
            zero.intoArray(accumulator, row);
        }
    }

    @Override
    public void decode(MemorySegment data, long block, int rows, int firstRow, float[] target, int offset) {
        for (int k = 0; k < 8; k++) {
            int row = firstRow + k * Lanes.COUNT;
            FloatVector d = ((IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, block + 2L * row, Lanes.ORDER)
                    .convertShape(VectorOperators.S2I, Lanes.INTS, 0)).lanewise(VectorOperators.LSHL, 13).and(0x8FFF_E000).reinterpretAsFloats().mul(0x1p112f);
            for (int column = 0; column < COLUMNS; column++) {
                long from = block + 2L * rows + (long) column * rows + row;
                ((FloatVector) ByteVector.fromMemorySegment(Lanes.BYTES, data, from, Lanes.ORDER).convertShape(VectorOperators.B2F, Lanes.FLOATS, 0))
                        .mul(d).intoArray(target, offset + column * Lanes.TILE + k * Lanes.COUNT);
            }
        }
    }

    @Override
    public float weight(MemorySegment data, long block, int rows, int row, int column) {
        return Float.float16ToFloat(data.get(SHORT, block + 2L * row)) * data.get(ValueLayout.JAVA_BYTE, block + 2L * rows + (long) column * rows + row);
    }

    @Override
    public void pack(MemorySegment source, long rowBytes, int firstRow, int presentRows, int blockOfRow, MemorySegment data, long block, int rows) {
        byte[] columns = new byte[COLUMNS * rows];
        byte[] quants = new byte[COLUMNS];
        for (int row = 0; row < presentRows; row++) {
            long from = (firstRow + row) * rowBytes + (long) blockOfRow * 34;
            data.set(SHORT, block + 2L * row, Finite.half(source.get(SHORT, from), name(), firstRow + row));
            MemorySegment.copy(source, ValueLayout.JAVA_BYTE, from + 2, quants, 0, COLUMNS);
            for (int column = 0; column < COLUMNS; column++) {
                columns[column * rows + row] = quants[column];
            }
        }
        MemorySegment.copy(columns, 0, data, ValueLayout.JAVA_BYTE, block + 2L * rows, columns.length);
    }
}
