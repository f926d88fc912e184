package org.dipscope.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Matrix × vector for one token, whole or for chosen columns. The columns are cut into parts whose number depends on the matrix
 * alone, each part sums into an array of its own, and the arrays are added in order: the result does not depend on the threads.
 */
public final class VectorProduct implements WorkerPool.Task {
    private static final int PARTS = 4;

    private final WorkerPool workers;
    private static final long LINE = 64;

    private final MemorySegment[] accumulators;
    private float[][] partial = {};
    private final Operand first = new Operand();
    private final Operand second = new Operand();
    private int split;
    private long bytesRead;

    /** A product computed by these workers. */
    public VectorProduct(WorkerPool workers) {
        this.workers = workers;
        this.accumulators = new MemorySegment[workers.threads()];
        Arrays.fill(accumulators, MemorySegment.NULL);
    }

    /** {@code y[r] = Σ_c x[c]·W[r][c]} over the chosen columns; {@code y} has at least {@link ColumnMatrix#paddedRows()} floats from {@code yAt} on. */
    public void multiply(ColumnMatrix matrix, int[] chosen, int count, float[] x, int xAt, float[] y, int yAt) {
        first.set(matrix, chosen, count, x, xAt, y, yAt);
        runFirst();
        first.reduce(partial, 0);
    }

    /** Bytes of weights that products have read since the last call, from the layout of the matrices. */
    public long takeBytesRead() {
        long read = bytesRead;
        bytesRead = 0;
        return read;
    }

    private void runFirst() {
        split = first.parts;
        prepare(first.matrix.panelRows(), split);
        workers.run(split, this);
    }

    /**
     * Two products with the same input and the same columns in one go, as gate and up; in one walk through memory where
     * {@link MatrixPacker#pair} packed them.
     */
    public void multiply(ColumnMatrix matrix, ColumnMatrix other, int[] chosen, int count, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt) {
        if (matrix.isAbove(other)) {
            first.set(matrix.whole(), chosen, count, x, xAt, y, yAt);
            runFirst();
            first.sum(partial, 0, 0, matrix.panelRows(), y, yAt);
            first.sum(partial, 0, matrix.panelRows(), other.panelRows(), z, zAt);
            return;
        }
        first.set(matrix, chosen, count, x, xAt, y, yAt);
        second.set(other, chosen, count, x, xAt, z, zAt);
        split = first.parts;
        prepare(Math.max(matrix.panelRows(), other.panelRows()), first.parts + second.parts);
        workers.run(first.parts + second.parts, this);
        first.reduce(partial, 0);
        second.reduce(partial, first.parts);
    }

    private void prepare(int rows, int parts) {
        if (partial.length < parts || partial[0].length < rows) {
            partial = new float[Math.max(parts, partial.length)][Math.max(rows, partial.length == 0 ? 0 : partial[0].length)];
        }
        long bytes = (long) rows * Float.BYTES;
        if (accumulators[0].byteSize() < bytes) {
            Arrays.setAll(accumulators, i -> Arena.ofAuto().allocate(bytes, LINE));
        }
    }

    @Override
    public void run(int chunk, int worker) {
        if (chunk < split) {
            first.compute(chunk, partial[chunk], accumulators[worker]);
        } else {
            second.compute(chunk - split, partial[chunk], accumulators[worker]);
        }
    }

    /** One matrix and its vectors, held in fields so that a product allocates nothing. */
    private final class Operand {
        private ColumnMatrix matrix;
        private int[] chosen;
        private int count;
        private float[] x;
        private int xAt;
        private float[] y;
        private int yAt;
        private int parts;

        void set(ColumnMatrix matrix, int[] chosen, int count, float[] x, int xAt, float[] y, int yAt) {
            bytesRead += matrix.bytesRead(count);
            this.matrix = matrix;
            this.chosen = chosen;
            this.count = count;
            this.x = x;
            this.xAt = xAt;
            this.y = y;
            this.yAt = yAt;
            // A matrix of many panels is cut by panels, which need no adding up; one of a single panel by columns.
            this.parts = matrix.panels() > 1 ? matrix.panels() : Math.min(PARTS, matrix.blocks());
        }

        void compute(int part, float[] sums, MemorySegment accumulator) {
            int rows = matrix.panelRows();
            if (matrix.panels() > 1) {
                int at = yAt + part * rows;
                Arrays.fill(y, at, at + rows, 0f);
                matrix.multiply(part, 0, matrix.blocks(), chosen, count, x, xAt, y, at, accumulator);
            } else {
                Arrays.fill(sums, 0, rows, 0f);
                matrix.multiply(0, start(part), start(part + 1), chosen, count, x, xAt, sums, 0, accumulator);
            }
        }

        /** The first block of a part. Longer parts come first: two threads that take one after the other then end together. */
        private int start(int part) {
            return part * (matrix.blocks() / parts) + Math.min(part, matrix.blocks() % parts);
        }

        void reduce(float[][] partial, int from) {
            if (matrix.panels() == 1) {
                sum(partial, from, 0, matrix.panelRows(), y, yAt);
            }
        }

        /** Adds up some rows of the parts, in order, in one walk where there are as many parts as there can be. */
        void sum(float[][] partial, int from, int row, int rows, float[] target, int at) {
            if (parts == PARTS) {
                sum(partial[from], partial[from + 1], partial[from + 2], partial[from + 3], row, rows, target, at);
                return;
            }
            System.arraycopy(partial[from], row, target, at, rows);
            for (int part = 1; part < parts; part++) {
                float[] more = partial[from + part];
                for (int r = 0; r < rows; r++) {
                    target[at + r] += more[row + r];
                }
            }
        }

        private static void sum(float[] a, float[] b, float[] c, float[] d, int row, int rows, float[] target, int at) {
            for (int r = 0; r < rows; r++) {
                target[at + r] = a[row + r] + b[row + r] + c[row + r] + d[row + r];
            }
        }
    }
}
