package org.dipscope.calibration;

import org.dipscope.mask.Hook;
import org.dipscope.mask.Selection;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.dipscope.sparsity.CalibrationKind;
import org.dipscope.sparsity.Dip;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.Thresholds;
import org.dipscope.sparsity.TokenRows;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Quantiles of what CATS and TEAL compare with a threshold. */
final class ThresholdCalibration {
    private final LoadedModel model;
    private final Streams streams;
    private final Progress progress;
    private final int layers;

    ThresholdCalibration(LoadedModel model, Streams streams, Progress progress) {
        this.model = model;
        this.streams = streams;
        this.progress = progress;
        this.layers = model.summary().layers();
    }

    /** Of {@code |σ(W_g x)|} in the dense model. */
    Thresholds cats() {
        float[][] quantiles = new float[layers][];
        float[] values = new float[Math.multiplyExact(streams.tokens(), model.summary().intermediate())];
        for (int layer = 0; layer < layers; layer++) {
            streams.through(layer, Masking.DENSE, (mlp, _, first) -> {
                mlp.gateAndUp(null);
                mlp.activateGate();
                magnitudes(mlp.gate(), mlp.tokens(), values, first);
                mlp.multiply();
                mlp.down(null);
            });
            quantiles[layer] = sorted(values);
            progress.report((layer + 1.0) / layers, "thresholds, layer %d of %d".formatted(layer + 1, layers));
        }
        return new Thresholds(CalibrationKind.CATS, Map.of(Hook.ROWS, quantiles));
    }

    /** Of {@code |x|} and of {@code |â|} in the model that DIP prunes by the same settings, each layer seeing what the pruned ones before it left. */
    Thresholds teal(Masking settings) {
        Masking dip = settings.withMethod(new Dip());
        Map<Hook, float[][]> quantiles = new EnumMap<>(Hook.class);
        quantiles.put(Hook.INPUT, new float[layers][]);
        quantiles.put(Hook.DOWN, new float[layers][]);
        float[] inputs = new float[Math.multiplyExact(streams.tokens(), model.summary().hidden())];
        float[] activations = new float[Math.multiplyExact(streams.tokens(), model.summary().intermediate())];
        for (int layer = 0; layer < layers; layer++) {
            streams.through(layer, dip, (mlp, choice, first) -> {
                magnitudes(mlp.input(), mlp.tokens(), inputs, first);
                mlp.gateAndUp(choice.largest(Hook.INPUT, mlp.input()));
                mlp.activateGate();
                mlp.multiply();
                Selection[] down = choice.largest(Hook.DOWN, mlp.activation());
                // The product masks its input in place.
                magnitudes(mlp.activation(), mlp.tokens(), activations, first);
                mlp.down(down);
            });
            quantiles.get(Hook.INPUT)[layer] = sorted(inputs);
            quantiles.get(Hook.DOWN)[layer] = sorted(activations);
            progress.report((layer + 1.0) / layers, "thresholds, layer %d of %d".formatted(layer + 1, layers));
        }
        return new Thresholds(CalibrationKind.TEAL, quantiles);
    }

    private static float[] sorted(float[] values) {
        Arrays.parallelSort(values);
        return Thresholds.quantiles(values);
    }

    private static void magnitudes(TokenRows rows, int tokens, float[] to, int first) {
        for (int t = 0; t < tokens; t++) {
            int from = t * rows.stride();
            int at = (first + t) * rows.width();
            for (int i = 0; i < rows.width(); i++) {
                to[at + i] = Math.abs(rows.values()[from + i]);
            }
        }
    }
}
