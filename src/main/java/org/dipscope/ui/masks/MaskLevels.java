package org.dipscope.ui.masks;

import org.dipscope.mask.Mask;
import org.dipscope.session.HookFrame;

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
        for (int from = 0; from < selected.size(); from += Long.SIZE) {
            long now = selected.word(from >> 6);
            int end = Math.min(selected.size(), from + Long.SIZE);
            for (int column = from; column < end; column++) {
                levels[column] = (byte) (now & 1);
                now >>>= 1;
            }
        }
    }

    /** One of the four states. */
    static void churn(HookFrame before, HookFrame frame, byte[] levels) {
        Mask selected = frame.selected();
        Mask earlier = before.selected();
        for (int from = 0; from < selected.size(); from += Long.SIZE) {
            long now = selected.word(from >> 6);
            long then = earlier.word(from >> 6);
            int end = Math.min(selected.size(), from + Long.SIZE);
            for (int column = from; column < end; column++) {
                levels[column] = (now & 1) == 1 ? (then & 1) == 1 ? IN : ENTERED : (then & 1) == 1 ? LEFT : OUT;
                now >>>= 1;
                then >>>= 1;
            }
        }
    }

    /** Shares of a window's tokens, 255 being all of them. */
    static void share(int[] counts, int masked, byte[] levels) {
        byte[] levelOf = new byte[masked + 1];
        for (int count = 1; count <= masked; count++) {
            levelOf[count] = (byte) Math.round(255.0 * count / masked);
        }
        for (int column = 0; column < levels.length; column++) {
            levels[column] = levelOf[counts[column]];
        }
    }

    /** The difference of two windows' shares: {@link #EVEN} for none, 255 where only A chose the column, 1 where only B did. */
    static void difference(int[] countsA, int maskedA, int[] countsB, int maskedB, byte[] levels) {
        double shareA = maskedA == 0 ? 0 : 127.0 / maskedA;
        double shareB = maskedB == 0 ? 0 : 127.0 / maskedB;
        for (int column = 0; column < levels.length; column++) {
            levels[column] = (byte) (EVEN + Math.round(shareA * countsA[column] - shareB * countsB[column]));
        }
    }
}
