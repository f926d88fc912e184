package org.dipscope.kernel;

import org.dipscope.mask.Selection;
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
import org.openjdk.jmh.annotations.Warmup;

import java.util.Random;
import java.util.concurrent.TimeUnit;

/** The choice of the largest scores, at the sample model's width of down and at that of a model of eight thousand million weights. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class TopKBenchmark {
    /** Different scores in turn, or the branch predictor learns them by heart. */
    private static final int TOKENS = 50;

    @Param({"1536", "14336"})
    public int columns;

    private final float[][] scores = new float[TOKENS][];
    private Selection selection;

    /** Scores as activations have them: most small, a few large. */
    @Setup
    public void draw() {
        Random random = new Random(1);
        for (int t = 0; t < TOKENS; t++) {
            scores[t] = new float[columns];
            for (int i = 0; i < columns; i++) {
                scores[t][i] = (float) Math.abs(random.nextGaussian() * random.nextGaussian());
            }
        }
        selection = new Selection(columns);
    }

    /** A third of the columns. */
    @Benchmark
    @OperationsPerInvocation(TOKENS)
    public Selection select() {
        for (float[] row : scores) {
            TopK.select(row, 0, columns / 3, selection);
        }
        return selection;
    }
}
