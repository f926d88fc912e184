package org.dipscope.ui.heatmap;

import org.dipscope.ui.colour.ColourMap;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * What colour each level has, and how several cells in one pixel are put together.
 *
 * <p>An <em>amount</em> (a share, a score) is averaged and then coloured. A <em>state</em> has no mean; there the colours are
 * mixed in proportion to how many cells of the pixel are in each state. Neither ever picks one cell to stand for others.
 */
public final class Palette {
    private final int[] colours;
    private final boolean amount;
    private final int[] weights;
    private final int profile;

    private Palette(int[] colours, boolean amount, int[] weights, int profile) {
        this.colours = colours;
        this.amount = amount;
        this.weights = weights;
        this.profile = profile;
    }

    /** Levels are amounts from 0 to 255. */
    public static Palette ofAmounts(ColourMap map) {
        return new Palette(map.table(), true, weights(level -> level), 0);
    }

    /** Levels are states, the first of them being level 0; colours are {@code 0xFFRRGGBB}. */
    public static Palette ofStates(int... colours) {
        return new Palette(Arrays.copyOf(colours, ColourMap.SIZE), false, weights(level -> level == 0 ? 0 : 255), colours[Math.min(1, colours.length - 1)]);
    }

    /** The colour {@code 0xFFRRGGBB} of a level. */
    public int colour(int level) {
        return colours[level];
    }

    /**
     * The same colours, with another height in the profile at the margin.
     *
     * @param weight of a level, in [0, 255]
     * @param colour of the profile, {@code 0xFFRRGGBB}
     */
    public Palette profiled(IntUnaryOperator weight, int colour) {
        return new Palette(colours, amount, weights(weight), colour);
    }

    private static int[] weights(IntUnaryOperator weight) {
        return IntStream.range(0, ColourMap.SIZE).map(weight).toArray();
    }

    /** How high a level counts in the profile, in [0, 255]. */
    int weight(int level) {
        return weights[level];
    }

    /** The colour {@code 0xFFRRGGBB} of a profile of this mean height. */
    int profileColour(int mean) {
        return profile == 0 ? colours[mean] : profile;
    }

    /** Whether levels are averaged before they are coloured. */
    public boolean isAmount() {
        return amount;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Palette palette && palette.amount == amount && palette.profile == profile && Arrays.equals(palette.colours, colours)
                && Arrays.equals(palette.weights, weights);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(colours);
    }
}
