package org.dipscope.sparsity;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Matrix;
import org.dipscope.mask.Selection;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gate is read whole; its largest activations choose rows of up and columns of down. */
public record GatePruning() implements MaskingMethod {
    private static final Footprint FOOTPRINT = new Footprint(
            List.of(new Footprint.Use(Hook.ROWS, List.of(Matrix.UP, Matrix.DOWN))), Set.of(Matrix.GATE));

    @Override
    public String id() {
        return "gate";
    }

    @Override
    public String label() {
        return "Gate";
    }

    @Override
    public String description() {
        return "reads gate whole; its largest activations choose rows of up and columns of down";
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
        mlp.gateRows(null);
        mlp.activateGate();
        Selection[] rows = choice.largest(Hook.ROWS, mlp.gate());
        mlp.upRows(rows);
        mlp.multiply();
        mlp.down(rows);
    }
}
