package org.dipscope.ui.layers;

import org.dipscope.ui.heatmap.Cells;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** Bars as cells, so that they lie on the same rows as the maps beside them. */
public final class Bars {
    /** Cells in a full bar. */
    public static final int LENGTH = 256;

    private Bars() {
    }

    /**
     * Fills each row from the left.
     *
     * @param bars  {@code [layers][LENGTH]}
     * @param share of a layer, in [0, 1]; {@link Double#NaN} for no bar
     */
    public static void fill(Cells bars, IntToDoubleFunction share) {
        for (int layer = 0; layer < bars.rows(); layer++) {
            double value = share.applyAsDouble(layer);
            int filled = Double.isNaN(value) ? 0 : (int) Math.round(Math.clamp(value, 0, 1) * LENGTH);
            int from = layer * LENGTH;
            Arrays.fill(bars.levels(), from, from + filled, (byte) 1);
            Arrays.fill(bars.levels(), from + filled, from + LENGTH, (byte) 0);
        }
    }
}
