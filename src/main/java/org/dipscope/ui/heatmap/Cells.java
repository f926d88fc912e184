package org.dipscope.ui.heatmap;

/**
 * What a heatmap shows: one level of 0 to 255 for each column of each row, {@code [rows][columns]} flattened. Its owner fills it
 * anew on the thread that draws it; a palette says what the levels mean.
 */
public final class Cells {
    /** Nothing to show. */
    public static final Cells NONE = new Cells(0, 0);

    private final int rows;
    private final int columns;
    private final byte[] levels;

    /** All levels 0. */
    public Cells(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        this.levels = new byte[rows * columns];
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** The live levels, to be filled by the owner. */
    public byte[] levels() {
        return levels;
    }

    /** The level of a cell, in [0, 255]. */
    public int level(int row, int column) {
        return levels[row * columns + column] & 255;
    }

    /** Whether there is nothing to show. */
    public boolean isEmpty() {
        return levels.length == 0;
    }

    /** Whether these are cells of that many rows and columns. */
    public boolean isOf(int otherRows, int otherColumns) {
        return rows == otherRows && columns == otherColumns;
    }
}
