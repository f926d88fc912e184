package org.dipscope.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

import java.lang.foreign.MemorySegment;

/** Quants of 6 bits: five in a lane's word of 32 bits, two in one of 16 beside it, and one of what is left in both. */
record SixBits(float offset) implements Quants {
    private static final BitFields FIELDS = new BitFields(6);
    /** Where a tile's second words begin. */
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
            long tile = (row >> 3) * 6L;
            IntVector v0 = IntVector.fromMemorySegment(Lanes.INTS, data, o0 + tile, Lanes.ORDER);
            IntVector v1 = IntVector.fromMemorySegment(Lanes.INTS, data, o1 + tile, Lanes.ORDER);
            IntVector v2 = IntVector.fromMemorySegment(Lanes.INTS, data, o2 + tile, Lanes.ORDER);
            IntVector v3 = IntVector.fromMemorySegment(Lanes.INTS, data, o3 + tile, Lanes.ORDER);
            IntVector m = IntVector.broadcast(Lanes.INTS, 63);
            // Not "<": the compiler would unroll the loop, and then has too few registers.
            for (int end = Math.min(row + 4 * Lanes.COUNT, rows); row != end; row += 2 * Lanes.COUNT) {
                IntVector n = m.lanewise(VectorOperators.LSHL, 6);
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
                m = m.lanewise(VectorOperators.LSHL, 12);
            }
            if (row == rows) {
                return;
            }
            IntVector w0 = (IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, o0 + tile + SECOND, Lanes.ORDER).convertShape(VectorOperators.ZERO_EXTEND_S2I, Lanes.INTS, 0);
            IntVector w1 = (IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, o1 + tile + SECOND, Lanes.ORDER).convertShape(VectorOperators.ZERO_EXTEND_S2I, Lanes.INTS, 0);
            IntVector w2 = (IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, o2 + tile + SECOND, Lanes.ORDER).convertShape(VectorOperators.ZERO_EXTEND_S2I, Lanes.INTS, 0);
            IntVector w3 = (IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, o3 + tile + SECOND, Lanes.ORDER).convertShape(VectorOperators.ZERO_EXTEND_S2I, Lanes.INTS, 0);
            FloatVector a = FloatVector.fromMemorySegment(Lanes.FLOATS, accumulator, 4L * row, Lanes.ORDER);
            FloatVector b = FloatVector.fromMemorySegment(Lanes.FLOATS, accumulator, 4L * (row + Lanes.COUNT), Lanes.ORDER);
            FloatVector c = FloatVector.fromMemorySegment(Lanes.FLOATS, accumulator, 4L * (row + 2 * Lanes.COUNT), Lanes.ORDER);
            FloatVector d = FloatVector.fromMemorySegment(Lanes.FLOATS, accumulator, 4L * (row + 3 * Lanes.COUNT), Lanes.ORDER);
            a = ((FloatVector) v0.and(63 << 24).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y0, a);
            b = ((FloatVector) w0.and(63 << 4).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y0, b);
            c = ((FloatVector) w0.and(63 << 10).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y0, c);
            d = ((FloatVector) v0.lanewise(VectorOperators.LSHR, 26).lanewise(VectorOperators.BITWISE_BLEND, w0, 15).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y0, d);
            a = ((FloatVector) v1.and(63 << 24).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y1, a);
            b = ((FloatVector) w1.and(63 << 4).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y1, b);
            c = ((FloatVector) w1.and(63 << 10).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y1, c);
            d = ((FloatVector) v1.lanewise(VectorOperators.LSHR, 26).lanewise(VectorOperators.BITWISE_BLEND, w1, 15).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y1, d);
            a = ((FloatVector) v2.and(63 << 24).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y2, a);
            b = ((FloatVector) w2.and(63 << 4).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y2, b);
            c = ((FloatVector) w2.and(63 << 10).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y2, c);
            d = ((FloatVector) v2.lanewise(VectorOperators.LSHR, 26).lanewise(VectorOperators.BITWISE_BLEND, w2, 15).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y2, d);
            a = ((FloatVector) v3.and(63 << 24).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y3, a);
            b = ((FloatVector) w3.and(63 << 4).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y3, b);
            c = ((FloatVector) w3.and(63 << 10).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y3, c);
            d = ((FloatVector) v3.lanewise(VectorOperators.LSHR, 26).lanewise(VectorOperators.BITWISE_BLEND, w3, 15).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y3, d);
            a.intoMemorySegment(accumulator, 4L * row, Lanes.ORDER);
            b.intoMemorySegment(accumulator, 4L * (row + Lanes.COUNT), Lanes.ORDER);
            c.intoMemorySegment(accumulator, 4L * (row + 2 * Lanes.COUNT), Lanes.ORDER);
            d.intoMemorySegment(accumulator, 4L * (row + 3 * Lanes.COUNT), Lanes.ORDER);
            row += 4 * Lanes.COUNT;
        }
    }

    @Override
    public void decode(MemorySegment data, long from, long stride, int columns, float[] target, int offset) {
        for (int column = 0; column < columns; column++) {
            long at = from + column * stride;
            int to = offset + column * Lanes.TILE;
            IntVector v = IntVector.fromMemorySegment(Lanes.INTS, data, at, Lanes.ORDER);
            IntVector w = (IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, at + SECOND, Lanes.ORDER).convertShape(VectorOperators.ZERO_EXTEND_S2I, Lanes.INTS, 0);
            for (int k = 0; k < 5; k++) {
                ((FloatVector) v.lanewise(VectorOperators.LSHR, 6 * k).and(63).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0))
                        .intoArray(target, to + k * Lanes.COUNT);
            }
            ((FloatVector) w.lanewise(VectorOperators.LSHR, 4).and(63).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).intoArray(target, to + 5 * Lanes.COUNT);
            ((FloatVector) w.lanewise(VectorOperators.LSHR, 10).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).intoArray(target, to + 6 * Lanes.COUNT);
            ((FloatVector) v.lanewise(VectorOperators.LSHR, 26).lanewise(VectorOperators.BITWISE_BLEND, w, 15)
                    .convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).intoArray(target, to + 7 * Lanes.COUNT);
        }
    }

    @Override
    public float value(MemorySegment data, long column, int row) {
        return FIELDS.get(data, column, row);
    }
}
