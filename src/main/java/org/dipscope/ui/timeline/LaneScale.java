package org.dipscope.ui.timeline;

import java.util.List;

/**
 * Where the values of one unit's measures stand.
 *
 * @param measures the measures that share the axis, at least one
 * @param top      of the lane, in units of the scene
 * @param height   of the lane, in units of the scene
 * @param slot     width of a token, in units of the scene, above 0
 * @param most     the value at the lane's top; 0 stands at its bottom
 */
record LaneScale(List<Measure> measures, double top, double height, double slot, double most) {
    private static final double[] STEPS = {1, 1.5, 2, 3, 4, 5, 6, 8, 10};

    /** The scale of a lane whose axis ends at 1 for shares, else at the next round number above what is to be drawn. */
    static LaneScale of(List<Measure> measures, RunSeries series, double top, double height, double slot) {
        return new LaneScale(measures, top, height, slot, most(measures, series, stride(slot)));
    }

    private static double most(List<Measure> measures, RunSeries series, int stride) {
        if (measures.getFirst().lane() == Measure.Lane.SHARE) {
            return 1;
        }
        double most = 0;
        for (Measure measure : measures) {
            for (int from = 0; from < series.size(); from += stride) {
                double value = series.mean(measure, from, Math.min(series.size(), from + stride));
                most = value > most ? value : most;
            }
        }
        if (most <= 0) {
            return 1;
        }
        double decade = Math.pow(10, Math.floor(Math.log10(most)));
        for (double step : STEPS) {
            if (step * decade >= most) {
                return step * decade;
            }
        }
        return 10 * decade;
    }

    /** Tokens that share a step of the drawing: one, or as many as fall into a pixel. */
    int stride() {
        return stride(slot);
    }

    private static int stride(double slot) {
        return Math.max(1, (int) Math.ceil(1 / slot));
    }

    double bottom() {
        return top + height;
    }

    /** How high a bar of this value is. */
    double barHeight(double value) {
        return value / most * (height - 1);
    }

    /** Where a line of this value runs, within the lane by half its width. */
    double lineY(double value) {
        return bottom() - 1 - value / most * (height - 2);
    }
}
