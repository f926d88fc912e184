package org.dipscope.sparsity;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;

import java.util.Map;

/** DIP whose scores are multiplied by γ where a column is not in DRAM, so that the cache is hit more often. */
public record DipCacheAware() implements MaskingMethod {
    private static final Dip DIP = new Dip();

    @Override
    public String id() {
        return "dip-ca";
    }

    @Override
    public String label() {
        return "DIP-CA";
    }

    @Override
    public String description() {
        return "DIP that prefers the columns already in DRAM";
    }

    @Override
    public Footprint footprint() {
        return DIP.footprint();
    }

    @Override
    public Map<Hook, Double> shares(Masking masking, Split shares) {
        return DIP.shares(masking, shares);
    }

    @Override
    public boolean splits() {
        return true;
    }

    @Override
    public boolean asksCache() {
        return true;
    }

    @Override
    public void forward(MaskedMlp mlp, MaskChoice choice) {
        DIP.forward(mlp, choice);
    }
}
