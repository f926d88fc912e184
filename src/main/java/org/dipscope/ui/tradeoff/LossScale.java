package org.dipscope.ui.tradeoff;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Perplexities to places, by what they lose against the dense model: {@code asinh(loss / 0.1)}, which is straight where a loss hardly
 * matters and logarithmic where it does, so that +0.1 and +10 can be told from their neighbours alike.
 *
 * @param dense the dense model's perplexity
 * @param least the least loss that has a place; negative, since noise may win a little
 * @param most  the greatest
 * @param from  the place of the least
 * @param to    the place of the greatest
 */
record LossScale(double dense, double least, double most, double from, double to) {
    private static final double STRAIGHT = 0.1;
    private static final double ROOM = 1.25;
    private static final double[] TICKS = {-1, -0.3, -0.1, 0, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000};

    /** A scale on which all of these perplexities have a place. */
    static LossScale of(double dense, DoubleStream perplexities, double from, double to) {
        double[] losses = perplexities.filter(Double::isFinite).map(perplexity -> perplexity - dense).toArray();
        double least = Math.min(-STRAIGHT / 2, ROOM * Arrays.stream(losses).min().orElse(0));
        double most = Math.max(STRAIGHT, ROOM * Arrays.stream(losses).max().orElse(0));
        return new LossScale(dense, least, most, from, to);
    }

    /** Where a perplexity stands; one beyond the scale stands at its end. */
    double place(double perplexity) {
        double loss = Math.clamp(perplexity - dense, least, most);
        return from + (bent(loss) - bent(least)) / (bent(most) - bent(least)) * (to - from);
    }

    /** Whether a perplexity is beyond the scale's greatest. */
    boolean beyond(double perplexity) {
        return perplexity - dense > most;
    }

    /** The losses that have a mark. */
    double[] ticks() {
        return Arrays.stream(TICKS).filter(loss -> loss >= least && loss <= most).toArray();
    }

    /** asinh, which Java has not. */
    private static double bent(double loss) {
        double x = Math.abs(loss) / STRAIGHT;
        return Math.copySign(Math.log(x + Math.sqrt(x * x + 1)), loss);
    }
}
