package org.dipscope.eval;

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
}
