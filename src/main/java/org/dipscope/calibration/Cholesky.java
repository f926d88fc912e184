package org.dipscope.calibration;

import org.dipscope.kernel.WorkerPool;

/**
 * {@code A = L·L'} of a symmetric positive definite matrix in doubles, and what is solved by it; a panel of columns at a time, so that all
 * cores work on the rest of the matrix and somebody who waits is asked between two panels. Each element has one order of additions, whatever
 * the number of threads.
 */
final class Cholesky {
    private static final int PANEL = 64;
    /** Rows that one thread takes at a time, and columns of them at once: the panel's part stays in a second-level cache. */
    private static final int ROWS = 32;
    private static final int TILE = 512;
    /** Right-hand sides that one thread takes at a time: a panel of them stays in a first-level cache. */
    private static final int SLICE = 64;

    private final int n;
    private final double[] factor;
    private final WorkerPool workers;
    private final Runnable between;

    /**
     * Factors a matrix.
     *
     * @param matrix  {@code [n][n]}, of which the part on and below the diagonal is read, and replaced by {@code L}
     * @param between run between two pieces of the work, here and while solving; what it throws ends the work
     * @throws ArithmeticException where the matrix is not positive definite
     */
    Cholesky(double[] matrix, int n, WorkerPool workers, Runnable between) {
        this.n = n;
        this.factor = matrix;
        this.workers = workers;
        this.between = between;
        double[] turned = new double[PANEL * n];
        for (int from = 0; from < n; from += PANEL) {
            between.run();
            int start = from;
            int end = Math.min(n, from + PANEL);
            diagonal(from, end);
            chunks(end, (first, last) -> {
                for (int i = first; i < last; i++) {
                    panelRow(i, start, end);
                    for (int k = start; k < end; k++) {
                        turned[(k - start) * n + i] = factor[i * n + k];
                    }
                }
            });
            chunks(end, (first, last) -> subtract(first, last, start, end, turned));
        }
    }

    /** Rows from the first to before the last. */
    private interface Rows {
        void work(int first, int last);
    }

    private void chunks(int first, Rows rows) {
        workers.run((n - first + ROWS - 1) / ROWS, (chunk, _) -> rows.work(first + chunk * ROWS, Math.min(n, first + (chunk + 1) * ROWS)));
    }

    private void diagonal(int from, int end) {
        for (int i = from; i < end; i++) {
            panelRow(i, from, i);
            double rest = factor[i * n + i];
            for (int k = from; k < i; k++) {
                rest -= factor[i * n + k] * factor[i * n + k];
            }
            if (!(rest > 0) || Double.isInfinite(rest)) {
                throw new ArithmeticException("the matrix is not positive definite");
            }
            factor[i * n + i] = Math.sqrt(rest);
        }
    }

    /** The row's elements in the panel's columns up to the end, which the panel's own rows are known for. */
    private void panelRow(int i, int from, int end) {
        for (int j = from; j < end; j++) {
            double rest = factor[i * n + j];
            for (int k = from; k < j; k++) {
                rest -= factor[i * n + k] * factor[j * n + k];
            }
            factor[i * n + j] = rest / factor[j * n + j];
        }
    }

    /** What the panel explains of the rows, taken away from them. */
    private void subtract(int first, int last, int from, int end, double[] turned) {
        for (int tile = end; tile < last; tile += TILE) {
            for (int i = Math.max(first, tile); i < last; i++) {
                int count = Math.min(TILE, i + 1 - tile);
                int k = from;
                for (; k + 4 <= end; k += 4) {
                    int at = i * n + k;
                    subtract(factor, i * n + tile, turned, (k - from) * n + tile, n, count, factor[at], factor[at + 1], factor[at + 2], factor[at + 3]);
                }
                for (; k < end; k++) {
                    subtract(factor, i * n + tile, turned, (k - from) * n + tile, count, factor[i * n + k]);
                }
            }
        }
    }

    /** Solves {@code A·X = B} in the place of {@code B}, {@code [n][columns]}. */
    void solve(double[] b, int columns) {
        for (int from = 0; from < n; from += PANEL) {
            int start = from;
            int end = Math.min(n, from + PANEL);
            slices(columns, (first, count) -> forward(b, columns, first, count, start, end));
        }
        for (int from = (n - 1) / PANEL * PANEL; from >= 0; from -= PANEL) {
            int start = from;
            int end = Math.min(n, from + PANEL);
            slices(columns, (first, count) -> backward(b, columns, first, count, start, end));
        }
    }

    private void slices(int columns, Rows slices) {
        between.run();
        workers.run((columns + SLICE - 1) / SLICE, (slice, _) -> slices.work(slice * SLICE, Math.min(SLICE, columns - slice * SLICE)));
    }

    private void forward(double[] b, int columns, int first, int count, int from, int end) {
        for (int i = from; i < n; i++) {
            int to = Math.min(i, end);
            int k = from;
            for (; k + 4 <= to; k += 4) {
                int at = i * n + k;
                subtract(b, i * columns + first, b, k * columns + first, columns, count, factor[at], factor[at + 1], factor[at + 2], factor[at + 3]);
            }
            for (; k < to; k++) {
                subtract(b, i * columns + first, b, k * columns + first, count, factor[i * n + k]);
            }
            if (i < end) {
                divide(b, i * columns + first, count, factor[i * n + i]);
            }
        }
    }

    private void backward(double[] b, int columns, int first, int count, int from, int end) {
        for (int i = end - 1; i >= 0; i--) {
            int k = Math.max(i + 1, from);
            for (; k + 4 <= end; k += 4) {
                int at = k * n + i;
                subtract(b, i * columns + first, b, k * columns + first, columns, count, factor[at], factor[at + n], factor[at + 2 * n], factor[at + 3 * n]);
            }
            for (; k < end; k++) {
                subtract(b, i * columns + first, b, k * columns + first, count, factor[k * n + i]);
            }
            if (i >= from) {
                divide(b, i * columns + first, count, factor[i * n + i]);
            }
        }
    }

    /** Four rows at once: a sum is loaded and stored a fourth as often. */
    private static void subtract(double[] target, int at, double[] rows, int one, int step, int count, double first, double second, double third, double fourth) {
        int two = one + step;
        int three = two + step;
        int four = three + step;
        for (int j = 0; j < count; j++) {
            target[at + j] -= first * rows[one + j] + second * rows[two + j] + third * rows[three + j] + fourth * rows[four + j];
        }
    }

    private static void subtract(double[] target, int at, double[] rows, int from, int count, double times) {
        for (int j = 0; j < count; j++) {
            target[at + j] -= times * rows[from + j];
        }
    }

    private static void divide(double[] target, int at, int count, double by) {
        for (int j = 0; j < count; j++) {
            target[at + j] /= by;
        }
    }

    /** An element of {@code L} on or below the diagonal. */
    double at(int row, int column) {
        return factor[row * n + column];
    }
}
