package org.dipscope.sparsity;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Matrix;
import org.dipscope.mask.Selection;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The neurons that a small trained network foretells to be largest, as DejaVu: rows of gate and up, columns of down. The network's own
 * weights count in the density as a share of the MLP's, so that fewer neurons are left for it, and in DRAM.
 */
public record PredictorPruning() implements MaskingMethod {
    private static final Footprint FOOTPRINT = new Footprint(
            List.of(new Footprint.Use(Hook.ROWS, List.of(Matrix.GATE, Matrix.UP, Matrix.DOWN))), Set.of());

    @Override
    public String id() {
        return "predictor";
    }

    @Override
    public String label() {
        return "Predictor";
    }

    @Override
    public String description() {
        return "the neurons that a small trained network foretells to be largest";
    }

    @Override
    public Footprint footprint() {
        return FOOTPRINT;
    }

    @Override
    public Footprint footprint(Masking masking) {
        return FOOTPRINT.withOwn(masking.calibration().flatMap(Calibration::predictor).map(Predictor::bytes).orElse(0.0));
    }

    @Override
    public Optional<CalibrationKind> need() {
        return Optional.of(CalibrationKind.PREDICTOR);
    }

    @Override
    public Map<Hook, Double> shares(Masking masking, Split shares) {
        return Map.of(Hook.ROWS, masking.density() >= 1 ? 1 : Math.max(0, masking.density() - ownShare(masking.calibration())));
    }

    @Override
    public double leastDensity(Optional<Calibration> calibration) {
        return ownShare(calibration);
    }

    private static double ownShare(Optional<Calibration> calibration) {
        return calibration.flatMap(known -> known.predictor().map(predictor ->
                predictor.parameters() / (3.0 * known.origin().hidden() * known.origin().intermediate()))).orElse(0.0);
    }

    @Override
    public void forward(MaskedMlp mlp, MaskChoice choice) {
        Selection[] rows = choice.likeliest(Hook.ROWS, mlp.predict());
        mlp.gateRows(rows);
        mlp.activateGate();
        mlp.upRows(rows);
        mlp.multiply();
        mlp.down(rows);
    }
}
