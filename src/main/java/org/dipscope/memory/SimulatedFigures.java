package org.dipscope.memory;

/**
 * Means over the masked tokens of a run so far; {@link Double#NaN} where there is none yet.
 *
 * @param tokens             how many tokens that is
 * @param hitRate            in [0, 1], over the tokens that had masks
 * @param flashBytesPerToken misses and overflow
 * @param dramBytesPerToken  cache hits
 * @param tokensPerSecond    {@code 1 / mean of (fixed + dynamic)}
 * @param denseTokensPerSecond the dense model's on the device in force
 * @param firstTokenSeconds  time to the first token on the device in force
 */
public record SimulatedFigures(int tokens, double hitRate, double flashBytesPerToken, double dramBytesPerToken,
                               double tokensPerSecond, double denseTokensPerSecond, double firstTokenSeconds) {
}
