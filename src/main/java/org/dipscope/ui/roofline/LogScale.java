package org.dipscope.ui.roofline;

import java.math.BigDecimal;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A logarithmic axis with marks at powers of ten.
 *
 * @param least its first value, above 0
 * @param most  its last one, greater
 * @param from  the place of the first value
 * @param to    the place of the last one
 */
record LogScale(double least, double most, double from, double to) {
    /** What is left free at both ends, as a factor. */
    private static final double MARGIN = 1.6;

    /** The axis over these values with some room at both ends; what is not positive and finite is left out. */
    static LogScale of(DoubleStream values, double from, double to) {
        double[] shown = values.filter(value -> value > 0 && Double.isFinite(value)).toArray();
        double least = DoubleStream.of(shown).min().orElse(1);
        double most = DoubleStream.of(shown).max().orElse(10);
        return new LogScale(least / MARGIN, most * MARGIN, from, to);
    }

    /** Where a value stands, also beyond the axis. */
    double place(double value) {
        return from + Math.log(value / least) / Math.log(most / least) * (to - from);
    }

    /** The exponents of the powers of ten on it, the least first. */
    int[] powers() {
        return IntStream.rangeClosed((int) Math.ceil(Math.log10(least)), (int) Math.floor(Math.log10(most))).toArray();
    }

    /** "0.1", "100", "10 k", "1 G": a power of ten as people read it. */
    static String text(int exponent) {
        if (exponent < 0) {
            return BigDecimal.ONE.movePointRight(exponent).toPlainString();
        }
        String[] prefixes = {"", " k", " M", " G", " T", " P"};
        int prefix = Math.min(exponent / 3, prefixes.length - 1);
        return "1" + "0".repeat(exponent - 3 * prefix) + prefixes[prefix];
    }
}
