package org.dipscope.memory;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** One replay of the stored masks: 24 tokens, 60 hooks. {@code src/test/python/replay_loop.py} does the same in numpy for LFU. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ReplayBenchmark {
    /** Every policy. */
    @Param({"LRU", "LFU", "PINNED", "TINY_LFU", "ECHO", "BELADY", "OPTIMAL"})
    public CachePolicy policy;

    /** How the layers share. */
    @Param({"EVEN", "GLOBAL"})
    public LayerBudget budget;

    private MaskTrace trace;
    private MemorySettings settings;

    /** The stored masks of the sample model. */
    @Setup
    public void readMasks() throws IOException {
        trace = Goldens.trace();
        settings = new MemorySettings(DeviceProfile.phone(80e6), policy, 0).with(budget);
    }

    /** The whole replay, from cold caches to figures. */
    @Benchmark
    public ReplayResult replay() {
        return Replay.of(trace, settings);
    }
}
