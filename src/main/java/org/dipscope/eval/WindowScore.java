package org.dipscope.eval;

import org.dipscope.memory.MaskTrace;
import org.dipscope.memory.MemorySettings;
import org.dipscope.memory.Replay;
import org.dipscope.memory.ReplayResult;
import org.dipscope.memory.SimulatedFigures;
import org.dipscope.memory.SimulatorClock;

import java.util.Optional;

/**
 * What one run over one window gave.
 *
 * @param entropy  sum of the cross-entropies, nats
 * @param scored   how many tokens that are
 * @param masks    the masks, where they do not depend on the memory: any device and policy can replay them
 * @param live     what the memory that shaped the masks made of them, where they do
 * @param fidelity against the dense model, where that was asked for
 */
record WindowScore(double entropy, int scored, Optional<MaskTrace> masks, Optional<SimulatedFigures> live, Optional<Fidelity> fidelity) {

    /** What this memory makes of the window; where the masks depend on the memory, only the one that shaped them can be asked for. */
    SimulatedFigures simulated(MemorySettings memory) {
        return masks.map(trace -> replay(trace, memory)).orElseGet(live::orElseThrow);
    }

    private static SimulatedFigures replay(MaskTrace trace, MemorySettings memory) {
        ReplayResult result = Replay.of(trace, memory);
        double dense = SimulatorClock.of(trace.dense().bytes(), trace.dense().footprint(), memory.device(), trace.promptLength(), trace.totalLength()).fixedSeconds();
        return new SimulatedFigures(trace.tokens(), result.hitRate(), result.flashBytesPerToken(), result.dramBytesPerToken(),
                result.tokensPerSecond(), 1 / dense, result.firstTokenSeconds());
    }
}
