package org.dipscope.sparsity;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which weights of a gated MLP a token reads. A method is stateless; a new one is one file and one line in {@link MaskingMethods}.
 */
public sealed interface MaskingMethod permits Dense, Dip, DipCacheAware, DipLora, DipMerged, Teal, TealMerged, Glu, GluOracle, GatePruning, UpPruning, Cats,
        PredictorPruning {

    /** The word on the command line and in files. */
    String id();

    /** The words in the window. */
    String label();

    /** What it keeps, in one line. */
    String description();

    /** Its hooks, and the matrices that it reads whole. */
    Footprint footprint();

    /** The same with the bytes of its own weights, where it brings some along. */
    default Footprint footprint(Masking masking) {
        return footprint();
    }

    /** The least density that it can reach; smaller ones are refused. 0 where any is reached. */
    default double leastDensity() {
        return 0;
    }

    /** The least density that it can reach with this calibration, whose own weights may count. */
    default double leastDensity(Optional<Calibration> calibration) {
        return leastDensity();
    }

    /** What it needs of a calibration; empty for a method that works without. */
    default Optional<CalibrationKind> need() {
        return Optional.empty();
    }

    /** Which thresholds it chooses by; empty for a method of counts. */
    default Optional<CalibrationKind> thresholds() {
        return Optional.empty();
    }

    /** Everything that a calibration has to have for it. */
    default Set<CalibrationKind> needs() {
        return Stream.concat(thresholds().stream(), need().stream()).collect(Collectors.toCollection(() -> EnumSet.noneOf(CalibrationKind.class)));
    }

    /** The same as {@code dipscope calibrate --for} takes it, such as "teal,merged". */
    default String needed() {
        return needs().stream().map(CalibrationKind::id).collect(Collectors.joining(","));
    }

    /** Whether one density becomes a share of input and a share of down columns. */
    default boolean splits() {
        return false;
    }

    /** Whether it chooses the largest of scores that {@link Scoring} makes. */
    default boolean ranks() {
        return splits() && thresholds().isEmpty();
    }

    /** Whether it asks what is in DRAM before it chooses. */
    default boolean asksCache() {
        return false;
    }

    /**
     * The share of columns that a token keeps at each hook of a layer; for a method of thresholds the share that the calibration's tokens
     * keep on the average.
     *
     * @param masking the density
     * @param shares  the layer's split of it
     */
    Map<Hook, Double> shares(Masking masking, Split shares);

    /**
     * How many columns a token keeps at each hook, by the split that the density gives; a calibration may have others for single layers.
     *
     * @param masking      the density and the split
     * @param hidden       {@code H}
     * @param intermediate {@code I}
     */
    default Map<Hook, Integer> keep(Masking masking, int hidden, int intermediate) {
        return count(shares(masking, masking.shares()), hidden, intermediate);
    }

    /** How many columns a token keeps at each hook of one layer. */
    default Map<Hook, Integer> keep(Masking masking, int layer, int hidden, int intermediate) {
        return count(shares(masking, masking.shares(layer)), hidden, intermediate);
    }

    private static Map<Hook, Integer> count(Map<Hook, Double> shares, int hidden, int intermediate) {
        Map<Hook, Integer> counts = new EnumMap<>(Hook.class);
        shares.forEach((hook, share) -> counts.put(hook, Shares.floor(share, hook.columns(hidden, intermediate))));
        return counts;
    }

    /** The factor on the score of a column that is not resident; 1 where the method does not ask the cache. */
    default double gamma(Masking masking) {
        return asksCache() ? masking.gamma() : 1;
    }

    /** One layer's MLP for all tokens of {@code mlp}, from its input to its output. */
    void forward(MaskedMlp mlp, MaskChoice choice);

    /** Throws {@link IllegalArgumentException} with the least reachable density where this one is out of reach. */
    default void check(double density, Optional<Calibration> calibration) {
        double least = leastDensity(calibration);
        if (density < least) {
            throw new IllegalArgumentException("%s cannot reach a density of %s; the least is %s.".formatted(label(), density, Shares.rounded(least)));
        }
    }
}
