package org.dipscope.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

import java.lang.foreign.MemorySegment;

/**
 * Quants of 4 bits. Seven of a word's nibbles are masked where they stand and converted, three instructions a vector with the sum; the
 * uppermost, which would come out negative, is shifted down instead of masked.
 */
record FourBits(float offset) implements Quants {
    private static final BitFields FIELDS = new BitFields(4);
    private static final int[] MASKS = FIELDS.masks(7);

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
            IntVector v0 = IntVector.fromMemorySegment(Lanes.INTS, data, o0 + (row >> 1), Lanes.ORDER);
            IntVector v1 = IntVector.fromMemorySegment(Lanes.INTS, data, o1 + (row >> 1), Lanes.ORDER);
            IntVector v2 = IntVector.fromMemorySegment(Lanes.INTS, data, o2 + (row >> 1), Lanes.ORDER);
            IntVector v3 = IntVector.fromMemorySegment(Lanes.INTS, data, o3 + (row >> 1), Lanes.ORDER);
            for (int k = 0; k < 7 * Lanes.COUNT; k += Lanes.COUNT) {
                IntVector m = IntVector.fromArray(Lanes.INTS, MASKS, k);
                FloatVector a = FloatVector.fromArray(Lanes.FLOATS, accumulator, row + k);
                a = ((FloatVector) v0.and(m).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y0, a);
                a = ((FloatVector) v1.and(m).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y1, a);
                a = ((FloatVector) v2.and(m).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y2, a);
                a = ((FloatVector) v3.and(m).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y3, a);
                a.intoArray(accumulator, row + k);
            }
            FloatVector a = FloatVector.fromArray(Lanes.FLOATS, accumulator, row + 7 * Lanes.COUNT);
            a = ((FloatVector) v0.lanewise(VectorOperators.LSHR, 28).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y0, a);
            a = ((FloatVector) v1.lanewise(VectorOperators.LSHR, 28).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y1, a);
            a = ((FloatVector) v2.lanewise(VectorOperators.LSHR, 28).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y2, a);
            a = ((FloatVector) v3.lanewise(VectorOperators.LSHR, 28).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y3, a);
            a.intoArray(accumulator, row + 7 * Lanes.COUNT);
        }
    }

    @Override
    public void decode(MemorySegment data, long from, long stride, int columns, float[] target, int offset) {
        for (int column = 0; column < columns; column++) {
            IntVector v = IntVector.fromMemorySegment(Lanes.INTS, data, from + column * stride, Lanes.ORDER);
            int to = offset + column * Lanes.TILE;
            for (int k = 0; k < 8; k++) {
                ((FloatVector) v.lanewise(VectorOperators.LSHR, 4 * k).and(15).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0))
                        .intoArray(target, to + k * Lanes.COUNT);
            }
        }
    }

    @Override
    public float value(MemorySegment data, long column, int row) {
        return FIELDS.get(data, column, row);
    }
}
