package org.dipscope.sparsity;

import org.dipscope.mask.Hook;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Thresholds of a method that keeps what exceeds them, for every share: the quantiles of the absolute values over the calibration
 * tokens at {@value #KNOTS} shares 0, 1/2000, 2/2000, …, 1, each by linear interpolation between order statistics, and by linear
 * interpolation between these knots for shares in between. A density of up to three digits hits a knot wherever one density is one share.
 *
 * @param kind      {@link CalibrationKind#CATS} or {@link CalibrationKind#TEAL}
 * @param quantiles per hook {@code [layers][KNOTS]}, each row ascending
 */
public record Thresholds(CalibrationKind kind, Map<Hook, float[][]> quantiles) implements CalibrationPart {
    /** How many quantiles are kept of a layer. */
    public static final int KNOTS = 2001;

    public Thresholds {
        quantiles = Map.copyOf(quantiles);
    }

    /**
     * The quantiles of values.
     *
     * @param values sorted ascending, 1 or more
     * @return {@code [KNOTS]}
     */
    public static float[] quantiles(float[] values) {
        float[] knots = new float[KNOTS];
        for (int knot = 0; knot < KNOTS; knot++) {
            knots[knot] = interpolate(values, (double) knot / (KNOTS - 1));
        }
        return knots;
    }

    /** The value at a share of the way through ascending values. */
    private static float interpolate(float[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) Math.floor(at);
        // A knot that was meant is not missed by a rounding error.
        if (Math.abs(at - Math.rint(at)) < 1e-9 * sorted.length) {
            return sorted[(int) Math.rint(at)];
        }
        double part = at - below;
        return (float) (sorted[below] + part * ((double) sorted[below + 1] - sorted[below]));
    }

    /** What a value must exceed so that this share of the calibration's values would; below every value from a share of 1 on. */
    public float threshold(Hook hook, int layer, double keep) {
        if (keep >= 1) {
            return -1;
        }
        return keep <= 0 ? Float.POSITIVE_INFINITY : interpolate(quantiles.get(hook)[layer], 1 - keep);
    }

    @Override
    public void write(CalibrationSections sections) {
        quantiles.forEach((hook, rows) -> sections.putFloats(section(kind, hook), rows));
    }

    static Thresholds read(CalibrationKind kind, CalibrationSections sections, int layers) {
        Map<Hook, float[][]> quantiles = new EnumMap<>(Hook.class);
        for (Hook hook : kind == CalibrationKind.CATS ? new Hook[] {Hook.ROWS} : new Hook[] {Hook.INPUT, Hook.DOWN}) {
            float[][] rows = sections.floats(section(kind, hook), layers, KNOTS);
            for (float[] row : rows) {
                float[] sorted = row.clone();
                Arrays.sort(sorted);
                if (row[0] < 0 || !Arrays.equals(row, sorted)) {
                    throw new IllegalArgumentException("its thresholds do not ascend from 0 on");
                }
            }
            quantiles.put(hook, rows);
        }
        return new Thresholds(kind, quantiles);
    }

    private static String section(CalibrationKind kind, Hook hook) {
        return kind.id() + "." + hook.id();
    }
}
