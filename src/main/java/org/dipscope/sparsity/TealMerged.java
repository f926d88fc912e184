package org.dipscope.sparsity;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;

import java.util.Map;
import java.util.Optional;

/** TEAL on weights that were fitted anew for masked inputs: thresholds choose the columns, merged weights make up for those left out. */
public record TealMerged() implements MaskingMethod {
    private static final Teal TEAL = new Teal();

    @Override
    public String id() {
        return "teal-merged";
    }

    @Override
    public String label() {
        return "TEAL merged";
    }

    @Override
    public String description() {
        return "calibrated thresholds on weights calibrated anew for masked inputs";
    }

    @Override
    public Footprint footprint() {
        return TEAL.footprint();
    }

    @Override
    public Optional<CalibrationKind> need() {
        return Optional.of(CalibrationKind.MERGED);
    }

    @Override
    public Optional<CalibrationKind> thresholds() {
        return TEAL.thresholds();
    }

    @Override
    public boolean splits() {
        return true;
    }

    @Override
    public Map<Hook, Double> shares(Masking masking, Split shares) {
        return TEAL.shares(masking, shares);
    }

    @Override
    public void forward(MaskedMlp mlp, MaskChoice choice) {
        TEAL.forward(mlp, choice);
    }
}
