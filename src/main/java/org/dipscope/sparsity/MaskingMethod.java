package org.dipscope.sparsity;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;

import java.util.Map;

/**
 * Which weights of a gated MLP a token reads. A method is stateless; a new one is one file and one line in {@link MaskingMethods}.
 */
public sealed interface MaskingMethod permits Dense, Dip, DipCacheAware, Glu, GluOracle, GatePruning, UpPruning {

    /** The word on the command line and in files. */
    String id();

    /** The words in the window. */
    String label();

    /** What it keeps, in one line. */
    String description();

    /** Its hooks, and the matrices that it reads whole. */
    Footprint footprint();

    /** The least density that it can reach; smaller ones are refused. 0 where any is reached. */
    default double leastDensity() {
        return 0;
    }

    /**
     * How many columns a token keeps at each hook.
     *
     * @param masking      the density and the split
     * @param hidden       {@code H}
     * @param intermediate {@code I}
     */
    Map<Hook, Integer> keep(Masking masking, int hidden, int intermediate);

    /** The factor on the score of a column that is not resident; 1 where the method does not ask the cache. */
    default double gamma(Masking masking) {
        return 1;
    }

    /** One layer's MLP for all tokens of {@code mlp}, from its input to its output. */
    void forward(MaskedMlp mlp, MaskChoice choice);

    /** Throws {@link IllegalArgumentException} with the least reachable density where this one is out of reach. */
    default void check(double density) {
        if (density < leastDensity()) {
            throw new IllegalArgumentException("%s cannot reach a density of %s; the least is %s.".formatted(label(), density, Shares.rounded(leastDensity())));
        }
    }
}
