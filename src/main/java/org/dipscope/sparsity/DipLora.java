package org.dipscope.sparsity;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Selection;

import java.util.Map;
import java.util.Optional;

/**
 * DIP with adapters of low rank that see what the mask left and make up for what it left out. They stay beside the weights, and are
 * counted: their bytes in DRAM, what a token reads of them in the density that is measured.
 */
public record DipLora() implements MaskingMethod {
    private static final Dip DIP = new Dip();

    @Override
    public String id() {
        return "dip-lora";
    }

    @Override
    public String label() {
        return "DIP + LoRA";
    }

    @Override
    public String description() {
        return "DIP with calibrated adapters that make up for what the mask leaves out";
    }

    @Override
    public Footprint footprint() {
        return DIP.footprint();
    }

    @Override
    public Footprint footprint(Masking masking) {
        return footprint().withOwn(masking.calibration().flatMap(Calibration::adapters).map(Adapters::bytes).orElse(0.0));
    }

    @Override
    public Optional<CalibrationKind> need() {
        return Optional.of(CalibrationKind.LORA);
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
        Selection[] input = choice.largest(Hook.INPUT, mlp.input());
        mlp.gateAndUp(input);
        mlp.adaptGateAndUp(input);
        mlp.activateGate();
        mlp.multiply();
        Selection[] down = choice.largest(Hook.DOWN, mlp.activation());
        mlp.down(down);
        mlp.adaptDown(down);
    }
}
