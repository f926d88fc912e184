package org.dipscope.eval;

import org.dipscope.memory.Allocation;
import org.dipscope.memory.ModelBytes;

/**
 * What a simulated memory makes of the windows: means over them, with the noise floor.
 *
 * @param tokensPerSecond      {@code 1 / (fixed + mean dynamic)}
 * @param hitRate              in [0, 1]; {@link Double#NaN} for the dense model
 * @param flashBytesPerToken   misses and overflow
 * @param dramBytesPerToken    cache hits, without the static parts
 * @param denseTokensPerSecond the dense model's on the same device
 * @param firstTokenSeconds    time to the first token
 */
public record Simulation(Band tokensPerSecond, Band hitRate, Band flashBytesPerToken, Band dramBytesPerToken,
                         double denseTokensPerSecond, double firstTokenSeconds) {

    /**
     * What a token really reads of the MLPs as a share of their bytes, matrices that the method reads whole and weights of its own among it.
     * Methods of thresholds are to be compared by it, since the density holds for them only on texts like the calibration's.
     */
    public double readShare(ModelBytes bytes, Allocation allocation) {
        return (flashBytesPerToken.value() + dramBytesPerToken.value() - allocation.overflow() + allocation.wholeMatrices()) / bytes.mlp();
    }
}
