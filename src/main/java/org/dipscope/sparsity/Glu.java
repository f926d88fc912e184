package org.dipscope.sparsity;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Matrix;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** GLU pruning: gate and up are read whole, only the columns of down with the largest activations. */
public record Glu() implements MaskingMethod {
    private static final Footprint FOOTPRINT = new Footprint(
            List.of(new Footprint.Use(Hook.DOWN, List.of(Matrix.DOWN))), Set.of(Matrix.GATE, Matrix.UP));

    @Override
    public String id() {
        return "glu";
    }

    @Override
    public String label() {
        return "GLU";
    }

    @Override
    public String description() {
        return "reads gate and up whole, the columns of down with the largest activations";
    }

    @Override
    public Footprint footprint() {
        return FOOTPRINT;
    }

    @Override
    public double leastDensity() {
        return 2.0 / 3.0;
    }

    @Override
    public Map<Hook, Double> shares(Masking masking, Split shares) {
        return Map.of(Hook.DOWN, 3 * masking.density() - 2);
    }

    @Override
    public void forward(MaskedMlp mlp, MaskChoice choice) {
        mlp.gateAndUp(null);
        mlp.activateGate();
        mlp.multiply();
        mlp.down(choice.largest(Hook.DOWN, mlp.activation()));
    }
}
