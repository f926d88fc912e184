package org.dipscope.model;

import org.dipscope.gguf.GgufException;
import org.dipscope.gguf.Quote;

/**
 * How a model's positions are stretched beyond those that it was first trained for. YaRN (Peng et al., arXiv 2309.00071) stretches slow
 * pairs whole and fast ones not at all, with a ramp between; linear stretching treats all alike.
 *
 * @param factor    divisor of the positions, 1 for none
 * @param magnitude of the turned heads
 * @param low       the last pair that is not stretched at all; −1 where all are
 * @param high      the first pair that is stretched whole
 */
record Stretch(double factor, double magnitude, double low, double high) {
    private static final String PREFIX = "rope.scaling.";
    /** Narrower ramps are taken for a step, as the reference does. */
    private static final double NARROWEST_RAMP = 0.001;

    /** Positions as they are, heads of the magnitude that the metadata say. */
    static Stretch none(Keys keys) throws GgufException {
        return new Stretch(1, keys.above(0, PREFIX + "attn_factor", 1), -1, -1);
    }

    /**
     * What the metadata say.
     *
     * @param dimensions how many floats of a head are turned
     * @param base       of the frequencies
     * @param context    positions of the model, where the metadata have no original number
     */
    static Stretch of(Keys keys, int dimensions, double base, int context) throws GgufException {
        Stretch none = none(keys);
        String type = keys.string(PREFIX + "type").orElse("linear");
        return switch (type) {
            // The factors of longrope stand in tensors of their own.
            case "none", "longrope" -> none;
            case "linear" -> new Stretch(factor(keys), none.magnitude, -1, -1);
            case "yarn" -> yarn(keys, dimensions, base, context, none.magnitude);
            default -> throw new GgufException("The model scales its positions by %s, which Dipscope does not know; open a model that uses none, linear, yarn or longrope."
                    .formatted(Quote.of(type)));
        };
    }

    private static double factor(Keys keys) throws GgufException {
        // Old files have the other name; 0 stands for none, as it does in llama.cpp.
        double factor = keys.notNegative(PREFIX + "factor", keys.notNegative("rope.scale_linear", 0));
        return factor == 0 ? 1 : factor;
    }

    private static Stretch yarn(Keys keys, int dimensions, double base, int context, double magnitude) throws GgufException {
        double factor = factor(keys);
        int original = keys.number(PREFIX + "original_context_length", 1, Hyperparameters.LONGEST_CONTEXT, context);
        double fast = keys.above(0, PREFIX + "yarn_beta_fast", 32);
        double slow = keys.above(0, PREFIX + "yarn_beta_slow", 1);
        double low = Math.max(0, Math.floor(pair(dimensions, base, original, fast)));
        double high = Math.min(dimensions - 1.0, Math.ceil(pair(dimensions, base, original, slow)));
        double multiplier = keys.notNegative(PREFIX + "yarn_log_multiplier", 0);
        return new Stretch(factor, magnitude * growth(factor, 1) / growth(factor, multiplier), low, high);
    }

    /** The pair that turns so many times within the original context; a fraction. */
    private static double pair(int dimensions, double base, int original, double turns) {
        return dimensions * StrictMath.log(original / (turns * 2 * Math.PI)) / (2 * StrictMath.log(base));
    }

    private static double growth(double factor, double multiplier) {
        return factor <= 1 ? 1 : 1 + 0.1 * multiplier * StrictMath.log(factor);
    }

    /** Radians a position of a pair that would turn by {@code frequency} if nothing were stretched. */
    double apply(double frequency, int pair) {
        double stretched = Math.clamp((pair - low) / Math.max(NARROWEST_RAMP, high - low), 0, 1);
        return frequency * (stretched / factor + 1 - stretched);
    }
}
