package org.dipscope.eval;

/** Quantiles with linear interpolation between order statistics, as numpy's default. */
final class Quantile {

    private Quantile() {
    }

    /** The {@code q}-quantile of ascending values, {@code q} in [0, 1]; {@link Double#NaN} where there is none. */
    static double of(double[] sorted, double q) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = q * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
