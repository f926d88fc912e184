package org.dipscope.session;

import org.dipscope.memory.SimulatedFigures;

import java.util.List;

/** What was measured of a turn on this machine: its prompt, and the masked passes behind it. One thread uses it. */
final class TurnMeasure {
    private int prefilled;
    private double prefillSeconds;
    private int passes;
    private double densities;
    private double seconds;

    /** Begins a turn. */
    void begin() {
        prefilled = 0;
        prefillSeconds = 0;
        repeat(List.of());
    }

    /** So many of the prompt's tokens had to be computed, in this time. */
    void prefill(int tokens, double time) {
        prefilled = tokens;
        prefillSeconds = time;
    }

    /** A masked pass. */
    void add(Pass made) {
        passes++;
        densities += made.density();
        seconds += made.measuredSeconds();
    }

    /** Goes back to where the turn's masked passes were these; the prompt stays as it was. */
    void repeat(List<Pass> made) {
        passes = 0;
        densities = 0;
        seconds = 0;
        // One by one, as they were added: a stream's sum rounds otherwise.
        made.forEach(this::add);
    }

    /** How many of the prompt's tokens had to be computed; the others stood in the KV cache already. */
    int prefilled() {
        return prefilled;
    }

    /** The turn's figures so far, with what was simulated beside. */
    Figures beside(SimulatedFigures simulated) {
        return new Figures(prefilled / prefillSeconds, passes == 0 ? Double.NaN : passes / seconds, simulated.tokensPerSecond(),
                simulated.denseTokensPerSecond(), simulated.firstTokenSeconds(), simulated.hitRate(),
                passes == 0 ? Double.NaN : densities / passes, simulated.flashBytesPerToken(), simulated.dramBytesPerToken());
    }
}
