package org.dipscope.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

import java.lang.foreign.MemorySegment;

/** Quants of 2 bits, eight in a lane's word of 16, masked where they stand. */
record TwoBits(float offset) implements Quants {
    private static final BitFields FIELDS = new BitFields(2);
    private static final int[] MASKS = FIELDS.masks(8);

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
            IntVector v0 = (IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, o0 + (row >> 2), Lanes.ORDER).convertShape(VectorOperators.ZERO_EXTEND_S2I, Lanes.INTS, 0);
            IntVector v1 = (IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, o1 + (row >> 2), Lanes.ORDER).convertShape(VectorOperators.ZERO_EXTEND_S2I, Lanes.INTS, 0);
            IntVector v2 = (IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, o2 + (row >> 2), Lanes.ORDER).convertShape(VectorOperators.ZERO_EXTEND_S2I, Lanes.INTS, 0);
            IntVector v3 = (IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, o3 + (row >> 2), Lanes.ORDER).convertShape(VectorOperators.ZERO_EXTEND_S2I, Lanes.INTS, 0);
            for (int k = 0; k < Lanes.TILE; k += Lanes.COUNT) {
                IntVector m = IntVector.fromArray(Lanes.INTS, MASKS, k);
                FloatVector a = FloatVector.fromArray(Lanes.FLOATS, accumulator, row + k);
                a = ((FloatVector) v0.and(m).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y0, a);
                a = ((FloatVector) v1.and(m).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y1, a);
                a = ((FloatVector) v2.and(m).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y2, a);
                a = ((FloatVector) v3.and(m).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y3, a);
                a.intoArray(accumulator, row + k);
            }
        }
    }

    @Override
    public void decode(MemorySegment data, long from, long stride, int columns, float[] target, int offset) {
        for (int column = 0; column < columns; column++) {
            IntVector v = (IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, from + column * stride, Lanes.ORDER).convertShape(VectorOperators.ZERO_EXTEND_S2I, Lanes.INTS, 0);
            int to = offset + column * Lanes.TILE;
            for (int k = 0; k < 8; k++) {
                ((FloatVector) v.lanewise(VectorOperators.LSHR, 2 * k).and(3).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0))
                        .intoArray(target, to + k * Lanes.COUNT);
            }
        }
    }

    @Override
    public float value(MemorySegment data, long column, int row) {
        return FIELDS.get(data, column, row);
    }
}
