package org.dipscope.export;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.DoubleStream;

/**
 * Values to places along an axis that begins and ends at round numbers.
 *
 * @param first the axis's first value
 * @param last  its last one
 * @param step  from mark to mark
 * @param from  the place of the first value
 * @param to    the place of the last one
 */
public record ChartScale(double first, double last, double step, double from, double to) {

    /** The axis over these values with about so many steps; what is not finite is left out. */
    public static ChartScale of(DoubleStream values, int steps, double from, double to) {
        double[] finite = values.filter(Double::isFinite).toArray();
        double least = DoubleStream.of(finite).min().orElse(0);
        double most = DoubleStream.of(finite).max().orElse(1);
        double step = round(Math.max(most - least, 1e-3) / steps);
        return new ChartScale(step * Math.floor(least / step), step * Math.ceil(most / step + 1e-9), step, from, to);
    }

    /** 1, 2 or 5 times a power of ten, at least the width. */
    private static double round(double width) {
        double power = Math.pow(10, Math.floor(Math.log10(width)));
        return DoubleStream.of(1, 2, 5, 10).map(factor -> factor * power).filter(step -> step >= width * (1 - 1e-9)).findFirst().orElse(10 * power);
    }

    /** Where a value stands; one beyond the axis stands at its end. */
    public double place(double value) {
        return from + (Math.min(last, Math.max(first, value)) - first) / (last - first) * (to - from);
    }

    /** The values that have a mark. */
    public double[] ticks() {
        int count = (int) Math.round((last - first) / step);
        double[] ticks = new double[count + 1];
        for (int i = 0; i <= count; i++) {
            ticks[i] = first + i * step;
        }
        return ticks;
    }

    /** A mark's words. */
    public static String text(double tick) {
        return BigDecimal.valueOf(tick).round(new MathContext(6)).stripTrailingZeros().toPlainString();
    }
}
