package org.dipscope.kernel;

import jdk.incubator.vector.FloatVector;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Matrix × vector for one token, whole or for chosen columns. The columns are cut into parts whose number depends on the matrix
 * alone, each part sums into an array of its own, and the arrays are added in order: the result does not depend on the threads.
 */
public final class VectorProduct implements WorkerPool.Task {
    private static final int PARTS = 4;

    private final WorkerPool workers;
    private final MemorySegment[] accumulators;
    /** One for each worker, for parts that are panels. */
    private final MemorySegment[] panelSums;
    /** One for each part that is some columns of a single panel. */
    private MemorySegment[] partSums = {};
    private final Operand first = new Operand();
    private final Operand second = new Operand();
    private int split;
    private long bytesRead;

    /** A product computed by these workers. */
    public VectorProduct(WorkerPool workers) {
        this.workers = workers;
        this.accumulators = new MemorySegment[workers.threads()];
        this.panelSums = new MemorySegment[workers.threads()];
        Arrays.fill(accumulators, MemorySegment.NULL);
    }

    /** {@code y[r] = Σ_c x[c]·W[r][c]} over the chosen columns; {@code y} has at least {@link ColumnMatrix#paddedRows()} floats from {@code yAt} on. */
    public void multiply(ColumnMatrix matrix, int[] chosen, int count, float[] x, int xAt, float[] y, int yAt) {
        first.set(matrix, chosen, count, x, xAt, y, yAt);
        runFirst();
        first.reduce(0);
    }

    /** Bytes of weights that products have read since the last call, from the layout of the matrices. */
    public long takeBytesRead() {
        long read = bytesRead;
        bytesRead = 0;
        return read;
    }

    private void runFirst() {
        split = first.parts;
        prepare(first.matrix.panelRows());
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
            first.sum(0, 0, matrix.panelRows(), y, yAt);
            first.sum(0, matrix.panelRows(), other.panelRows(), z, zAt);
            return;
        }
        first.set(matrix, chosen, count, x, xAt, y, yAt);
        second.set(other, chosen, count, x, xAt, z, zAt);
        split = first.parts;
        prepare(Math.max(matrix.panelRows(), other.panelRows()));
        workers.run(first.parts + second.parts, this);
        first.reduce(0);
        second.reduce(PARTS);
    }

    private void prepare(int rows) {
        if (accumulators[0].byteSize() < (long) rows * Float.BYTES) {
            Arrays.setAll(accumulators, i -> Lines.floats(rows));
            Arrays.setAll(panelSums, i -> Lines.floats(rows));
            partSums = new MemorySegment[2 * PARTS];
            Arrays.setAll(partSums, i -> Lines.floats(rows));
        }
    }

    @Override
    public void run(int chunk, int worker) {
        if (chunk < split) {
            first.compute(chunk, worker, 0);
        } else {
            second.compute(chunk - split, worker, PARTS);
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

        void compute(int part, int worker, int from) {
            int rows = matrix.panelRows();
            if (matrix.panels() > 1) {
                Lines.clear(panelSums[worker], rows);
                matrix.multiply(part, 0, matrix.blocks(), chosen, count, x, xAt, accumulators[worker], panelSums[worker]);
                MemorySegment.copy(panelSums[worker], ValueLayout.JAVA_FLOAT, 0, y, yAt + part * rows, Math.min(rows, matrix.paddedRows() - part * rows));
            } else {
                Lines.clear(partSums[from + part], rows);
                matrix.multiply(0, start(part), start(part + 1), chosen, count, x, xAt, accumulators[worker], partSums[from + part]);
            }
        }

        /** The first block of a part. Longer parts come first: two threads that take one after the other then end together. */
        private int start(int part) {
            return part * (matrix.blocks() / parts) + Math.min(part, matrix.blocks() % parts);
        }

        void reduce(int from) {
            if (matrix.panels() == 1) {
                sum(from, 0, matrix.paddedRows(), y, yAt);
            }
        }

        /** Adds up some rows of the parts, in order, in one walk where there are as many parts as there can be. */
        void sum(int from, int row, int rows, float[] target, int at) {
            if (parts == PARTS) {
                sum(partSums[from], partSums[from + 1], partSums[from + 2], partSums[from + 3], row, rows, target, at);
                return;
            }
            MemorySegment.copy(partSums[from], ValueLayout.JAVA_FLOAT, (long) row * Float.BYTES, target, at, rows);
            for (int part = 1; part < parts; part++) {
                MemorySegment more = partSums[from + part];
                for (int r = 0; r < rows; r++) {
                    target[at + r] += more.getAtIndex(ValueLayout.JAVA_FLOAT, row + r);
                }
            }
        }

        private static void sum(MemorySegment a, MemorySegment b, MemorySegment c, MemorySegment d, int row, int rows, float[] target, int at) {
            for (int r = 0; r < rows; r += Lanes.COUNT) {
                long from = 4L * (row + r);
                FloatVector.fromMemorySegment(Lanes.FLOATS, a, from, Lanes.ORDER).add(FloatVector.fromMemorySegment(Lanes.FLOATS, b, from, Lanes.ORDER))
                        .add(FloatVector.fromMemorySegment(Lanes.FLOATS, c, from, Lanes.ORDER)).add(FloatVector.fromMemorySegment(Lanes.FLOATS, d, from, Lanes.ORDER))
                        .intoArray(target, at + r);
            }
        }
    }
}
