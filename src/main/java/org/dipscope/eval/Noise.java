package org.dipscope.eval;

import org.dipscope.model.Perturbation;

/**
 * How a figure's noise floor is found: the evaluation is repeated with activations disturbed by about as much as rounding does. Masks are
 * chaotic, so that the repeats spread; what lies within their spread is no difference.
 *
 * @param size    root mean square of the relative noise on what each norm gives; rounding is about 1e-6
 * @param repeats how many disturbed runs follow the plain one, 0 to 100
 * @param seed    of the noise; repeat {@code r} has {@code seed + r}
 */
public record Noise(double size, int repeats, long seed) {
    /** The plain run alone. */
    public static final Noise NONE = new Noise(0, 0, 0);
    /** As much as rounding, three times. */
    public static final Noise ROUNDING = new Noise(1e-6, 3, 0);

    public Noise {
        if (repeats < 0 || repeats > 100) {
            throw new IllegalArgumentException("%d repeats do not work; give 0 to 100.".formatted(repeats));
        }
        new Perturbation(size, seed);
    }

    /** The runs' perturbations: none for the first, then one a repeat. */
    Perturbation of(int run) {
        return run == 0 ? Perturbation.NONE : new Perturbation(size, seed + run);
    }
}
