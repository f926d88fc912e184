package org.dipscope.model;

import org.dipscope.gguf.GgufException;
import org.dipscope.kernel.Rotary;
import org.dipscope.kernel.RotaryPairs;

/**
 * How a model turns heads by positions.
 *
 * @param dimensions   how many leading floats of a head are turned, even
 * @param pairs        which of them turn together
 * @param base         of the frequencies
 * @param localBase    of the frequencies in layers with a window
 * @param stretch      of the positions
 * @param localStretch of the positions in layers with a window: those of an architecture that gives them a base of their own are not stretched
 * @param reach        the longest sequence that is turned by the short factors, where the file has two sets of factors
 */
public record RotaryShape(int dimensions, RotaryPairs pairs, double base, double localBase, Stretch stretch, Stretch localStretch, int reach) {

    static RotaryShape of(Keys keys, Architecture architecture, int headSize, int context) throws GgufException {
        int dimensions = keys.number("rope.dimension_count", 2, headSize, headSize);
        if (dimensions % 2 != 0) {
            throw new GgufException("%d floats of a head are to be turned, which is no whole number of pairs; the file is broken, get it again.".formatted(dimensions));
        }
        double base = keys.above(1, "rope.freq_base", 10_000);
        boolean apart = architecture.windows().base() > 0;
        double localBase = keys.above(1, "rope.freq_base_swa", apart ? architecture.windows().base() : base);
        return new RotaryShape(dimensions, architecture.pairs(), base, localBase, Stretch.of(keys, dimensions, base, context),
                apart ? Stretch.none(keys) : Stretch.of(keys, dimensions, localBase, context),
                keys.number("rope.scaling.original_context_length", 1, Hyperparameters.LONGEST_CONTEXT, context));
    }

    /** The model's own frequencies, {@code base^(−2i/dimensions) / factors[i]}, stretched; {@code factors} may be empty. */
    Rotary global(float[] factors) {
        return rotary(base, factors, stretch);
    }

    /** The frequencies of layers with a window. */
    Rotary local() {
        return rotary(localBase, new float[0], localStretch);
    }

    private Rotary rotary(double ofBase, float[] factors, Stretch by) {
        double[] frequencies = new double[dimensions / 2];
        for (int i = 0; i < frequencies.length; i++) {
            double own = StrictMath.pow(ofBase, -2.0 * i / dimensions) / (factors.length == 0 ? 1 : factors[i]);
            frequencies[i] = by.apply(own, i);
        }
        return new Rotary(frequencies, by.magnitude(), pairs);
    }
}
