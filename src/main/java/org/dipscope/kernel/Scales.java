package org.dipscope.kernel;

import org.dipscope.gguf.BlockLayout;

import java.lang.foreign.MemorySegment;

/**
 * How the scales of a group of columns lie in memory, {@code weight = scale·(quant − offset) + minimum}, and the step that brings them into
 * a sum. Blocks share scales and minima, which the file has in 16 bits, and each group has small whole factors of them or none.
 */
interface Scales {
    /** Bytes of a row's scales, which all groups of a block share. */
    int sharedBytes();

    /** Bytes of a row's factors in a group. */
    int groupBytes();

    /**
     * {@code sums[r] += scale·(accumulator[r]·unit − offset·sum) + minimum·sum}, then clears the accumulator.
     *
     * @param shared the shared scales of the block's rows
     * @param group  the factors of the group's rows
     * @param rows   rows of the block in memory
     * @param first  the first row of the product
     * @param count  how many rows, a multiple of {@link Lanes#TILE}
     * @param units  a float for each row of a tile
     * @param sum    the sum of the inputs
     */
    void scale(MemorySegment data, long shared, long group, int rows, int first, int count, MemorySegment units, float offset, float sum,
               MemorySegment accumulator, MemorySegment sums);

    /**
     * Makes weights of a tile's quants, in place.
     *
     * @param first   the tile's first row
     * @param weights {@code [columns][TILE]}, from {@code at} on
     */
    void apply(MemorySegment data, long shared, long group, int rows, int first, float offset, int columns, float[] weights, int at);

    /** What a row's quants are multiplied by, by scalar arithmetic. */
    float scale(MemorySegment data, long shared, long group, int rows, int row);

    /** What is added to a row's weights, by scalar arithmetic. */
    float minimum(MemorySegment data, long shared, long group, int rows, int row);

    /** Writes one row's scale and minimum, halves that are finite. */
    void putShared(MemorySegment data, long shared, int rows, int row, short scale, short minimum);

    /** Writes the factors of one row's group. */
    void putFactors(BlockLayout layout, MemorySegment source, long block, int number, MemorySegment data, long group, int rows, int row);
}
