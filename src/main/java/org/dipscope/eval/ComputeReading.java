package org.dipscope.eval;

import org.dipscope.gguf.TensorType;
import org.dipscope.kernel.BatchProduct;
import org.dipscope.kernel.ColumnMatrix;
import org.dipscope.kernel.MatrixPacker;
import org.dipscope.kernel.WorkerPool;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How fast this machine computes with the engine's own kernel: products of one matrix with many tokens, which is what prompts are made of, where every
 * weight that was read serves all tokens. No product of a single token is faster.
 *
 * @param threads how many computed at once
 * @param passes  operations/s of each pass, those that warm up left out
 */
public record ComputeReading(int threads, double[] passes) {
    /** Passes that give a median which repeats within a few percent, in about two seconds. */
    public static final int USUAL_PASSES = 9;
    private static final int ROWS = 1536;
    private static final int COLUMNS = 576;
    private static final int TOKENS = 40 * BatchProduct.GROUP;
    private static final int PRODUCTS = 8;
    private static final int WARM_UP = 30;

    /**
     * Measures.
     *
     * @param threads 1 or more
     * @param passes  how many passes count, 1 or more
     */
    public static ComputeReading measure(int threads, int passes) {
        SplittableRandom random = new SplittableRandom(1);
        float[] weights = floats(random, ROWS * COLUMNS);
        float[] x = floats(random, TOKENS * COLUMNS);
        double[] rates = new double[passes];
        try (WorkerPool workers = new WorkerPool(threads); Arena arena = Arena.ofShared()) {
            ColumnMatrix matrix = new MatrixPacker(workers, arena).pack(TensorType.F32, new MemorySegment[] {MemorySegment.ofArray(weights)}, new int[] {ROWS}, COLUMNS, 0);
            float[] y = new float[TOKENS * matrix.paddedRows()];
            BatchProduct product = new BatchProduct(workers);
            for (int pass = -WARM_UP; pass < passes; pass++) {
                long start = System.nanoTime();
                for (int i = 0; i < PRODUCTS; i++) {
                    product.multiply(matrix, x, COLUMNS, TOKENS, y, 0, matrix.paddedRows());
                }
                if (pass >= 0) {
                    rates[pass] = 2.0 * ROWS * COLUMNS * TOKENS * PRODUCTS / ((System.nanoTime() - start) / 1e9);
                }
            }
            double expected = 0;
            for (int column = 0; column < COLUMNS; column++) {
                expected += (double) weights[column] * x[column];
            }
            if (!(Math.abs(y[0] - expected) < 1e-2)) {
                throw new IllegalStateException("the product is wrong, so it was not computed");
            }
        }
        return new ComputeReading(threads, rates);
    }

    private static float[] floats(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    /** The median of the passes in operations/s. */
    public double rate() {
        double[] sorted = passes.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
