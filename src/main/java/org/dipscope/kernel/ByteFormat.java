package org.dipscope.kernel;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Eight bits a weight, {@code w = d·q} with one 16-bit {@code d} a row and block: Q8_0. A column is its bytes in the rows' own order. */
final class ByteFormat implements BlockFormat {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(Lanes.ORDER);

    @Override
    public String name() {
        return "Q8_0";
    }

    @Override
    public long columnBytes(int rows) {
        return rows;
    }

    @Override
    public long scaleBytes(int blocks, int rows) {
        return blocks * blockScales(rows);
    }

    private static long blockScales(int rows) {
        return 2L * rows;
    }

    @Override
    public void walk(MemorySegment data, long o0, long o1, long o2, long o3, int rows, float x0, float x1, float x2, float x3, MemorySegment accumulator) {
        FloatVector y0 = FloatVector.broadcast(Lanes.FLOATS, x0);
        FloatVector y1 = FloatVector.broadcast(Lanes.FLOATS, x1);
        FloatVector y2 = FloatVector.broadcast(Lanes.FLOATS, x2);
        FloatVector y3 = FloatVector.broadcast(Lanes.FLOATS, x3);
        for (int row = 0; row < rows; row += Lanes.COUNT) {
            FloatVector a = FloatVector.fromMemorySegment(Lanes.FLOATS, accumulator, 4L * row, Lanes.ORDER);
            a = ((FloatVector) ByteVector.fromMemorySegment(Lanes.BYTES, data, o0 + row, Lanes.ORDER).convertShape(VectorOperators.B2F, Lanes.FLOATS, 0)).fma(y0, a);
            a = ((FloatVector) ByteVector.fromMemorySegment(Lanes.BYTES, data, o1 + row, Lanes.ORDER).convertShape(VectorOperators.B2F, Lanes.FLOATS, 0)).fma(y1, a);
            a = ((FloatVector) ByteVector.fromMemorySegment(Lanes.BYTES, data, o2 + row, Lanes.ORDER).convertShape(VectorOperators.B2F, Lanes.FLOATS, 0)).fma(y2, a);
            a = ((FloatVector) ByteVector.fromMemorySegment(Lanes.BYTES, data, o3 + row, Lanes.ORDER).convertShape(VectorOperators.B2F, Lanes.FLOATS, 0)).fma(y3, a);
            a.intoMemorySegment(accumulator, 4L * row, Lanes.ORDER);
        }
    }

    @Override
    public void scale(MemorySegment data, long scales, int block, int rows, int first, int count, float sum, MemorySegment accumulator, MemorySegment sums) {
        FloatVector zero = FloatVector.zero(Lanes.FLOATS);
        long from = scales + block * blockScales(rows) + 2L * first;
        for (int row = 0; row < count; row += Lanes.COUNT) {
            FloatVector d = ((IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, from + 2L * row, Lanes.ORDER)
                    .convertShape(VectorOperators.S2I, Lanes.INTS, 0)).lanewise(VectorOperators.LSHL, 13).and(0x8FFF_E000).reinterpretAsFloats().mul(0x1p112f);
            d.fma(FloatVector.fromMemorySegment(Lanes.FLOATS, accumulator, 4L * row, Lanes.ORDER), FloatVector.fromMemorySegment(Lanes.FLOATS, sums, 4L * row, Lanes.ORDER))
                    .intoMemorySegment(sums, 4L * row, Lanes.ORDER);
            zero.intoMemorySegment(accumulator, 4L * row, Lanes.ORDER);
        }
    }

    @Override
    public void decode(MemorySegment data, long from, long stride, int columns, float[] target, int offset) {
        for (int column = 0; column < columns; column++) {
            for (int k = 0; k < Lanes.TILE; k += Lanes.COUNT) {
                ((FloatVector) ByteVector.fromMemorySegment(Lanes.BYTES, data, from + column * stride + k, Lanes.ORDER).convertShape(VectorOperators.B2F, Lanes.FLOATS, 0))
                        .intoArray(target, offset + column * Lanes.TILE + k);
            }
        }
    }

    @Override
    public void apply(MemorySegment data, long scales, int block, int rows, int first, float[] weights, int at) {
        long from = scales + block * blockScales(rows) + 2L * first;
        for (int k = 0; k < Lanes.TILE; k += Lanes.COUNT) {
            FloatVector d = ((IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, from + 2L * k, Lanes.ORDER)
                    .convertShape(VectorOperators.S2I, Lanes.INTS, 0)).lanewise(VectorOperators.LSHL, 13).and(0x8FFF_E000).reinterpretAsFloats().mul(0x1p112f);
            for (int column = 0; column < COLUMNS; column++) {
                int to = at + column * Lanes.TILE + k;
                FloatVector.fromArray(Lanes.FLOATS, weights, to).mul(d).intoArray(weights, to);
            }
        }
    }

    @Override
    public float weight(MemorySegment data, long column, long scales, int block, int rows, int row) {
        return Float.float16ToFloat(data.get(SHORT, scales + block * blockScales(rows) + 2L * row)) * data.get(ValueLayout.JAVA_BYTE, column + row);
    }

    @Override
    public void pack(MemorySegment source, long rowBytes, int firstRow, int presentRows, int block, MemorySegment data, long[] columns, long scales, int rows) {
        byte[] packed = new byte[COLUMNS * presentRows];
        byte[] quants = new byte[COLUMNS];
        for (int row = 0; row < presentRows; row++) {
            long from = (firstRow + row) * rowBytes + (long) block * 34;
            data.set(SHORT, scales + block * blockScales(rows) + 2L * row, Finite.half(source.get(SHORT, from), name(), firstRow + row));
            MemorySegment.copy(source, ValueLayout.JAVA_BYTE, from + 2, quants, 0, COLUMNS);
            for (int column = 0; column < COLUMNS; column++) {
                packed[column * presentRows + row] = quants[column];
            }
        }
        for (int column = 0; column < COLUMNS; column++) {
            MemorySegment.copy(packed, column * presentRows, data, ValueLayout.JAVA_BYTE, columns[column], presentRows);
        }
    }
}
