package org.dipscope.ui.layers;

import org.dipscope.ui.heatmap.Cells;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** Bars as cells, so that they lie on the same rows as the maps beside them. */
public final class Bars {
    /** Cells in a full bar. */
    public static final int LENGTH = 256;

    /** Cells in a mark. */
    private static final int MARK = 6;

    private Bars() {
    }

    /**
     * Marks a share on each row: level 2 where the bar reaches, 3 beyond it.
     *
     * @param bars  {@code [layers][LENGTH]}, filled by {@link #fill}
     * @param share of a layer, in [0, 1]; {@link Double#NaN} for no mark
     */
    public static void mark(Cells bars, IntToDoubleFunction share) {
        for (int layer = 0; layer < bars.rows(); layer++) {
            double value = share.applyAsDouble(layer);
            if (!Double.isNaN(value)) {
                int from = Math.clamp(Math.round(value * LENGTH) - MARK / 2, 0, LENGTH - MARK);
                for (int i = layer * LENGTH + from; i < layer * LENGTH + from + MARK; i++) {
                    bars.levels()[i] = (byte) (bars.levels()[i] == 1 ? 2 : 3);
                }
            }
        }
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
