package org.dipscope.ui.masks;

import org.dipscope.mask.Mask;
import org.dipscope.session.HookFrame;

import java.util.Arrays;

/** One layer's columns as a heatmap's levels, in the model's own order. */
final class MaskLevels {
    /** Not chosen. */
    static final byte OUT = 0;
    /** Chosen; in the churn: by the token before, too. */
    static final byte IN = 1;
    /** Chosen now and not by the token before. */
    static final byte ENTERED = 2;
    /** Chosen by the token before and not now. */
    static final byte LEFT = 3;
    /** The level of "no difference". */
    static final int EVEN = 128;

    private MaskLevels() {
    }

    /** {@link #IN} or {@link #OUT}. */
    static void now(HookFrame frame, byte[] levels) {
        Mask selected = frame.selected();
        for (int column = 0; column < selected.size(); column++) {
            levels[column] = (byte) (selected.word(column >> 6) >>> column & 1);
        }
    }

    /** One of the four states. */
    static void churn(HookFrame before, HookFrame frame, byte[] levels) {
        Mask selected = frame.selected();
        Mask earlier = before.selected();
        for (int column = 0; column < selected.size(); column++) {
            int now = (int) (selected.word(column >> 6) >>> column) & 1;
            int then = (int) (earlier.word(column >> 6) >>> column) & 1;
            levels[column] = (byte) (now == 1 ? 2 - then : 3 * then);
        }
    }

    /** The share of the window's tokens that chose the column, 255 being all. */
    static void share(byte[] counts, int from, int masked, byte[] levels, int columns) {
        if (counts == null) {
            Arrays.fill(levels, 0, columns, (byte) 0);
            return;
        }
        byte[] levelOf = new byte[masked + 1];
        for (int count = 0; count <= masked; count++) {
            levelOf[count] = (byte) Math.round(255.0 * count / masked);
        }
        for (int column = 0; column < columns; column++) {
            levels[column] = levelOf[counts[from + column]];
        }
    }

    /** The difference of two windows' shares: {@link #EVEN} for none, 255 where only A chose the column, 1 where only B did. */
    static void difference(byte[] countsA, int maskedA, byte[] countsB, int maskedB, int from, byte[] levels, int columns) {
        for (int column = 0; column < columns; column++) {
            double a = countsA == null ? 0 : (double) countsA[from + column] / maskedA;
            double b = countsB == null ? 0 : (double) countsB[from + column] / maskedB;
            levels[column] = (byte) (EVEN + Math.round(127 * (a - b)));
        }
    }
}
