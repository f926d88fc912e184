package org.dipscope.sparsity;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Matrix;
import org.dipscope.mask.Selection;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Up is read whole; its largest outputs choose rows of gate and columns of down. */
public record UpPruning() implements MaskingMethod {
    private static final Footprint FOOTPRINT = new Footprint(
            List.of(new Footprint.Use(Hook.ROWS, List.of(Matrix.GATE, Matrix.DOWN))), Set.of(Matrix.UP));

    @Override
    public String id() {
        return "up";
    }

    @Override
    public String label() {
        return "Up";
    }

    @Override
    public String description() {
        return "reads up whole; its largest outputs choose rows of gate and columns of down";
    }

    @Override
    public Footprint footprint() {
        return FOOTPRINT;
    }

    @Override
    public double leastDensity() {
        return 1.0 / 3.0;
    }

    @Override
    public Map<Hook, Double> shares(Masking masking, Split shares) {
        return Map.of(Hook.ROWS, (3 * masking.density() - 1) / 2);
    }

    @Override
    public void forward(MaskedMlp mlp, MaskChoice choice) {
        mlp.upRows(null);
        Selection[] rows = choice.largest(Hook.ROWS, mlp.up());
        mlp.gateRows(rows);
        mlp.activateGate();
        mlp.multiply();
        mlp.down(rows);
    }
}
