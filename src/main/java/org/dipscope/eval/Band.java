package org.dipscope.eval;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A figure, and how far rounding noise moves it.
 *
 * @param value of the plain run
 * @param low   the least of all runs
 * @param high  the largest of all runs
 */
public record Band(double value, double low, double high) {

    /** The band of a figure over the runs, the plain one first. */
    public static <T> Band of(List<T> runs, ToDoubleFunction<T> figure) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (T run : runs) {
            low = Math.min(low, figure.applyAsDouble(run));
            high = Math.max(high, figure.applyAsDouble(run));
        }
        return new Band(figure.applyAsDouble(runs.getFirst()), low, high);
    }

    /** A figure that was measured once. */
    public static Band single(double value) {
        return new Band(value, value, value);
    }

    /** Whether the two figures differ by more than noise: their bands have nothing in common. */
    public boolean differsFrom(Band other) {
        return low > other.high || high < other.low;
    }

    /** From the least to the largest. */
    public double width() {
        return high - low;
    }
}
