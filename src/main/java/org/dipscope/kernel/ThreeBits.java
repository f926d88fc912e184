package org.dipscope.kernel;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

import java.lang.foreign.MemorySegment;

/** Quants of 3 bits: five in a lane's word of 16 bits, two in a byte beside it, and one of what is left in both. */
record ThreeBits(float offset) implements Quants {
    private static final BitFields FIELDS = new BitFields(3);
    private static final int[] MASKS = FIELDS.masks(5);
    /** Where a tile's bytes begin. */
    private static final int SECOND = 2 * Lanes.COUNT;

    @Override
    public BitFields fields() {
        return FIELDS;
    }

    @Override
    public float[] units() {
        return FIELDS.units();
    }

    @Override
    public void walk(MemorySegment data, long o0, long o1, long o2, long o3, int rows, float x0, float x1, float x2, float x3, float[] accumulator) {
        FloatVector y0 = FloatVector.broadcast(Lanes.FLOATS, x0);
        FloatVector y1 = FloatVector.broadcast(Lanes.FLOATS, x1);
        FloatVector y2 = FloatVector.broadcast(Lanes.FLOATS, x2);
        FloatVector y3 = FloatVector.broadcast(Lanes.FLOATS, x3);
        for (int row = 0; row < rows; row += Lanes.TILE) {
            int tile = (row >> 3) * 3;
            IntVector v0 = (IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, o0 + tile, Lanes.ORDER).convertShape(VectorOperators.ZERO_EXTEND_S2I, Lanes.INTS, 0);
            IntVector v1 = (IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, o1 + tile, Lanes.ORDER).convertShape(VectorOperators.ZERO_EXTEND_S2I, Lanes.INTS, 0);
            IntVector v2 = (IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, o2 + tile, Lanes.ORDER).convertShape(VectorOperators.ZERO_EXTEND_S2I, Lanes.INTS, 0);
            IntVector v3 = (IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, o3 + tile, Lanes.ORDER).convertShape(VectorOperators.ZERO_EXTEND_S2I, Lanes.INTS, 0);
            for (int k = 0; k < 5 * Lanes.COUNT; k += Lanes.COUNT) {
                IntVector m = IntVector.fromArray(Lanes.INTS, MASKS, k);
                FloatVector a = FloatVector.fromArray(Lanes.FLOATS, accumulator, row + k);
                a = ((FloatVector) v0.and(m).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y0, a);
                a = ((FloatVector) v1.and(m).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y1, a);
                a = ((FloatVector) v2.and(m).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y2, a);
                a = ((FloatVector) v3.and(m).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y3, a);
                a.intoArray(accumulator, row + k);
            }
            IntVector w0 = (IntVector) ByteVector.fromMemorySegment(Lanes.BYTES, data, o0 + tile + SECOND, Lanes.ORDER).convertShape(VectorOperators.ZERO_EXTEND_B2I, Lanes.INTS, 0);
            IntVector w1 = (IntVector) ByteVector.fromMemorySegment(Lanes.BYTES, data, o1 + tile + SECOND, Lanes.ORDER).convertShape(VectorOperators.ZERO_EXTEND_B2I, Lanes.INTS, 0);
            IntVector w2 = (IntVector) ByteVector.fromMemorySegment(Lanes.BYTES, data, o2 + tile + SECOND, Lanes.ORDER).convertShape(VectorOperators.ZERO_EXTEND_B2I, Lanes.INTS, 0);
            IntVector w3 = (IntVector) ByteVector.fromMemorySegment(Lanes.BYTES, data, o3 + tile + SECOND, Lanes.ORDER).convertShape(VectorOperators.ZERO_EXTEND_B2I, Lanes.INTS, 0);
            FloatVector a = FloatVector.fromArray(Lanes.FLOATS, accumulator, row + 5 * Lanes.COUNT);
            FloatVector b = FloatVector.fromArray(Lanes.FLOATS, accumulator, row + 6 * Lanes.COUNT);
            FloatVector c = FloatVector.fromArray(Lanes.FLOATS, accumulator, row + 7 * Lanes.COUNT);
            a = ((FloatVector) w0.and(7).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y0, a);
            b = ((FloatVector) w0.and(7 << 3).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y0, b);
            c = ((FloatVector) v0.lanewise(VectorOperators.LSHR, 15).lanewise(VectorOperators.LSHL, 2).or(w0.lanewise(VectorOperators.LSHR, 6))
                    .convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y0, c);
            a = ((FloatVector) w1.and(7).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y1, a);
            b = ((FloatVector) w1.and(7 << 3).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y1, b);
            c = ((FloatVector) v1.lanewise(VectorOperators.LSHR, 15).lanewise(VectorOperators.LSHL, 2).or(w1.lanewise(VectorOperators.LSHR, 6))
                    .convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y1, c);
            a = ((FloatVector) w2.and(7).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y2, a);
            b = ((FloatVector) w2.and(7 << 3).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y2, b);
            c = ((FloatVector) v2.lanewise(VectorOperators.LSHR, 15).lanewise(VectorOperators.LSHL, 2).or(w2.lanewise(VectorOperators.LSHR, 6))
                    .convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y2, c);
            a = ((FloatVector) w3.and(7).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y3, a);
            b = ((FloatVector) w3.and(7 << 3).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y3, b);
            c = ((FloatVector) v3.lanewise(VectorOperators.LSHR, 15).lanewise(VectorOperators.LSHL, 2).or(w3.lanewise(VectorOperators.LSHR, 6))
                    .convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y3, c);
            a.intoArray(accumulator, row + 5 * Lanes.COUNT);
            b.intoArray(accumulator, row + 6 * Lanes.COUNT);
            c.intoArray(accumulator, row + 7 * Lanes.COUNT);
        }
    }

    @Override
    public void decode(MemorySegment data, long from, long stride, int columns, float[] target, int offset) {
        for (int column = 0; column < columns; column++) {
            long at = from + column * stride;
            int to = offset + column * Lanes.TILE;
            IntVector v = (IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, at, Lanes.ORDER).convertShape(VectorOperators.ZERO_EXTEND_S2I, Lanes.INTS, 0);
            IntVector w = (IntVector) ByteVector.fromMemorySegment(Lanes.BYTES, data, at + SECOND, Lanes.ORDER).convertShape(VectorOperators.ZERO_EXTEND_B2I, Lanes.INTS, 0);
            for (int k = 0; k < 5; k++) {
                ((FloatVector) v.lanewise(VectorOperators.LSHR, 3 * k).and(7).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0))
                        .intoArray(target, to + k * Lanes.COUNT);
            }
            ((FloatVector) w.and(7).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).intoArray(target, to + 5 * Lanes.COUNT);
            ((FloatVector) w.lanewise(VectorOperators.LSHR, 3).and(7).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).intoArray(target, to + 6 * Lanes.COUNT);
            ((FloatVector) v.lanewise(VectorOperators.LSHR, 15).lanewise(VectorOperators.LSHL, 2).or(w.lanewise(VectorOperators.LSHR, 6))
                    .convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).intoArray(target, to + 7 * Lanes.COUNT);
        }
    }

    @Override
    public float value(MemorySegment data, long column, int row) {
        return FIELDS.get(data, column, row);
    }
}
