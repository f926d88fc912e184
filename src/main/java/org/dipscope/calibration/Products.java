package org.dipscope.calibration;

import org.dipscope.gguf.TensorType;
import org.dipscope.kernel.BatchProduct;
import org.dipscope.kernel.ColumnMatrix;
import org.dipscope.kernel.MatrixPacker;
import org.dipscope.kernel.WorkerPool;
import org.ejml.data.DMatrixRMaj;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Products of plain matrices by the engine's own kernels, which are far quicker here than any library in plain Java. */
final class Products {
    private static final int TOKENS = 1024;
    private static final int ROWS = 40 * BatchProduct.GROUP;

    private final WorkerPool workers;
    private final Runnable between;
    private final BatchProduct batch;

    /**
     * Products by these threads.
     *
     * @param between run between two pieces of the work; what it throws ends the work
     */
    Products(WorkerPool workers, Runnable between) {
        this.workers = workers;
        this.between = between;
        this.batch = new BatchProduct(workers);
    }

    /** The threads that compute. */
    WorkerPool workers() {
        return workers;
    }

    /** {@code Σ_t a[t][i] · b[t][j]} over the first tokens, {@code [aWidth][bWidth]}: floats within 1,024 tokens, doubles beyond. */
    double[] cross(float[][] a, float[][] b, int tokens) {
        int aWidth = a[0].length;
        int bWidth = b[0].length;
        double[] sum = new double[Math.multiplyExact(aWidth, bWidth)];
        for (int from = 0; from < tokens; from += TOKENS) {
            between.run();
            int count = Math.min(TOKENS, tokens - from);
            float[] x = transposed(a, from, count, BatchProduct.padded(aWidth));
            try (Arena arena = Arena.ofShared()) {
                ColumnMatrix matrix = pack(arena, transposed(b, from, count, bWidth), bWidth, count);
                int stride = matrix.paddedRows();
                float[] y = new float[BatchProduct.padded(aWidth) * stride];
                batch.multiply(matrix, x, count, aWidth, y, 0, stride);
                for (int i = 0; i < aWidth; i++) {
                    for (int j = 0; j < bWidth; j++) {
                        sum[i * bWidth + j] += y[i * stride + j];
                    }
                }
            }
        }
        return sum;
    }

    /** {@code y[t][r] = Σ_c x[t][c] · w[r][c]}. */
    float[][] multiply(float[][] x, float[] weights, int rows) {
        int columns = x[0].length;
        float[][] result = new float[x.length][rows];
        try (Arena arena = Arena.ofShared()) {
            ColumnMatrix matrix = pack(arena, weights, rows, columns);
            int stride = matrix.paddedRows();
            float[] in = new float[ROWS * columns];
            float[] out = new float[ROWS * stride];
            for (int from = 0; from < x.length; from += ROWS) {
                between.run();
                int count = Math.min(ROWS, x.length - from);
                for (int t = 0; t < count; t++) {
                    System.arraycopy(x[from + t], 0, in, t * columns, columns);
                }
                batch.multiply(matrix, in, columns, count, out, 0, stride);
                for (int t = 0; t < count; t++) {
                    System.arraycopy(out, t * stride, result[from + t], 0, rows);
                }
            }
        }
        return result;
    }

    /** {@code map · W'} for weights {@code [rows][columns]}. */
    DMatrixRMaj timesTransposed(DMatrixRMaj map, float[] weights) {
        int columns = map.numCols;
        float[][] rows = new float[map.numRows][columns];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns; j++) {
                rows[i][j] = (float) map.data[i * columns + j];
            }
        }
        float[][] product = multiply(rows, weights, weights.length / columns);
        DMatrixRMaj result = new DMatrixRMaj(product.length, product[0].length);
        for (int i = 0; i < product.length; i++) {
            for (int j = 0; j < product[i].length; j++) {
                result.data[i * result.numCols + j] = product[i][j];
            }
        }
        return result;
    }

    private ColumnMatrix pack(Arena arena, float[] rowsOfFloats, int rows, int columns) {
        return new MatrixPacker(workers, arena).pack(TensorType.F32, new MemorySegment[] {MemorySegment.ofArray(rowsOfFloats)}, new int[] {rows}, columns, 0);
    }

    private static float[] transposed(float[][] values, int from, int count, int width) {
        float[] target = new float[Math.multiplyExact(width, count)];
        for (int t = 0; t < count; t++) {
            float[] row = values[from + t];
            for (int i = 0; i < row.length; i++) {
                target[i * count + t] = row[i];
            }
        }
        return target;
    }
}
