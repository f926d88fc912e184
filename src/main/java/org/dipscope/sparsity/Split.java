package org.dipscope.sparsity;

/**
 * DIP's two shares of one density.
 *
 * @param input share of the input columns of gate and up, in [0, 1]
 * @param down  share of the columns of down, in [0, 1]
 */
public record Split(double input, double down) {

    public Split {
        if (!(input >= 0 && input <= 1 && down >= 0 && down <= 1)) {
            throw new IllegalArgumentException("a split of " + input + "," + down + " is outside [0, 1]; give two shares such as 0.57,0.35.");
        }
    }

    /**
     * The paper's fit: {@code d_in = expit(0.9849930711 · logit(d) + 0.2997647759)}, {@code d_down = 3·(d − ⅔·d_in)}, each clamped to [0, 1].
     *
     * @param density share of the MLP's weights, in (0, 1]
     */
    public static Split of(double density) {
        if (density >= 1) {
            return new Split(1, 1);
        }
        double logit = Math.log(density / (1 - density));
        double input = 1 / (1 + Math.exp(-(0.9849930711 * logit + 0.2997647759)));
        double down = 3 * (density - 2.0 / 3.0 * input);
        return new Split(clamp(input), clamp(down));
    }

    /** The density that the two shares make: {@code (2·d_in + d_down) / 3}. */
    public double density() {
        return (2 * input + down) / 3;
    }

    private static double clamp(double share) {
        return Math.clamp(share, 0, 1);
    }
}
