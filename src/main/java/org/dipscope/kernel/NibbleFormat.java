package org.dipscope.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Four bits a weight, {@code w = d·q + m} with 16-bit {@code d} and {@code m} a row and block: Q4_1 as it is, and Q4_0 with {@code m = −8d},
 * which is not stored.
 *
 * <p>A block is {@code d[rows]}, for Q4_1 {@code m[rows]}, then 32 columns of {@code rows/2} bytes. Lane {@code l} of a tile's vector of 32-bit words holds
 * the rows {@code l + COUNT·k} in its nibbles {@code k}. A nibble is made a float where it stands: all others masked away, the
 * word converts to {@code 16^k·q} exactly, and {@link #scale} divides once for a block. That is three instructions a vector without
 * a shift, which has fewer units to run on, and a rotation is three by itself before AVX-512. The highest nibble carries the
 * word's sign and is kept as {@code q − 8}.
 */
final class NibbleFormat implements BlockFormat {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(Lanes.ORDER);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(Lanes.ORDER);
    private static final int TOP_SIGN = 0x8000_0000;
    /** Where nibble {@code k} stands, for each row of a tile. */
    private static final int[] NIBBLES = new int[Lanes.TILE];
    /** {@code 16^−k} for each row of a tile. */
    private static final float[] UNITS = new float[Lanes.TILE];
    /** What was taken from the nibble, for each row of a tile. */
    private static final float[] OFFSETS = new float[Lanes.TILE];

    static {
        for (int row = 0; row < Lanes.TILE; row++) {
            int k = row / Lanes.COUNT;
            NIBBLES[row] = 15 << 4 * k;
            UNITS[row] = (float) Math.scalb(1.0, -4 * k);
            OFFSETS[row] = k == 7 ? 8 : 0;
        }
    }

    private final boolean hasMinimum;
    /** Bytes of a row's scales in a block's header. */
    private final int header;
    /** The minimum in units of what {@link #minima} points to. */
    private final float minimum;

    /** For Q4_1 where the source has minima, for Q4_0 where it has none. */
    NibbleFormat(boolean hasMinimum) {
        this.hasMinimum = hasMinimum;
        this.header = hasMinimum ? 4 : 2;
        this.minimum = hasMinimum ? 1 : -8;
    }

    /** Where the minima of a block stand: behind the scales, or, as −8 times those, in their place. */
    private long minima(long block, int rows) {
        return hasMinimum ? block + 2L * rows : block;
    }

    @Override
    public String name() {
        return hasMinimum ? "Q4_1" : "Q4_0";
    }

    @Override
    public long blockBytes(int rows) {
        return (long) header * rows + COLUMNS * columnBytes(rows);
    }

    @Override
    public long columnBytes(int rows) {
        return rows / 2;
    }

    @Override
    public void walk(MemorySegment data, long block, int rows, int first, int count, int c0, int c1, int c2, int c3,
                     float x0, float x1, float x2, float x3, float[] accumulator) {
        long column = rows / 2;
        long base = block + (long) header * rows + first / 2;
        walk(data, base + c0 * column, base + c1 * column, base + c2 * column, base + c3 * column, count, x0, x1, x2, x3, accumulator);
    }

    private static void walk(MemorySegment data, long o0, long o1, long o2, long o3, int rows, float x0, float x1, float x2, float x3, float[] accumulator) {
        FloatVector y0 = FloatVector.broadcast(Lanes.FLOATS, x0);
        FloatVector y1 = FloatVector.broadcast(Lanes.FLOATS, x1);
        FloatVector y2 = FloatVector.broadcast(Lanes.FLOATS, x2);
        FloatVector y3 = FloatVector.broadcast(Lanes.FLOATS, x3);
        int bytes = rows >> 1;
        for (int at = 0; at < bytes; at += 4 * Lanes.COUNT) {
            IntVector v0 = IntVector.fromMemorySegment(Lanes.INTS, data, o0 + at, Lanes.ORDER);
            IntVector v1 = IntVector.fromMemorySegment(Lanes.INTS, data, o1 + at, Lanes.ORDER);
            IntVector v2 = IntVector.fromMemorySegment(Lanes.INTS, data, o2 + at, Lanes.ORDER);
            IntVector v3 = IntVector.fromMemorySegment(Lanes.INTS, data, o3 + at, Lanes.ORDER);
            int row = 2 * at;
            int end = row + Lanes.TILE;
            // Not a counted loop, for that one would be unrolled, and its vectors kept in memory for want of registers.
            do {
                IntVector nibble = IntVector.fromArray(Lanes.INTS, NIBBLES, row & (Lanes.TILE - 1));
                FloatVector a = FloatVector.fromArray(Lanes.FLOATS, accumulator, row);
                a = ((FloatVector) v0.and(nibble).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y0, a);
                a = ((FloatVector) v1.and(nibble).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y1, a);
                a = ((FloatVector) v2.and(nibble).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y2, a);
                a = ((FloatVector) v3.and(nibble).convertShape(VectorOperators.I2F, Lanes.FLOATS, 0)).fma(y3, a);
                a.intoArray(accumulator, row);
                row += Lanes.COUNT;
            } while (row != end);
        }
    }

    @Override
    public void scale(MemorySegment data, long block, int rows, int first, int count, float sum, float[] accumulator, float[] y, int offset) {
        scale(data, block + 2L * first, minima(block, rows) + 2L * first, 0x1p112f * minimum, count, sum, accumulator, y, offset);
    }

    private static void scale(MemorySegment data, long scales, long minima, float unit, int rows, float sum, float[] accumulator, float[] y, int offset) {
        FloatVector ones = FloatVector.broadcast(Lanes.FLOATS, sum);
        FloatVector zero = FloatVector.zero(Lanes.FLOATS);
        for (int row = 0; row < rows; row += Lanes.COUNT) {
            // A half is a float with a shorter exponent: shifted into place and multiplied by 2^112, denormals come out right too.
            FloatVector d = ((IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, scales + 2L * row, Lanes.ORDER)
                    .convertShape(VectorOperators.S2I, Lanes.INTS, 0)).lanewise(VectorOperators.LSHL, 13).and(0x8FFF_E000).reinterpretAsFloats().mul(0x1p112f);
            FloatVector m = ((IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, minima + 2L * row, Lanes.ORDER)
                    .convertShape(VectorOperators.S2I, Lanes.INTS, 0)).lanewise(VectorOperators.LSHL, 13).and(0x8FFF_E000).reinterpretAsFloats().mul(unit);
            int inTile = row & (Lanes.TILE - 1);
            FloatVector q = FloatVector.fromArray(Lanes.FLOATS, accumulator, row).fma(FloatVector.fromArray(Lanes.FLOATS, UNITS, inTile),
                    FloatVector.fromArray(Lanes.FLOATS, OFFSETS, inTile).mul(ones));
            FloatVector t = FloatVector.fromArray(Lanes.FLOATS, y, offset + row);
            t = d.fma(q, t);
            t = m.fma(ones, t);
            t.intoArray(y, offset + row);
            zero.intoArray(accumulator, row);
        }
    }

    @Override
    public void decode(MemorySegment data, long block, int rows, int firstRow, float[] target, int offset) {
        long minima = minima(block, rows);
        long columns = block + (long) header * rows + firstRow / 2;
        for (int k = 0; k < 8; k++) {
            int row = firstRow + k * Lanes.COUNT;
            FloatVector d = ((IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, block + 2L * row, Lanes.ORDER)
                    .convertShape(VectorOperators.S2I, Lanes.INTS, 0)).lanewise(VectorOperators.LSHL, 13).and(0x8FFF_E000).reinterpretAsFloats().mul(0x1p112f);
            FloatVector m = ((IntVector) ShortVector.fromMemorySegment(Lanes.HALVES, data, minima + 2L * row, Lanes.ORDER)
                    .convertShape(VectorOperators.S2I, Lanes.INTS, 0)).lanewise(VectorOperators.LSHL, 13).and(0x8FFF_E000).reinterpretAsFloats().mul(0x1p112f * minimum);
            for (int column = 0; column < COLUMNS; column++) {
                IntVector v = IntVector.fromMemorySegment(Lanes.INTS, data, columns + (long) column * (rows / 2), Lanes.ORDER);
                FloatVector q = (FloatVector) v.lanewise(VectorOperators.XOR, TOP_SIGN).lanewise(VectorOperators.LSHR, 4 * k).and(15)
                        .convertShape(VectorOperators.I2F, Lanes.FLOATS, 0);
                q.fma(d, m).intoArray(target, offset + column * Lanes.TILE + k * Lanes.COUNT);
            }
        }
    }

    @Override
    public float weight(MemorySegment data, long block, int rows, int row, int column) {
        float d = Float.float16ToFloat(data.get(SHORT, block + 2L * row));
        float m = minimum * Float.float16ToFloat(data.get(SHORT, minima(block, rows) + 2L * row));
        int inTile = row % Lanes.TILE;
        int word = data.get(INT, block + (long) header * rows + (long) column * (rows / 2) + (row - inTile) / 2 + 4L * (inTile % Lanes.COUNT));
        return d * ((word ^ TOP_SIGN) >>> 4 * (inTile / Lanes.COUNT) & 15) + m;
    }

    @Override
    public void pack(MemorySegment source, long rowBytes, int firstRow, int presentRows, int blockOfRow, MemorySegment data, long block, int rows) {
        int words = rows / 8;
        int[] columns = new int[COLUMNS * words];
        byte[] quants = new byte[16];
        for (int row = 0; row < presentRows; row++) {
            long from = (firstRow + row) * rowBytes + (long) blockOfRow * (header + 16);
            data.set(SHORT, block + 2L * row, Finite.half(source.get(SHORT, from), name(), firstRow + row));
            if (hasMinimum) {
                data.set(SHORT, minima(block, rows) + 2L * row, Finite.half(source.get(SHORT, from + 2), name(), firstRow + row));
            }
            MemorySegment.copy(source, ValueLayout.JAVA_BYTE, from + header, quants, 0, 16);
            int inTile = row % Lanes.TILE;
            int word = (row - inTile) / 8 + inTile % Lanes.COUNT;
            int shift = 4 * (inTile / Lanes.COUNT);
            for (int i = 0; i < 16; i++) {
                columns[i * words + word] |= (quants[i] & 15) << shift;
                columns[(i + 16) * words + word] |= (quants[i] >>> 4 & 15) << shift;
            }
        }
        for (int i = 0; i < columns.length; i++) {
            columns[i] ^= TOP_SIGN;
        }
        MemorySegment.copy(columns, 0, data, INT, block + (long) header * rows, columns.length);
    }
}
