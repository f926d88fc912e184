package org.dipscope.kernel;

import java.lang.foreign.MemorySegment;

/**
 * How the weights of a panel of rows lie in memory: the columns, which {@link ColumnMatrix} finds a place for, and apart from them the
 * scales, which 32 columns share, or 16: a block. The panel's rows are a multiple of {@link Lanes#TILE}; rows beyond the matrix are zero.
 * In all methods {@code rows} are the whole panel's, for they say where things are; a product may be for {@code count} of them from
 * {@code first} on, both multiples of the tile.
 *
 * <p>A product with a block goes in two steps: {@link #walk} adds columns to an accumulator that knows no scales yet, four at a
 * time, so that the accumulator is loaded and stored once for four; {@link #scale} brings the block's scales in and clears it. The accumulator
 * and the sums lie outside of Java's heap and begin on a cache line, as no array does: their vectors would else each take two lines.
 */
public interface BlockFormat {
    /** The most columns that share one scale. */
    int COLUMNS = 32;

    /** Columns of a block, which share one scale a row: a divisor of {@link #COLUMNS} and a multiple of 4. */
    default int columns() {
        return COLUMNS;
    }

    /** The format's name, as the tensor type's that it came from. */
    String name();

    /** Bytes of one column of {@code rows} rows, without the scales. */
    long columnBytes(int rows);

    /** Bytes of the scales of {@code blocks} blocks of {@code rows} rows; 0 where there are none. */
    long scaleBytes(int blocks, int rows);

    /**
     * {@code accumulator += Σ x_i · column_i} in this format's unscaled units, for four columns that begin at the given bytes.
     *
     * @param rows how many rows, a multiple of {@link Lanes#STEP}; those up to the tile's end, which are zero, may be taken with them
     */
    void walk(MemorySegment data, long o0, long o1, long o2, long o3, int rows, float x0, float x1, float x2, float x3, MemorySegment accumulator);

    /**
     * {@code sums[r] += scaled accumulator[r]}, then clears the accumulator.
     *
     * @param scales where the panel's scales begin
     * @param sum    the sum of the inputs that {@link #walk} saw for this block
     */
    void scale(MemorySegment data, long scales, int block, int rows, int first, int count, float sum, MemorySegment accumulator, MemorySegment sums);

    /**
     * Decodes one tile of some columns to floats without their scales.
     *
     * @param from   where the tile begins in the first column
     * @param stride bytes from one column to the next
     * @param target {@code [columns][TILE]}, column after column, from {@code offset} on
     */
    void decode(MemorySegment data, long from, long stride, int columns, float[] target, int offset);

    /**
     * Brings the scales into a decoded tile of a block.
     *
     * @param first   the tile's first row within the panel
     * @param weights {@code [}{@link #columns()}{@code ][TILE]} from {@code at} on, as {@link #decode} left them
     */
    void apply(MemorySegment data, long scales, int block, int rows, int first, float[] weights, int at);

    /**
     * One weight, by scalar arithmetic: what the vector kernels are held against.
     *
     * @param column where its column begins
     */
    float weight(MemorySegment data, long column, long scales, int block, int rows, int row);

    /**
     * Packs one block from the file's rows.
     *
     * @param source      the tensor, row after row
     * @param rowBytes    bytes of one of its rows
     * @param firstRow    the panel's first row in the tensor
     * @param presentRows how many of the panel's rows the tensor has; the others become zero
     * @param block       the number of the block within its row
     * @param columns     where each of the block's columns begins
     * @throws IllegalArgumentException if a scale is not a finite number
     */
    void pack(MemorySegment source, long rowBytes, int firstRow, int presentRows, int block, MemorySegment data, long[] columns, long scales, int rows);
}
