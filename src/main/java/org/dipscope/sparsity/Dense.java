package org.dipscope.sparsity;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;

import java.util.Map;

/** Every weight of the MLP. */
public record Dense() implements MaskingMethod {

    @Override
    public String id() {
        return "dense";
    }

    @Override
    public String label() {
        return "Dense";
    }

    @Override
    public String description() {
        return "reads every weight";
    }

    @Override
    public Footprint footprint() {
        return Footprint.DENSE;
    }

    @Override
    public Map<Hook, Double> shares(Masking masking, Split shares) {
        return Map.of();
    }

    @Override
    public void forward(MaskedMlp mlp, MaskChoice choice) {
        mlp.gateAndUp(null);
        mlp.activateGate();
        mlp.multiply();
        mlp.down(null);
    }
}
