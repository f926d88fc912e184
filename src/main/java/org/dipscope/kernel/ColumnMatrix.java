package org.dipscope.kernel;

import java.lang.foreign.MemorySegment;

/**
 * A matrix {@code [rows][columns]} in column order: panels of rows, in each panel the scales of all blocks and then whole columns. A
 * column that is left out of a product is not read. Immutable once packed.
 *
 * <p>A product walks four columns of a block at a time. They come from the block's four quarters, and a panel keeps the first quarters of
 * all its blocks together, then the second ones, and so on: each of the four walks then runs on through memory from one block to the next, and the
 * processor, which sees four streams without an end, reads ahead in all of them.
 */
public final class ColumnMatrix {
    private static final int SLACK = 64;
    private static final int QUARTERS = 4;

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
        return ceil(rows, panelRows) * panelBytes(format, ceil(columns, format.columns()), panelRows) + SLACK;
    }

    private static long panelBytes(BlockFormat format, int blocks, int panelRows) {
        return scaleBytes(format, blocks, panelRows) + (long) blocks * format.columns() * format.columnBytes(panelRows);
    }

    /** The scales' bytes up to the columns, which begin on a line. */
    private static long scaleBytes(BlockFormat format, int blocks, int panelRows) {
        return (format.scaleBytes(blocks, panelRows) + Lines.LINE - 1) / Lines.LINE * Lines.LINE;
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

    /** The matrix's rows up to a whole tile: what a product writes. */
    public int paddedRows() {
        return padded(rows);
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
        long scales = format.scaleBytes(blocks, stride()) * panelRows / stride();
        return panels * (scales + count * format.columnBytes(panelRows));
    }

    /** The format of its blocks. */
    public BlockFormat format() {
        return format;
    }

    MemorySegment data() {
        return data;
    }

    /** Where the scales of a panel begin. */
    private long scales(int panel) {
        return panel * panelBytes(format, blocks, stride());
    }

    /** Where the columns of a panel begin, at the first row of this matrix. */
    private long columns(int panel) {
        return scales(panel) + scaleBytes(format, blocks, stride()) + format.columnBytes(first);
    }

    /** How far a column of a block is from the first one of its panel, in columns. */
    private long place(int block, int column) {
        int run = format.columns() / QUARTERS;
        return ((long) (column / run) * blocks + block) * run + column % run;
    }

    /** Where a column begins in memory, at the first row of this matrix in its panel. */
    long column(int panel, int block, int column) {
        return columns(panel) + place(block, column) * format.columnBytes(stride());
    }

    /** Takes a block of a panel from a file's rows. */
    void pack(MemorySegment source, long rowBytes, int panel, int block) {
        long[] starts = new long[format.columns()];
        int run = starts.length / QUARTERS;
        long stride = format.columnBytes(panelRows);
        for (int i = 0; i < starts.length; i++) {
            starts[i] = i % run == 0 ? column(panel, block, i) : starts[i - 1] + stride;
        }
        int firstRow = panel * panelRows;
        format.pack(source, rowBytes, firstRow, Math.min(panelRows, rows - firstRow), block, data, starts, scales(panel), panelRows);
    }

    /**
     * Decodes one tile of a block to floats.
     *
     * @param firstRow the tile's first row within the panel, a multiple of the tile
     * @param target   {@code [columns of a block][tile]}, column after column, from {@code offset} on
     */
    void decode(int panel, int block, int firstRow, float[] target, int offset) {
        int run = format.columns() / QUARTERS;
        long stride = format.columnBytes(stride());
        for (int quarter = 0; quarter < QUARTERS; quarter++) {
            long from = column(panel, block, quarter * run) + format.columnBytes(firstRow);
            format.decode(data, from, stride, run, target, offset + quarter * run * Lanes.TILE);
        }
        format.apply(data, scales(panel), block, stride(), first + firstRow, target, offset);
    }

    /** Every column, for a dense product: {@code 0, 1, 2, …}; only to be read. */
    public int[] everyColumn() {
        return everyColumn;
    }

    /**
     * {@code sums[r] += Σ_c x[c]·W[r][c]} over the chosen columns of some blocks, for all rows of one panel.
     *
     * @param panel       the panel
     * @param fromBlock   the first block
     * @param toBlock     the block after the last
     * @param chosen      chosen columns, ascending
     * @param count       how many of them there are
     * @param x           {@code [columns]}, from {@code xOffset} on
     * @param accumulator at least {@link #panelRows()} floats on whole lines, all zero, and all zero again afterwards
     * @param sums        at least {@link #panelRows()} floats on whole lines
     */
    public void multiply(int panel, int fromBlock, int toBlock, int[] chosen, int count, float[] x, int xOffset, MemorySegment accumulator, MemorySegment sums) {
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
                walk(panel, block, chosen, first, next, x, xOffset, accumulator);
                format.scale(data, scales(panel), block, stride(), this.first, panelRows, sum, accumulator, sums);
            }
        }
    }

    /** Four columns at a time, one from each quarter of those that are chosen. */
    private void walk(int panel, int block, int[] chosen, int first, int next, float[] x, int xOffset, MemorySegment accumulator) {
        int quarter = (next - first + QUARTERS - 1) / QUARTERS;
        int last = next - 1;
        int origin = block * format.columns();
        long columns = columns(panel);
        long stride = format.columnBytes(stride());
        // Rows that only fill the last tile up are left out, as far as whole steps go.
        int present = ceil(Math.min(panelRows, rows - panel * panelRows), Lanes.STEP) * Lanes.STEP;
        for (int n = first; n < first + quarter; n++) {
            int n1 = n + quarter;
            int n2 = n1 + quarter;
            int n3 = n2 + quarter;
            int c0 = chosen[n];
            int c1 = chosen[Math.min(n1, last)];
            int c2 = chosen[Math.min(n2, last)];
            int c3 = chosen[Math.min(n3, last)];
            format.walk(data, columns + place(block, c0 - origin) * stride, columns + place(block, c1 - origin) * stride,
                    columns + place(block, c2 - origin) * stride, columns + place(block, c3 - origin) * stride, present,
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
        int panel = row / panelRows;
        int block = column / format.columns();
        // The column's start in the whole, for a row is counted from there.
        long start = column(panel, block, column % format.columns()) - format.columnBytes(first);
        return format.weight(data, start, scales(panel), block, stride(), first + row % panelRows);
    }
}
