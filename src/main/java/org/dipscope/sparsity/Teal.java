package org.dipscope.sparsity;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;

import java.util.Map;
import java.util.Optional;

/** DIP with a calibrated threshold a layer and hook in place of the top-k, as TEAL: a token keeps as many columns as exceed it. */
public record Teal() implements MaskingMethod {
    private static final Dip DIP = new Dip();

    @Override
    public String id() {
        return "teal";
    }

    @Override
    public String label() {
        return "TEAL";
    }

    @Override
    public String description() {
        return "DIP with calibrated thresholds: tokens differ in how much they keep";
    }

    @Override
    public Footprint footprint() {
        return DIP.footprint();
    }

    @Override
    public Optional<CalibrationKind> need() {
        return thresholds();
    }

    @Override
    public Optional<CalibrationKind> thresholds() {
        return Optional.of(CalibrationKind.TEAL);
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
        mlp.gateAndUp(choice.above(Hook.INPUT, mlp.input()));
        mlp.activateGate();
        mlp.multiply();
        mlp.down(choice.above(Hook.DOWN, mlp.activation()));
    }
}
