package org.dipscope.sparsity;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Selection;

import java.util.Map;
import java.util.Optional;

/** Gate pruning with a calibrated threshold a layer in place of the top-k: a token keeps as many neurons as exceed it. */
public record Cats() implements MaskingMethod {
    private static final GatePruning GATE = new GatePruning();

    @Override
    public String id() {
        return "cats";
    }

    @Override
    public String label() {
        return "CATS";
    }

    @Override
    public String description() {
        return "reads gate whole; rows of up and columns of down where it exceeds a calibrated threshold";
    }

    @Override
    public Footprint footprint() {
        return GATE.footprint();
    }

    @Override
    public double leastDensity() {
        return GATE.leastDensity();
    }

    @Override
    public Optional<CalibrationKind> need() {
        return thresholds();
    }

    @Override
    public Optional<CalibrationKind> thresholds() {
        return Optional.of(CalibrationKind.CATS);
    }

    @Override
    public Map<Hook, Double> shares(Masking masking, Split shares) {
        return GATE.shares(masking, shares);
    }

    @Override
    public void forward(MaskedMlp mlp, MaskChoice choice) {
        mlp.gateRows(null);
        mlp.activateGate();
        Selection[] rows = choice.above(Hook.ROWS, mlp.gate());
        mlp.upRows(rows);
        mlp.multiply();
        mlp.down(rows);
    }
}
