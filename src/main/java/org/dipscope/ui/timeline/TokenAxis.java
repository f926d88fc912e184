package org.dipscope.ui.timeline;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;
import org.dipscope.ui.colour.Tones;

/**
 * The axis of tokens under the lanes.
 *
 * @param graphics where to draw
 * @param tones    the theme's colours
 * @param slot     how wide a token is, in units of the scene
 * @param tokens   how many have room
 * @param name     what the axis is called
 */
record TokenAxis(GraphicsContext graphics, Tones tones, double slot, int tokens, String name) {
    private static final double LEAST_APART = 56;
    private static final double TICK = 3;
    private static final double NAME_GAP = 6;

    /** Every how many tokens a mark stands: 1, 2 or 5 times a power of ten, no closer than their numbers can be read. */
    static int step(double slot) {
        int power = 1;
        while (true) {
            for (int factor : new int[] {1, 2, 5}) {
                if (factor * power * slot >= LEAST_APART) {
                    return factor * power;
                }
            }
            power *= 10;
        }
    }

    /** Draws it from the left to the right edge of the lanes, under them; its name stands at its right end. */
    void paint(double left, double right, double top) {
        graphics.setTextBaseline(VPos.TOP);
        graphics.setTextAlign(TextAlignment.LEFT);
        graphics.setFill(tones.second());
        graphics.fillText(name, right + NAME_GAP, top + TICK);
        graphics.setTextAlign(TextAlignment.CENTER);
        int step = step(slot);
        for (int token = 0; token < tokens; token += step) {
            double x = Math.round(left + (token + 0.5) * slot);
            if (x > right) {
                return;
            }
            graphics.setFill(tones.line());
            graphics.fillRect(x, top, 1, TICK);
            graphics.setFill(tones.second());
            graphics.fillText(String.valueOf(token), x, top + TICK);
        }
    }
}
