package org.dipscope.kernel;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

import java.lang.foreign.MemorySegment;

/** Quants of 5 bits: six in a lane's word of 32 bits, one in a byte beside it, and one of what is left in both. */
record FiveBits(float offset) implements Quants {
    private static final BitFields FIELDS = new BitFields(5);
    /** Where a tile's bytes begin. */
    private static final int SECOND = 4 * Lanes.COUNT;

    @Override
    public BitFields fields() {
        return FIELDS;
    }

    @Override
    public float[] units() {
        return FIELDS.units();
    }

    @Override
    public void walk(MemorySegment data, long o0, long o1, long o2, long o3, int rows, float x0, float x1, float x2, float x3, MemorySegment accumulator) {
        FloatVector y0 = FloatVector.broadcast(Lanes.FLOATS, x0);
        FloatVector y1 = FloatVector.broadcast(Lanes.FLOATS, x1);
        FloatVector y2 = FloatVector.broadcast(Lanes.FLOATS, x2);
        FloatVector y3 = FloatVector.broadcast(Lanes.FLOATS, x3);
        int row = 0;
        while (row < rows) {
            long tile = (row >> 3) * 5L;
            IntVector v0 = IntVector.fromMemorySegment(Lanes.INTS, data, o0 + tile, Lanes.ORDER);
            IntVector v1 = IntVector.fromMemorySegment(Lanes.INTS, data, o1 + tile, Lanes.ORDER);
            IntVector v2 = IntVector.fromMemorySegment(Lanes.INTS, data, o2 + tile, Lanes.ORDER);
            IntVector v3 = IntVector.fromMemorySegment(Lanes.INTS, data, o3 + tile, Lanes.ORDER);
            IntVector m = IntVector.broadcast(Lanes.INTS, 31);
            // Not "<": the compiler would unroll the loop, and then has too few registers.
            for (int end = Math.min(row + 6 * Lanes.COUNT, rows); row != end; row += 2 * Lanes.COUNT) {
                IntVector n = m.lanewise(VectorOperators.LSHL, 5);
                FloatVector a = FloatVector.fromMemorySegment(Lanes.FLOATS, accumulator, 4L * row, Lanes.ORDER);
                FloatVector b = FloatVector.fromMemorySegment(Lanes.FLOATS, accumulator, 4L * (row + Lanes.COUNT), Lanes.ORDER);
                a = ((FloatVector) v0.and(m).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y0, a);
                b = ((FloatVector) v0.and(n).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y0, b);
                a = ((FloatVector) v1.and(m).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y1, a);
                b = ((FloatVector) v1.and(n).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y1, b);
                a = ((FloatVector) v2.and(m).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y2, a);
                b = ((FloatVector) v2.and(n).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y2, b);
                a = ((FloatVector) v3.and(m).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y3, a);
                b = ((FloatVector) v3.and(n).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y3, b);
                a.intoMemorySegment(accumulator, 4L * row, Lanes.ORDER);
                b.intoMemorySegment(accumulator, 4L * (row + Lanes.COUNT), Lanes.ORDER);
                m = m.lanewise(VectorOperators.LSHL, 10);
            }
            if (row == rows) {
                return;
            }
            IntVector w0 = (IntVector) ByteVector.fromMemorySegment(Lanes.BYTES, data, o0 + tile + SECOND, Lanes.ORDER).convertShape(VectorOperators.ZERO_EXTEND_B2I, Lanes.INTS, 0);
            IntVector w1 = (IntVector) ByteVector.fromMemorySegment(Lanes.BYTES, data, o1 + tile + SECOND, Lanes.ORDER).convertShape(VectorOperators.ZERO_EXTEND_B2I, Lanes.INTS, 0);
            IntVector w2 = (IntVector) ByteVector.fromMemorySegment(Lanes.BYTES, data, o2 + tile + SECOND, Lanes.ORDER).convertShape(VectorOperators.ZERO_EXTEND_B2I, Lanes.INTS, 0);
            IntVector w3 = (IntVector) ByteVector.fromMemorySegment(Lanes.BYTES, data, o3 + tile + SECOND, Lanes.ORDER).convertShape(VectorOperators.ZERO_EXTEND_B2I, Lanes.INTS, 0);
            FloatVector a = FloatVector.fromMemorySegment(Lanes.FLOATS, accumulator, 4L * row, Lanes.ORDER);
            FloatVector b = FloatVector.fromMemorySegment(Lanes.FLOATS, accumulator, 4L * (row + Lanes.COUNT), Lanes.ORDER);
            a = ((FloatVector) w0.and(31 << 3).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y0, a);
            b = ((FloatVector) v0.lanewise(VectorOperators.LSHR, 27).lanewise(VectorOperators.BITWISE_BLEND, w0, 7).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y0, b);
            a = ((FloatVector) w1.and(31 << 3).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y1, a);
            b = ((FloatVector) v1.lanewise(VectorOperators.LSHR, 27).lanewise(VectorOperators.BITWISE_BLEND, w1, 7).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y1, b);
            a = ((FloatVector) w2.and(31 << 3).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y2, a);
            b = ((FloatVector) v2.lanewise(VectorOperators.LSHR, 27).lanewise(VectorOperators.BITWISE_BLEND, w2, 7).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y2, b);
            a = ((FloatVector) w3.and(31 << 3).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y3, a);
            b = ((FloatVector) v3.lanewise(VectorOperators.LSHR, 27).lanewise(VectorOperators.BITWISE_BLEND, w3, 7).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y3, b);
            a.intoMemorySegment(accumulator, 4L * row, Lanes.ORDER);
            b.intoMemorySegment(accumulator, 4L * (row + Lanes.COUNT), Lanes.ORDER);
            row += 2 * Lanes.COUNT;
        }
    }

    @Override
    public void decode(MemorySegment data, long from, long stride, int columns, float[] target, int offset) {
        for (int column = 0; column < columns; column++) {
            long at = from + column * stride;
            int to = offset + column * Lanes.TILE;
            IntVector v = IntVector.fromMemorySegment(Lanes.INTS, data, at, Lanes.ORDER);
            IntVector w = (IntVector) ByteVector.fromMemorySegment(Lanes.BYTES, data, at + SECOND, Lanes.ORDER).convertShape(VectorOperators.ZERO_EXTEND_B2I, Lanes.INTS, 0);
            for (int k = 0; k < 6; k++) {
                ((FloatVector) v.lanewise(VectorOperators.LSHR, 5 * k).and(31).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0))
                        .intoArray(target, to + k * Lanes.COUNT);
            }
            ((FloatVector) w.lanewise(VectorOperators.LSHR, 3).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).intoArray(target, to + 6 * Lanes.COUNT);
            ((FloatVector) v.lanewise(VectorOperators.LSHR, 27).lanewise(VectorOperators.BITWISE_BLEND, w, 7)
                    .convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).intoArray(target, to + 7 * Lanes.COUNT);
        }
    }

    @Override
    public float value(MemorySegment data, long column, int row) {
        return FIELDS.get(data, column, row);
    }
}
