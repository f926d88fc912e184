package org.dipscope.sparsity;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Matrix;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Dynamic input pruning: the largest inputs choose columns of gate and up, the largest pruned activations columns of down. */
public record Dip() implements MaskingMethod {
    private static final Footprint FOOTPRINT = new Footprint(List.of(
            new Footprint.Use(Hook.INPUT, List.of(Matrix.GATE, Matrix.UP)),
            new Footprint.Use(Hook.DOWN, List.of(Matrix.DOWN))), Set.of());

    @Override
    public String id() {
        return "dip";
    }

    @Override
    public String label() {
        return "DIP";
    }

    @Override
    public String description() {
        return "the largest inputs choose columns of gate and up, the largest activations columns of down";
    }

    @Override
    public Footprint footprint() {
        return FOOTPRINT;
    }

    @Override
    public boolean splits() {
        return true;
    }

    @Override
    public Map<Hook, Double> shares(Masking masking, Split shares) {
        return Map.of(Hook.INPUT, shares.input(), Hook.DOWN, shares.down());
    }

    @Override
    public void forward(MaskedMlp mlp, MaskChoice choice) {
        mlp.gateAndUp(choice.largest(Hook.INPUT, mlp.input()));
        mlp.activateGate();
        mlp.multiply();
        mlp.down(choice.largest(Hook.DOWN, mlp.activation()));
    }
}
