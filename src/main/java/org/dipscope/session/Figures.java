package org.dipscope.session;

/**
 * A run's figures so far. Measured ones are of this machine, simulated ones of the chosen device; {@link Double#NaN} where there is none yet.
 *
 * @param measuredPrefill          prompt tokens/s
 * @param measuredDecode           generated tokens/s, mean over the masked tokens
 * @param simulatedDecode          {@code 1 / (fixed + mean dynamic)} tokens/s
 * @param simulatedDense           tokens/s of the dense model on the same device
 * @param simulatedFirstToken      seconds to the first token
 * @param hitRate                  mean over the masked tokens, in [0, 1]
 * @param density                  mean share of MLP weights read, in [0, 1]
 * @param flashBytesPerToken       misses and overflow
 * @param dramBytesPerToken        cache hits
 */
public record Figures(double measuredPrefill, double measuredDecode, double simulatedDecode, double simulatedDense,
                      double simulatedFirstToken, double hitRate, double density, double flashBytesPerToken, double dramBytesPerToken) {

    /** No figure yet. */
    public static final Figures NONE = new Figures(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN,
            Double.NaN, Double.NaN, Double.NaN);
}
