package org.dipscope.kernel;

import java.lang.foreign.MemorySegment;

/**
 * How 32 columns, or 16, of a panel of rows lie in memory, and the products with them. The panel's rows are a multiple of
 * {@link Lanes#TILE}; rows beyond the matrix are zero. In all methods {@code rows} are the whole panel's, for they say where things
 * are; a product may be for {@code count} of them from {@code first} on, both multiples of the tile.
 *
 * <p>A product with a block goes in two steps: {@link #walk} adds columns to an accumulator that knows no scales yet, four at a
 * time, so that the accumulator is loaded and stored once for four; {@link #scale} brings the block's scales in and clears it.
 */
public interface BlockFormat {
    /** The most columns that share one scale. */
    int COLUMNS = 32;

    /** Columns of a block, which share one scale a row: a divisor of {@link #COLUMNS}. */
    default int columns() {
        return COLUMNS;
    }

    /** The format's name, as the tensor type's that it came from. */
    String name();

    /** Bytes of one block of {@code rows} rows. */
    long blockBytes(int rows);

    /** Bytes of one column of {@code rows} rows, without the scales. */
    long columnBytes(int rows);

    /** Bytes of {@code blocks} blocks of {@code rows} rows. */
    default long panelBytes(int blocks, int rows) {
        return blocks * blockBytes(rows);
    }

    /**
     * Where a block of a panel is, as all other methods take it: an address, or, where blocks share something, what the format finds both by.
     *
     * @param panel the address of the panel
     */
    default long place(long panel, int block, int rows) {
        return panel + block * blockBytes(rows);
    }

    /** The address of a column of the block. */
    default long column(long block, int rows, int column) {
        return block + blockBytes(rows) - (COLUMNS - column) * columnBytes(rows);
    }

    /** {@code accumulator += Σ x_i · column_i} for four columns of the block at {@code block}, in this format's unscaled units. */
    void walk(MemorySegment data, long block, int rows, int first, int count, int c0, int c1, int c2, int c3,
              float x0, float x1, float x2, float x3, float[] accumulator);

    /**
     * {@code y[offset + r] += scaled accumulator[r]}, then clears the accumulator.
     *
     * @param sum the sum of the inputs that {@link #walk} saw for this block
     */
    void scale(MemorySegment data, long block, int rows, int first, int count, float sum, float[] accumulator, float[] y, int offset);

    /**
     * Decodes one tile of the block to floats.
     *
     * @param firstRow the tile's first row within the panel, a multiple of {@link Lanes#TILE}
     * @param target   {@code [columns][TILE]}, column after column, from {@code offset} on
     */
    void decode(MemorySegment data, long block, int rows, int firstRow, float[] target, int offset);

    /** One weight, by scalar arithmetic: what the vector kernels are held against. */
    float weight(MemorySegment data, long block, int rows, int row, int column);

    /**
     * Packs one block from the file's rows.
     *
     * @param source      the tensor, row after row
     * @param rowBytes    bytes of one of its rows
     * @param firstRow    the panel's first row in the tensor
     * @param presentRows how many of the panel's rows the tensor has; the others become zero
     * @param blockOfRow  the number of the block within its row
     * @throws IllegalArgumentException if a scale is not a finite number
     */
    void pack(MemorySegment source, long rowBytes, int firstRow, int presentRows, int blockOfRow, MemorySegment data, long block, int rows);
}
