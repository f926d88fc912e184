package org.dipscope.memory;

/** Sums over the tokens of a run. */
final class RunningMeans {
    private int tokens;
    private int masked;
    private double hitRates;
    private double flashBytes;
    private double dramBytes;
    private double fixedSeconds;
    private double dynamicSeconds;

    void add(TokenIo token) {
        tokens++;
        if (!Double.isNaN(token.hitRate())) {
            masked++;
            hitRates += token.hitRate();
        }
        flashBytes += token.flashBytes();
        dramBytes += token.dramBytes();
        fixedSeconds += token.fixedSeconds();
        dynamicSeconds += token.dynamicSeconds();
    }

    double hitRate() {
        return hitRates / masked;
    }

    double dynamicSeconds() {
        return dynamicSeconds / tokens;
    }

    SimulatedFigures figures(SimulatorClock clock) {
        return new SimulatedFigures(tokens, hitRate(), flashBytes / tokens, dramBytes / tokens,
                tokens / (fixedSeconds + dynamicSeconds), 1 / clock.dense().fixedSeconds(), clock.firstTokenSeconds());
    }
}
