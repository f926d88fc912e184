package org.dipscope.kernel;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import java.lang.foreign.MemorySegment;

/**
 * Nibbles that choose from a table of 16 values, as in IQ4_NL. The even and then the odd nibbles of a vector are looked up as bytes, all at
 * once; the values, raised by 128 so that none is negative, are then masked and converted where they stand in their words.
 */
final class TableNibbles implements Quants {
    private static final BitFields FIELDS = new BitFields(4);
    private static final VectorSpecies<Byte> QUARTERS = VectorSpecies.of(byte.class, Lanes.INTS.vectorShape());
    private static final int RAISED = 128;

    /** The raised values, once for every 16 lanes of a vector of bytes. */
    private final byte[] table = new byte[QUARTERS.length()];

    /**
     * @param values 16 numbers from −128 to 127
     */
    TableNibbles(int[] values) {
        for (int i = 0; i < table.length; i++) {
            table[i] = (byte) (values[i % 16] + RAISED);
        }
    }

    @Override
    public BitFields fields() {
        return FIELDS;
    }

    @Override
    public float offset() {
        return RAISED;
    }

    /** Nibble {@code k} becomes byte {@code k/2} of a word; the uppermost byte is shifted down. */
    @Override
    public float[] units() {
        float[] units = new float[Lanes.TILE];
        for (int row = 0; row < units.length; row++) {
            int place = row / Lanes.COUNT / 2;
            units[row] = place == 3 ? 1 : 1f / (1 << 8 * place);
        }
        return units;
    }

    @Override
    public void walk(MemorySegment data, long o0, long o1, long o2, long o3, int rows, float x0, float x1, float x2, float x3, MemorySegment accumulator) {
        walk(table, data, o0, o1, o2, o3, rows, x0, x1, x2, x3, accumulator);
    }

    private static void walk(byte[] table, MemorySegment data, long o0, long o1, long o2, long o3, int rows, float x0, float x1, float x2, float x3,
                             MemorySegment accumulator) {
        ByteVector values = ByteVector.fromArray(QUARTERS, table, 0);
        FloatVector y0 = FloatVector.broadcast(Lanes.FLOATS, x0);
        FloatVector y1 = FloatVector.broadcast(Lanes.FLOATS, x1);
        FloatVector y2 = FloatVector.broadcast(Lanes.FLOATS, x2);
        FloatVector y3 = FloatVector.broadcast(Lanes.FLOATS, x3);
        for (int row = 0; row < rows; row += Lanes.TILE) {
            for (int odd = 0; odd < 2; odd++) {
                int at = row + odd * Lanes.COUNT;
                IntVector v0 = IntVector.fromMemorySegment(Lanes.INTS, data, o0 + (row >> 1), Lanes.ORDER).lanewise(VectorOperators.LSHR, 4 * odd).and(0x0F0F0F0F)
                        .reinterpretAsBytes().selectFrom(values).reinterpretAsInts();
                IntVector v1 = IntVector.fromMemorySegment(Lanes.INTS, data, o1 + (row >> 1), Lanes.ORDER).lanewise(VectorOperators.LSHR, 4 * odd).and(0x0F0F0F0F)
                        .reinterpretAsBytes().selectFrom(values).reinterpretAsInts();
                IntVector v2 = IntVector.fromMemorySegment(Lanes.INTS, data, o2 + (row >> 1), Lanes.ORDER).lanewise(VectorOperators.LSHR, 4 * odd).and(0x0F0F0F0F)
                        .reinterpretAsBytes().selectFrom(values).reinterpretAsInts();
                IntVector v3 = IntVector.fromMemorySegment(Lanes.INTS, data, o3 + (row >> 1), Lanes.ORDER).lanewise(VectorOperators.LSHR, 4 * odd).and(0x0F0F0F0F)
                        .reinterpretAsBytes().selectFrom(values).reinterpretAsInts();
                IntVector m = IntVector.broadcast(Lanes.INTS, 255);
                // Not "<": the compiler would unroll the loop, and then has too few registers.
                for (int end = at + 6 * Lanes.COUNT; at != end; at += 2 * Lanes.COUNT) {
                    FloatVector a = FloatVector.fromMemorySegment(Lanes.FLOATS, accumulator, 4L * at, Lanes.ORDER);
                    a = ((FloatVector) v0.and(m).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y0, a);
                    a = ((FloatVector) v1.and(m).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y1, a);
                    a = ((FloatVector) v2.and(m).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y2, a);
                    a = ((FloatVector) v3.and(m).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y3, a);
                    a.intoMemorySegment(accumulator, 4L * at, Lanes.ORDER);
                    m = m.lanewise(VectorOperators.LSHL, 8);
                }
                FloatVector a = FloatVector.fromMemorySegment(Lanes.FLOATS, accumulator, 4L * at, Lanes.ORDER);
                a = ((FloatVector) v0.lanewise(VectorOperators.LSHR, 24).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y0, a);
                a = ((FloatVector) v1.lanewise(VectorOperators.LSHR, 24).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y1, a);
                a = ((FloatVector) v2.lanewise(VectorOperators.LSHR, 24).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y2, a);
                a = ((FloatVector) v3.lanewise(VectorOperators.LSHR, 24).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y3, a);
                a.intoMemorySegment(accumulator, 4L * at, Lanes.ORDER);
            }
        }
    }

    @Override
    public void decode(MemorySegment data, long from, long stride, int columns, float[] target, int offset) {
        decode(table, data, from, stride, columns, target, offset);
    }

    private static void decode(byte[] table, MemorySegment data, long from, long stride, int columns, float[] target, int offset) {
        ByteVector values = ByteVector.fromArray(QUARTERS, table, 0);
        for (int column = 0; column < columns; column++) {
            IntVector v = IntVector.fromMemorySegment(Lanes.INTS, data, from + column * stride, Lanes.ORDER);
            for (int odd = 0; odd < 2; odd++) {
                IntVector chosen = v.lanewise(VectorOperators.LSHR, 4 * odd).and(0x0F0F0F0F).reinterpretAsBytes().selectFrom(values).reinterpretAsInts();
                int to = offset + column * Lanes.TILE + odd * Lanes.COUNT;
                for (int place = 0; place < 4; place++, to += 2 * Lanes.COUNT) {
                    ((FloatVector) chosen.lanewise(VectorOperators.LSHR, 8 * place).and(255).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).intoArray(target, to);
                }
            }
        }
    }

    @Override
    public float value(MemorySegment data, long column, int row) {
        return table[FIELDS.get(data, column, row)] & 0xFF;
    }
}
