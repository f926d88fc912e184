package org.dipscope.sparsity;

import java.util.Optional;

/**
 * What a person chooses of the masking.
 *
 * @param method    which weights a token reads
 * @param density   share of the MLP's weights that a token touches, in (0, 1]; prune ratio = 1 − density
 * @param gamma     factor on the score of a column that is not resident, in [0, 1]; only DIP-CA uses it
 * @param fixedTopN how many of the largest scores of a hook keep their score whatever is resident, ≥ 0
 * @param warmUp    whether γ falls from 1 to {@code gamma} over the first tokens
 * @param split     the two shares of the density set by hand; empty for the paper's fit
 */
public record Masking(MaskingMethod method, double density, double gamma, int fixedTopN, boolean warmUp, Optional<Split> split) {

    /** Every weight, as prompts are encoded. */
    public static final Masking DENSE = new Masking(new Dense(), 1, 1, 0, false, Optional.empty());

    public Masking {
        if (!(density > 0 && density <= 1)) {
            throw new IllegalArgumentException("a density of " + density + " is outside (0, 1]; give the share of weights to keep, such as 0.6.");
        }
        if (!(gamma >= 0 && gamma <= 1)) {
            throw new IllegalArgumentException("a γ of " + gamma + " is outside [0, 1]; 1 ignores the cache, 0 never leaves it.");
        }
        if (fixedTopN < 0) {
            throw new IllegalArgumentException("a fixed top-n of " + fixedTopN + " is negative; give 0 or more columns.");
        }
        method.check(density);
    }

    /** The same choice with another method. */
    public Masking withMethod(MaskingMethod other) {
        return new Masking(other, density, gamma, fixedTopN, warmUp, split);
    }

    /** The same choice with another density. */
    public Masking withDensity(double other) {
        return new Masking(method, other, gamma, fixedTopN, warmUp, split);
    }

    /** The same choice with another γ. */
    public Masking withGamma(double other) {
        return new Masking(method, density, other, fixedTopN, warmUp, split);
    }

    /** DIP's shares: those set by hand, or else the paper's fit. */
    public Split shares() {
        return split.orElseGet(() -> Split.of(density));
    }
}
