package org.dipscope.eval;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A percentile bootstrap (Efron 1979) of {@code exp(Σ entropy / Σ scored)} over windows: windows are drawn with replacement, as many as there
 * are, and the figure is taken anew; the middle 95 % of those figures are the interval. It says how far the figure depends on which windows
 * of such a text were read, not how far rounding moves it.
 *
 * @param resamples how often windows are drawn, 1 or more
 * @param seed      of the draws
 */
public record Bootstrap(int resamples, long seed) {
    /** A thousand draws. */
    public static final Bootstrap USUAL = new Bootstrap(1000, 0);
    private static final double TAIL = 0.025;

    /**
     * The interval's two ends.
     *
     * @param low  2.5 % lie below
     * @param high 2.5 % lie above
     */
    public record Interval(double low, double high) {
        /** Where there is too little to draw from. */
        public static final Interval NONE = new Interval(Double.NaN, Double.NaN);
    }

    /**
     * The interval; {@link Interval#NONE} for fewer than two windows.
     *
     * @param entropies per window, the sum of its cross-entropies in nats
     * @param scored    per window, how many tokens that were
     */
    public Interval perplexity(double[] entropies, int[] scored) {
        int n = entropies.length;
        if (n < 2) {
            return Interval.NONE;
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] figures = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            double entropy = 0;
            long tokens = 0;
            for (int draw = 0; draw < n; draw++) {
                int window = random.nextInt(n);
                entropy += entropies[window];
                tokens += scored[window];
            }
            figures[i] = Math.exp(entropy / tokens);
        }
        Arrays.sort(figures);
        return new Interval(Quantile.of(figures, TAIL), Quantile.of(figures, 1 - TAIL));
    }
}
