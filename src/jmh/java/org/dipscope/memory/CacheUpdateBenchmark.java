package org.dipscope.memory;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Mask;
import org.dipscope.mask.Selection;
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

/** What one token's cache updates cost the engine: all 60 hooks of the sample model at density 0.5. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CacheUpdateBenchmark {
    /** The live policies that do work. */
    @Param({"LRU", "LFU", "PINNED", "TINY_LFU", "ECHO"})
    public CachePolicy policy;

    /** At 56 MB a cache holds a quarter of what a mask wants, at 76 MB it just does not hold it, at 84 MB it evicts a part. */
    @Param({"56e6", "76e6", "84e6"})
    public double dram;

    private Selection[][] selections;
    private MemorySimulator simulator;
    private int token;

    /** The stored masks of the sample model, again and again. */
    @Setup
    public void readMasks() throws IOException {
        MaskTrace trace = Goldens.trace();
        selections = new Selection[trace.tokens()][2 * trace.bytes().layers()];
        for (int t = 0; t < selections.length; t++) {
            for (Footprint.Use use : trace.footprint().hooks()) {
                for (int layer = 0; layer < trace.bytes().layers(); layer++) {
                    Mask mask = trace.masks(use.hook(), layer).get(t);
                    Selection selection = new Selection(mask.size());
                    selection.set(mask);
                    selections[t][use.hook().index(layer)] = selection;
                }
            }
        }
        simulator = new MemorySimulator(trace.bytes(), trace.footprint(), new MemorySettings(DeviceProfile.phone(dram), policy, 0), 42, 74);
    }

    /** One token: every hook of every layer, then the token's cost. */
    @Benchmark
    public TokenIo token() {
        Selection[] now = selections[token];
        token = (token + 1) % selections.length;
        for (int hook = 0; hook < now.length; hook++) {
            simulator.use(hook, now[hook]);
        }
        return simulator.endToken();
    }
}
