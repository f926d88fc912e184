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

/** The sample model's output head, 49152 × 576, dense; several of them in turn, so that no cache holds them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class HeadBenchmark {
    private static final int HEADS = 6;
    private static final int VOCABULARY = 49_152;
    private static final int HIDDEN = 576;

    @Param({"Q4_1", "Q8_0"})
    public TensorType type;

    @Param({"1", "2"})
    public int threads;

    /** Rows of a panel. */
    @Param("2048")
    public int panelRows;

    private WorkerPool workers;
    private PackedMatrices matrices;
    private VectorProduct product;
    private ColumnMatrix[] heads;
    private float[] x;
    private float[] y;

    /** Packs the heads. */
    @Setup
    public void pack() {
        workers = new WorkerPool(threads);
        matrices = new PackedMatrices(workers);
        product = new VectorProduct(workers);
        heads = matrices.pack(HEADS, type, VOCABULARY, HIDDEN, panelRows);
        x = matrices.inputs(HIDDEN);
        y = new float[heads[0].paddedRows()];
    }

    /** Ends the threads and frees the weights. */
    @TearDown
    public void close() {
        workers.close();
        matrices.close();
    }

    /** All logits of one token. */
    @Benchmark
    @OperationsPerInvocation(HEADS)
    public float[] logits() {
        for (ColumnMatrix head : heads) {
            product.multiply(head, head.everyColumn(), HIDDEN, x, 0, y, 0);
        }
        return y;
    }
}
