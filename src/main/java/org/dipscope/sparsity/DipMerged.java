package org.dipscope.sparsity;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;

import java.util.Map;
import java.util.Optional;

/** DIP on weights that were fitted anew for masked inputs. The weights have the model's own types, so that a token reads as much as DIP's. */
public record DipMerged() implements MaskingMethod {
    private static final Dip DIP = new Dip();

    @Override
    public String id() {
        return "dip-merged";
    }

    @Override
    public String label() {
        return "DIP merged";
    }

    @Override
    public String description() {
        return "DIP on weights calibrated anew for masked inputs";
    }

    @Override
    public Footprint footprint() {
        return DIP.footprint();
    }

    @Override
    public Optional<CalibrationKind> need() {
        return Optional.of(CalibrationKind.MERGED);
    }

    @Override
    public boolean splits() {
        return true;
    }

    @Override
    public Map<Hook, Double> shares(Masking masking, Split shares) {
        return DIP.shares(masking, shares);
    }

    @Override
    public void forward(MaskedMlp mlp, MaskChoice choice) {
        DIP.forward(mlp, choice);
    }
}
