package org.dipscope.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

import java.lang.foreign.MemorySegment;

/** Quants of 2 bits, eight in a lane's word of 16, masked where they stand. */
record TwoBits(float offset) implements Quants {
    private static final BitFields FIELDS = new BitFields(2);

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
            long tile = row >> 2;
            IntVector v0 = (IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, o0 + tile, Lanes.ORDER).convertShape(VectorOperators.ZERO_EXTEND_S2I, Lanes.INTS, 0);
            IntVector v1 = (IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, o1 + tile, Lanes.ORDER).convertShape(VectorOperators.ZERO_EXTEND_S2I, Lanes.INTS, 0);
            IntVector v2 = (IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, o2 + tile, Lanes.ORDER).convertShape(VectorOperators.ZERO_EXTEND_S2I, Lanes.INTS, 0);
            IntVector v3 = (IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, o3 + tile, Lanes.ORDER).convertShape(VectorOperators.ZERO_EXTEND_S2I, Lanes.INTS, 0);
            IntVector m = IntVector.broadcast(Lanes.INTS, 3);
            // Not "<": the compiler would unroll the loop, and then has too few registers.
            for (int end = row + 8 * Lanes.COUNT; row != end; row += 2 * Lanes.COUNT) {
                IntVector n = m.lanewise(VectorOperators.LSHL, 2);
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
                m = m.lanewise(VectorOperators.LSHL, 4);
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
