package org.dipscope.kernel;

import java.lang.foreign.MemorySegment;

/** How the quants of a column lie in memory, without their scales, and the sums over them. */
interface Quants {
    /** Where the bits are. */
    BitFields fields();

    /**
     * What a row's accumulated units are to be multiplied by, a power of two, {@code [TILE]}: a kernel need not shift a quant down
     * before it converts it to a float.
     */
    float[] units();

    /** What is to be taken from a quant's converted value to get its real one. */
    float offset();

    /** {@code accumulator += Σ x_i · quants of column i} in {@link #units()}, for so many rows of columns that begin at the given bytes; see {@link BlockFormat#walk}. */
    void walk(MemorySegment data, long o0, long o1, long o2, long o3, int rows, float x0, float x1, float x2, float x3, MemorySegment accumulator);

    /**
     * The quants of one tile as floats, before {@link #offset()} is taken from them.
     *
     * @param from   the tile in the first column
     * @param stride bytes from one column to the next
     * @param target {@code [columns][TILE]}, from {@code offset} on
     */
    void decode(MemorySegment data, long from, long stride, int columns, float[] target, int offset);

    /** One quant's converted value, by scalar arithmetic. */
    float value(MemorySegment data, long column, int row);
}
