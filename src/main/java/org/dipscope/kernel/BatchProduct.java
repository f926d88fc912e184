package org.dipscope.kernel;

import java.util.Arrays;

/**
 * Matrix × matrix for many tokens at once: a tile of weights is decoded to floats once and multiplied with every token while it
 * sits in the cache, so that the prompt costs arithmetic and not memory. Threads take a tile each; of the tiles that do not go round, each thread
 * takes a part of the tokens.
 */
public final class BatchProduct implements WorkerPool.Task {
    /** Tokens are handled in groups of this many; buffers of tokens are a multiple of it. */
    public static final int GROUP = SixInputs.COUNT;
    /** The most columns between loading a sum and storing it; the weights of so many still lie in the second cache. */
    private static final int DEPTH = 18 * BlockFormat.COLUMNS;
    /** From so many tokens for each thread, a tile that is decoded by each of them costs less than threads that wait. */
    private static final int SHARED = 4 * GROUP;

    private final WorkerPool workers;
    private final float[][] decoded;
    /** A tile's sums, {@code [tokens][TILE]} for each worker. */
    private final float[][] sums;
    private ColumnMatrix matrix;
    private float[] x;
    private int xStride;
    private int tokens;
    private int whole;
    private int parts;
    private float[] y;
    private int yAt;
    private int yStride;

    /** A product computed by these workers. */
    public BatchProduct(WorkerPool workers) {
        this.workers = workers;
        this.decoded = new float[workers.threads()][DEPTH * Lanes.TILE];
        this.sums = new float[workers.threads()][];
        Arrays.fill(sums, new float[0]);
    }

    /** The least multiple of {@link #GROUP} that holds this many tokens. */
    public static int padded(int tokens) {
        return ColumnMatrix.ceil(tokens, GROUP) * GROUP;
    }

    /**
     * {@code y[yAt + t][r] = Σ_c x[t][c]·W[r][c]}.
     *
     * @param x       {@code [padded(tokens)][xStride]}
     * @param xStride at least the matrix's columns
     * @param tokens  how many tokens; those up to {@link #padded} are computed too and mean nothing
     * @param y       {@code [padded(tokens)][yStride]}, from {@code yAt} on
     * @param yStride at least {@link ColumnMatrix#paddedRows()}
     */
    public void multiply(ColumnMatrix matrix, float[] x, int xStride, int tokens, float[] y, int yAt, int yStride) {
        this.matrix = matrix;
        this.x = x;
        this.xStride = xStride;
        this.tokens = padded(tokens);
        this.y = y;
        this.yAt = yAt;
        this.yStride = yStride;
        int tiles = matrix.panels() * (matrix.panelRows() / Lanes.TILE);
        int full = matrix.rows() / Lanes.TILE;
        parts = this.tokens < SHARED * workers.threads() ? 1 : workers.threads();
        whole = parts == 1 ? tiles : full - full % parts;
        workers.run(whole + (tiles - whole) * parts, this);
    }

    @Override
    public void run(int chunk, int worker) {
        if (chunk < whole) {
            run(chunk, 0, tokens, worker);
            return;
        }
        int part = (chunk - whole) % parts;
        int groups = tokens / GROUP;
        run(whole + (chunk - whole) / parts, part * groups / parts * GROUP, (part + 1) * groups / parts * GROUP, worker);
    }

    /** Some tokens' sums over a tile of rows. */
    private void run(int tile, int from, int to, int worker) {
        int tilesPerPanel = matrix.panelRows() / Lanes.TILE;
        int panel = tile / tilesPerPanel;
        int rowInPanel = tile % tilesPerPanel * Lanes.TILE;
        int row = yAt + panel * matrix.panelRows() + rowInPanel;
        // Rows that only fill the tile up are left out, as far as whole steps go.
        int rows = Math.min(Lanes.TILE, matrix.rows() - panel * matrix.panelRows() - rowInPanel);
        if (rows <= 0) {
            return;
        }
        float[] weights = decoded[worker];
        float[] tokenSums = cleared(worker, to - from);
        int columns = matrix.format().columns();
        int steps = ColumnMatrix.ceil(matrix.blocks(), DEPTH / columns);
        int blocks = ColumnMatrix.ceil(matrix.blocks(), steps);
        for (int block = 0; block < matrix.blocks(); block += blocks) {
            int column = block * columns;
            int depth = Math.min(blocks * columns, matrix.columns() - column);
            for (int b = 0; b < blocks && block + b < matrix.blocks(); b++) {
                matrix.decode(panel, block + b, rowInPanel, weights, b * columns * Lanes.TILE);
            }
            for (int first = 0; first < rows; first += SixInputs.STRIP) {
                for (int t = from; t < to; t += GROUP) {
                    SixInputs.accumulate(weights, first, Lanes.TILE, depth, x, t * xStride + column, xStride, tokenSums, (t - from) * Lanes.TILE + first, Lanes.TILE);
                }
            }
        }
        // Where rows of outputs are a large power of two apart, they share a few places in the caches: each is written once.
        for (int t = from; t < to; t++) {
            System.arraycopy(tokenSums, (t - from) * Lanes.TILE, y, t * yStride + row, Lanes.TILE);
        }
    }

    private float[] cleared(int worker, int count) {
        if (sums[worker].length < count * Lanes.TILE) {
            sums[worker] = new float[count * Lanes.TILE];
        } else {
            Arrays.fill(sums[worker], 0, count * Lanes.TILE, 0f);
        }
        return sums[worker];
    }
}
