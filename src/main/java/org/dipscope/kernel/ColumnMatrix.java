package org.dipscope.kernel;

import java.lang.foreign.MemorySegment;

/**
 * A matrix {@code [rows][columns]} in column order: panels of rows, in each panel blocks of 32 or 16 columns, in each block whole
 * columns. A column that is left out of a product is not read. Immutable once packed.
 */
public final class ColumnMatrix {
    private static final int SLACK = 64;

    private final BlockFormat format;
    private final int rows;
    private final int columns;
    private final int panelRows;
    private final int panels;
    private final int blocks;
    private final MemorySegment data;
    private final int[] everyColumn;
    /** The matrix whose memory this one shares as some of its rows; itself where it has its own. */
    private final ColumnMatrix whole;
    /** The first row within the whole's panel. */
    private final int first;

    /**
     * A matrix over memory that {@link MatrixPacker} has filled or will fill.
     *
     * @param panelRows rows of a panel, a multiple of {@link #tile()}
     * @param data      at least {@link #bytes(BlockFormat, int, int, int)} bytes
     */
    ColumnMatrix(BlockFormat format, int rows, int columns, int panelRows, MemorySegment data) {
        this.format = format;
        this.rows = rows;
        this.columns = columns;
        this.panelRows = panelRows;
        this.panels = ceil(rows, panelRows);
        this.blocks = ceil(columns, format.columns());
        this.data = data;
        this.everyColumn = new int[columns];
        for (int i = 0; i < columns; i++) {
            everyColumn[i] = i;
        }
        this.whole = this;
        this.first = 0;
    }

    private ColumnMatrix(ColumnMatrix whole, int first, int rows) {
        this.format = whole.format;
        this.rows = rows;
        this.columns = whole.columns;
        this.panelRows = padded(rows);
        this.panels = 1;
        this.blocks = whole.blocks;
        this.data = whole.data;
        this.everyColumn = whole.everyColumn;
        this.whole = whole;
        this.first = first;
    }

    /** Some rows of a matrix of one panel, {@code first} being a multiple of the tile; the weights are shared. */
    ColumnMatrix window(int first, int rows) {
        return new ColumnMatrix(this, first, rows);
    }

    /** Whether this matrix and the other make up one, this one above the other. */
    boolean isAbove(ColumnMatrix other) {
        return whole == other.whole && this != other && first == 0 && other.first == panelRows && panelRows + other.panelRows == whole.panelRows;
    }

    /** The matrix that this one is a part of. */
    ColumnMatrix whole() {
        return whole;
    }

    /** Where the rows of this matrix begin within a panel in memory. */
    int first() {
        return first;
    }

    /** Rows of a panel in memory, which tell one column's distance from the next. */
    int stride() {
        return whole.panelRows;
    }

    /** Rows that the kernels handle at once; panels and outputs are multiples of it. */
    public static int tile() {
        return Lanes.TILE;
    }

    /** The least multiple of the tile that holds this many rows. */
    public static int padded(int rows) {
        return ceil(rows, Lanes.TILE) * Lanes.TILE;
    }

    /** Bytes that a matrix of this shape takes, with room for the last vector to read past its lanes. */
    static long bytes(BlockFormat format, int rows, int columns, int panelRows) {
        return ceil(rows, panelRows) * format.panelBytes(ceil(columns, format.columns()), panelRows) + SLACK;
    }

    static int ceil(int n, int unit) {
        return Math.toIntExact(((long) n + unit - 1) / unit);
    }

    /** Rows of the matrix, that is outputs. */
    public int rows() {
        return rows;
    }

    /** Columns of the matrix, that is inputs. */
    public int columns() {
        return columns;
    }

    /** Rows of a panel, padding included. */
    public int panelRows() {
        return panelRows;
    }

    /** Rows of all panels, padding included: what a product writes. */
    public int paddedRows() {
        return panels * panelRows;
    }

    /** How many panels there are. */
    public int panels() {
        return panels;
    }

    /** How many blocks of columns there are in a panel. */
    public int blocks() {
        return blocks;
    }

    /** Bytes of the packed weights, padding included. */
    public long bytes() {
        return bytes(format, rows, columns, panelRows);
    }

    /**
     * Bytes that a product with so many of the columns reads: these columns and the scales of all blocks, padding rows included. Where
     * a mask leaves whole blocks out it is less by their scales.
     */
    long bytesRead(int count) {
        long quants = (long) blocks * format.columns() * format.columnBytes(stride());
        long scales = (format.panelBytes(blocks, stride()) - quants) * panelRows / stride();
        return panels * (scales + count * format.columnBytes(panelRows));
    }

    /** The format of its blocks. */
    public BlockFormat format() {
        return format;
    }

    MemorySegment data() {
        return data;
    }

    long block(int panel, int block) {
        return format.place(panel * format.panelBytes(blocks, stride()), block, stride());
    }

    /** Every column, for a dense product: {@code 0, 1, 2, …}; only to be read. */
    public int[] everyColumn() {
        return everyColumn;
    }

    /**
     * {@code y[offset + r] += Σ_c x[c]·W[r][c]} over the chosen columns of some blocks, for all rows of one panel.
     *
     * @param panel       the panel
     * @param fromBlock   the first block
     * @param toBlock     the block after the last
     * @param chosen      chosen columns, ascending
     * @param count       how many of them there are
     * @param x           {@code [columns]}, from {@code xOffset} on
     * @param y           at least {@link #panelRows()} floats from {@code offset} on
     * @param accumulator at least {@link #panelRows()} floats, all zero, and all zero again afterwards
     */
    public void multiply(int panel, int fromBlock, int toBlock, int[] chosen, int count, float[] x, int xOffset, float[] y, int offset, float[] accumulator) {
        int width = format.columns();
        int next = lowerBound(chosen, count, fromBlock * width);
        for (int block = fromBlock; block < toBlock; block++) {
            int limit = (block + 1) * width;
            int first = next;
            float sum = 0;
            while (next < count && chosen[next] < limit) {
                sum += x[xOffset + chosen[next]];
                next++;
            }
            if (next > first) {
                long at = block(panel, block);
                walk(at, chosen, first, next, x, xOffset, accumulator);
                format.scale(data, at, stride(), this.first, panelRows, sum, accumulator, y, offset);
            }
        }
    }

    /**
     * Four columns at a time, each from its own quarter of the block: four streams that run on through memory keep the
     * prefetcher going, where four neighbours would end and begin anew with every group.
     */
    private void walk(long block, int[] chosen, int first, int next, float[] x, int xOffset, float[] accumulator) {
        int quarter = (next - first + 3) / 4;
        int last = next - 1;
        int origin = chosen[first] & -format.columns();
        for (int n = first; n < first + quarter; n++) {
            int n1 = n + quarter;
            int n2 = n1 + quarter;
            int n3 = n2 + quarter;
            int c0 = chosen[n];
            int c1 = chosen[Math.min(n1, last)];
            int c2 = chosen[Math.min(n2, last)];
            int c3 = chosen[Math.min(n3, last)];
            format.walk(data, block, stride(), this.first, panelRows, c0 - origin, c1 - origin, c2 - origin, c3 - origin,
                    x[xOffset + c0], n1 < next ? x[xOffset + c1] : 0, n2 < next ? x[xOffset + c2] : 0, n3 < next ? x[xOffset + c3] : 0, accumulator);
        }
    }

    private static int lowerBound(int[] sorted, int count, int value) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** One weight, by scalar arithmetic. */
    public float weight(int row, int column) {
        return format.weight(data, block(row / panelRows, column / format.columns()), stride(), first + row % panelRows, column % format.columns());
    }
}
