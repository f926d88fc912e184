package org.dipscope.sparsity;

import org.dipscope.mask.Footprint;

import java.util.Optional;

/**
 * What a person chooses of the masking.
 *
 * @param method      which weights a token reads
 * @param density     share of the MLP's weights that a token touches, in (0, 1]; prune ratio = 1 − density
 * @param gamma       how little a column counts that is not resident, in [0, 1]; only DIP-CA uses it
 * @param fixedTopN   how many of the largest scores of a hook keep their score whatever is resident, ≥ 0
 * @param warmUp      whether γ falls from 1 to {@code gamma} over the first tokens
 * @param split       the two shares of the density set by hand; empty for the calibration's, or else the paper's fit
 * @param weighting   how DIP-CA lets what is resident change its choice
 * @param topM        for {@link Weighting#APPROXIMATE}: m as a multiple of k, ≥ 1
 * @param scoring     what DIP and its kin choose by
 * @param calibration what was learnt from a text; empty without
 */
public record Masking(MaskingMethod method, double density, double gamma, int fixedTopN, boolean warmUp, Optional<Split> split,
                      Weighting weighting, double topM, Scoring scoring, Optional<Calibration> calibration) {

    /** How far beyond k the approximate choice looks, unless it is set. */
    public static final double DEFAULT_TOP_M = 1.5;

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
        if (!(topM >= 1) || Double.isInfinite(topM)) {
            throw new IllegalArgumentException("a top-m of " + topM + " is below 1; give how many times k columns to look among, such as 1.5.");
        }
        method.check(density, calibration);
        Optional<CalibrationKind> need = method.needs().stream().filter(kind -> !calibration.map(known -> known.has(kind)).orElse(false)).findFirst();
        if (need.isPresent()) {
            throw new IllegalArgumentException("%s needs a calibration%s; make one with 'dipscope calibrate --for %s' and name it with --calibration.".formatted(
                    method.label(), calibration.map(known -> ", and '%s' has none for it".formatted(known.file())).orElse(""), method.needed()));
        }
    }

    /** A choice without any of the later refinements. */
    public Masking(MaskingMethod method, double density, double gamma, int fixedTopN, boolean warmUp, Optional<Split> split) {
        this(method, density, gamma, fixedTopN, warmUp, split, Weighting.GAMMA, DEFAULT_TOP_M, Scoring.MAGNITUDE, Optional.empty());
    }

    /** The same choice with another method. */
    public Masking withMethod(MaskingMethod other) {
        return new Masking(other, density, gamma, fixedTopN, warmUp, split, weighting, topM, scoring, calibration);
    }

    /** The same choice with another density. */
    public Masking withDensity(double other) {
        return new Masking(method, other, gamma, fixedTopN, warmUp, split, weighting, topM, scoring, calibration);
    }

    /** The same choice with another γ. */
    public Masking withGamma(double other) {
        return new Masking(method, density, other, fixedTopN, warmUp, split, weighting, topM, scoring, calibration);
    }

    /** The same choice with another split. */
    public Masking withSplit(Optional<Split> other) {
        return new Masking(method, density, gamma, fixedTopN, warmUp, other, weighting, topM, scoring, calibration);
    }

    /** The same choice with another way of asking the cache. */
    public Masking withWeighting(Weighting other, double otherTopM) {
        return new Masking(method, density, gamma, fixedTopN, warmUp, split, other, otherTopM, scoring, calibration);
    }

    /** The same choice by other scores. */
    public Masking withScoring(Scoring other) {
        return new Masking(method, density, gamma, fixedTopN, warmUp, split, weighting, topM, other, calibration);
    }

    /** The same choice with another calibration. */
    public Masking withCalibration(Optional<Calibration> other) {
        return new Masking(method, density, gamma, fixedTopN, warmUp, split, weighting, topM, scoring, other);
    }

    /** DIP's shares: those set by hand, or else the paper's fit. With a calibration's splits each layer has its own. */
    public Split shares() {
        return split.orElseGet(() -> Split.of(density));
    }

    /** DIP's shares in one layer: those set by hand, or else the calibration's, or else the paper's fit. */
    public Split shares(int layer) {
        Optional<LayerSplits> found = split.isPresent() ? Optional.empty() : calibration.flatMap(Calibration::splits);
        return found.map(splits -> splits.of(density, layer)).orElseGet(this::shares);
    }

    /** Whether masks depend on what is in DRAM, so that a replay of stored ones under another device is no run under it. */
    public boolean asksCache() {
        return method.asksCache() && (!weighting.usesGamma() || gamma < 1);
    }

    /** What the method touches, its own weights included. */
    public Footprint footprint() {
        return method.footprint(this);
    }
}
