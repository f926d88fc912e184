package org.dipscope.kernel;

import org.dipscope.gguf.TensorType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/**
 * The products of one token at the sample model's sizes, over so many layers that no cache holds them: the time of one layer's
 * product. {@code density} is the share of columns. Types with blocks of 256 get a hidden size of 768 instead of 576.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class VectorProductBenchmark {
    private static final int LAYERS = 64;
    private static final int HIDDEN = 576;
    private static final int INTERMEDIATE = 1536;

    @Param("Q4_1")
    public TensorType type;

    @Param({"1", "0.6", "0.5", "0.25"})
    public double density;

    @Param({"1", "2"})
    public int threads;

    private WorkerPool workers;
    private PackedMatrices matrices;
    private VectorProduct product;
    private ColumnMatrix[][] gatesAndUps;
    private ColumnMatrix[] downs;
    private int[][] inputColumns;
    private int[][] downColumns;
    private final float[] y = new float[ColumnMatrix.padded(INTERMEDIATE)];
    private final float[] z = new float[ColumnMatrix.padded(INTERMEDIATE)];
    private float[] x;

    /** Packs 64 layers. */
    @Setup
    public void pack() {
        workers = new WorkerPool(threads);
        matrices = new PackedMatrices(workers);
        product = new VectorProduct(workers);
        int hidden = ColumnMatrix.ceil(HIDDEN, type.blockElements()) * type.blockElements();
        gatesAndUps = matrices.pairs(LAYERS, type, INTERMEDIATE, hidden);
        downs = matrices.pack(LAYERS, type, hidden, INTERMEDIATE, 0);
        inputColumns = matrices.choices(LAYERS, hidden, density);
        downColumns = matrices.choices(LAYERS, INTERMEDIATE, density);
        x = matrices.inputs(INTERMEDIATE);
    }

    /** Ends the threads and frees the weights. */
    @TearDown
    public void close() {
        workers.close();
        matrices.close();
    }

    /** Gate and up, 1536 × 576 each, or 768. */
    @Benchmark
    @OperationsPerInvocation(LAYERS)
    public float[] gateAndUp() {
        for (int layer = 0; layer < LAYERS; layer++) {
            ColumnMatrix[] pair = gatesAndUps[layer];
            product.multiply(pair[0], pair[1], inputColumns[layer], inputColumns[layer].length, x, 0, y, 0, z, 0);
        }
        return y;
    }

    /** Down, 576 × 1536, or 768. */
    @Benchmark
    @OperationsPerInvocation(LAYERS)
    public float[] down() {
        for (int layer = 0; layer < LAYERS; layer++) {
            product.multiply(downs[layer], downColumns[layer], downColumns[layer].length, x, 0, y, 0);
        }
        return y;
    }
}
