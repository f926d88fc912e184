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

/** A prompt's product of 258 tokens with gate, 1536 × 576: 228 million multiplications, each with an addition. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class BatchProductBenchmark {
    private static final int LAYERS = 8;
    private static final int TOKENS = 258;
    private static final int ROWS = 1536;
    private static final int COLUMNS = 576;

    @Param({"Q4_1", "Q8_0"})
    public TensorType type;

    @Param({"1", "2"})
    public int threads;

    private WorkerPool workers;
    private PackedMatrices matrices;
    private BatchProduct product;
    private ColumnMatrix[] gates;
    private float[] x;
    private float[] y;

    /** Packs the layers. */
    @Setup
    public void pack() {
        workers = new WorkerPool(threads);
        matrices = new PackedMatrices(workers);
        product = new BatchProduct(workers);
        gates = matrices.pack(LAYERS, type, ROWS, COLUMNS, 0);
        x = matrices.inputs(TOKENS * COLUMNS);
        y = new float[TOKENS * gates[0].paddedRows()];
    }

    /** Ends the threads and frees the weights. */
    @TearDown
    public void close() {
        workers.close();
        matrices.close();
    }

    /** One layer's gate for all tokens. */
    @Benchmark
    @OperationsPerInvocation(LAYERS)
    public float[] gate() {
        for (ColumnMatrix gate : gates) {
            product.multiply(gate, x, COLUMNS, TOKENS, y, 0, gate.paddedRows());
        }
        return y;
    }
}
