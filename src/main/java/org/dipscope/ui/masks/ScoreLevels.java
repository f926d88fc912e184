package org.dipscope.ui.masks;

import org.dipscope.session.Scores;

import java.util.Arrays;

/** One layer's scores as a heatmap's levels, in the model's own order. */
final class ScoreLevels {
    /** Powers of ten from the least score that is told from 0 up to the layer's largest. */
    static final int DECADES = 3;

    private ScoreLevels() {
    }

    /**
     * The score in relation to the layer's largest one, which is 255, on a logarithmic scale: a thousandth of it and less is 0. Layers
     * differ by far more than a scale can hold, and within a layer the small scores are the many.
     */
    static void magnitudes(Scores scores, int layer, byte[] levels) {
        float largest = 0;
        for (int column = 0; column < levels.length; column++) {
            largest = Math.max(largest, scores.of(layer, column));
        }
        for (int column = 0; column < levels.length; column++) {
            double share = largest > 0 ? scores.of(layer, column) / largest : 0;
            levels[column] = (byte) Math.round(255 * Math.clamp(1 + Math.log10(share) / DECADES, 0, 1));
        }
    }

    /** The place among the layer's scores: 255 for the first, 0 for the last; of equal scores the lower index comes first. */
    static void ranks(Scores scores, int layer, byte[] levels) {
        long[] order = new long[levels.length];
        for (int column = 0; column < levels.length; column++) {
            // Scores are not negative, so that their bits stand in the same order as they.
            order[column] = (long) ~Float.floatToIntBits(scores.of(layer, column)) << 32 | column;
        }
        Arrays.sort(order);
        int last = Math.max(1, levels.length - 1);
        for (int place = 0; place < order.length; place++) {
            levels[(int) order[place]] = (byte) Math.round(255.0 * (last - place) / last);
        }
    }
}
