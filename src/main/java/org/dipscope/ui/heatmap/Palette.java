package org.dipscope.ui.heatmap;

import org.dipscope.ui.colour.ColourMap;

import java.util.Arrays;

/**
 * What colour each level has, and how several cells in one pixel are put together.
 *
 * <p>An <em>amount</em> (a share, a score) is averaged and then coloured. A <em>state</em> has no mean; there the colours are
 * mixed in proportion to how many cells of the pixel are in each state. Neither ever picks one cell to stand for others.
 */
public final class Palette {
    private final int[] colours;
    private final boolean amount;

    private Palette(int[] colours, boolean amount) {
        this.colours = colours;
        this.amount = amount;
    }

    /** Levels are amounts from 0 to 255. */
    public static Palette ofAmounts(ColourMap map) {
        return new Palette(map.table(), true);
    }

    /** Levels are states, the first of them being level 0; colours are {@code 0xFFRRGGBB}. */
    public static Palette ofStates(int... colours) {
        return new Palette(Arrays.copyOf(colours, ColourMap.SIZE), false);
    }

    /** The colour {@code 0xFFRRGGBB} of a level. */
    public int colour(int level) {
        return colours[level];
    }

    /** Whether levels are averaged before they are coloured. */
    public boolean isAmount() {
        return amount;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Palette palette && palette.amount == amount && Arrays.equals(palette.colours, colours);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(colours);
    }
}
