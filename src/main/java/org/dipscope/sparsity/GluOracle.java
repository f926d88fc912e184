package org.dipscope.sparsity;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Matrix;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The neurons with the largest true activations: an upper bound, since it needs the activation to choose what to read. The
 * simulator counts it as if it knew; this engine has to compute gate and up whole.
 */
public record GluOracle() implements MaskingMethod {
    private static final Footprint FOOTPRINT = new Footprint(
            List.of(new Footprint.Use(Hook.ROWS, List.of(Matrix.GATE, Matrix.UP, Matrix.DOWN))), Set.of());

    @Override
    public String id() {
        return "glu-oracle";
    }

    @Override
    public String label() {
        return "GLU oracle";
    }

    @Override
    public String description() {
        return "the neurons with the largest true activations, as if it knew them: an upper bound";
    }

    @Override
    public Footprint footprint() {
        return FOOTPRINT;
    }

    @Override
    public Map<Hook, Double> shares(Masking masking, Split shares) {
        return Map.of(Hook.ROWS, masking.density());
    }

    @Override
    public void forward(MaskedMlp mlp, MaskChoice choice) {
        mlp.gateAndUp(null);
        mlp.activateGate();
        mlp.multiply();
        mlp.down(choice.largest(Hook.ROWS, mlp.activation()));
    }
}
