package org.dipscope.calibration;

import org.dipscope.gguf.TensorType;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Matrix;
import org.dipscope.mask.Selection;
import org.dipscope.model.Transformer;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.dipscope.sparsity.Adapters;
import org.dipscope.sparsity.MaskedMlp;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.MergedWeights;
import org.dipscope.sparsity.TokenRows;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * Makes the MLPs good at masked inputs, layer after layer and in closed form: each layer sees the stream that the layers before it leave
 * when they are masked and already corrected. First gate and up are fitted together from the masked input, then down from the activations
 * that they give. An error counts relative to the size of the dense stream at its token, since that is how the next norm sees it.
 */
final class MaskedFit {
    private final LoadedModel model;
    private final Transformer transformer;
    private final Recipe recipe;
    private final Masking masking;
    private final Progress progress;
    private final GateUpFit gateAndUp;
    private final DownFit down;
    private final int layers;
    private final int hidden;
    private final boolean toStream;
    /** Of all tokens where they are aimed at; else of those held out, to say how far from them the fit stays. */
    private final Streams dense;
    private final Streams sparse;
    private final float[][] maskedInputs;
    private final float[][] targetInputs;
    private final float[][] targetOutputs;
    private final Streams plain;
    /** Tokens that are fitted; the windows after them are held out. */
    private final int trained;
    private final Ridges ridges;
    private double corrected;
    private double uncorrected;

    MaskedFit(LoadedModel model, Streams streams, Recipe recipe, Masking masking, Progress progress) {
        this.model = model;
        this.transformer = model.transformer();
        this.recipe = recipe;
        this.masking = masking.withMethod(recipe.masks());
        this.progress = progress;
        this.layers = model.summary().layers();
        this.hidden = model.summary().hidden();
        Products products = new Products(model.workers(), this::requireWanted);
        this.ridges = new Ridges(recipe.ridge());
        this.gateAndUp = new GateUpFit(transformer, this.masking, products, ridges, this::requireWanted);
        this.down = new DownFit(products, ridges, this::requireWanted);
        this.toStream = recipe.target() == Recipe.Target.STREAM;
        int windows = streams.tokens() / recipe.context();
        this.trained = (windows - Math.max(1, windows / 8)) * recipe.context();
        this.plain = streams.from(trained);
        this.dense = toStream ? streams.copy() : streams.from(trained);
        this.sparse = streams;
        this.maskedInputs = new float[streams.tokens()][hidden];
        this.targetInputs = new float[streams.tokens()][hidden];
        this.targetOutputs = new float[streams.tokens()][hidden];
    }

    /**
     * Throws {@link IllegalArgumentException} with one sentence where the model's MLPs cannot be fitted.
     *
     * @param windows of text to learn from
     * @param merged  whether the weights are to be written in their types
     */
    static void requirePossible(Transformer transformer, int windows, boolean merged) {
        if (windows < 2) {
            throw new IllegalArgumentException("a fit needs a window to learn from and one to judge by; give a longer text or a smaller --context.");
        }
        if (transformer.normsOutput()) {
            throw new IllegalArgumentException("the model norms what its MLPs give before it is added, which a fit in closed form does not see; calibrate another model.");
        }
        for (int layer = 0; merged && layer < transformer.shape().layers(); layer++) {
            for (Matrix matrix : Matrix.values()) {
                Rounding.requireWritable(TensorType.valueOf(transformer.type(matrix, layer)));
            }
        }
    }

    /** What is left of DIP's square error in the stream after the last layer, over the tokens held out, and how often which ridge was best. */
    Map<String, String> results(String kind) {
        return Map.of(kind + ".error-left", String.format(Locale.ROOT, "%.4f", corrected / uncorrected), kind + ".ridges", ridges.toString());
    }

    /** Adapters of the recipe's rank. */
    Adapters adapters() {
        AdapterCorrection correction = new AdapterCorrection(layers, recipe.rank());
        each(correction);
        return correction.adapters();
    }

    /** Whole matrices, rounded into the model's own types. */
    MergedWeights merged() {
        MergedCorrection correction = new MergedCorrection(transformer, new Rounding(model.workers()));
        each(correction);
        return correction.weights(layers);
    }

    private void requireWanted() {
        Streams.requireWanted(progress);
    }

    private void each(Correction correction) {
        for (int layer = 0; layer < layers; layer++) {
            layer(layer, correction);
            progress.report((layer + 1.0) / layers, String.format(Locale.ROOT, "layer %d of %d, %.3f of the error left", layer + 1, layers, corrected / uncorrected));
        }
    }

    private void layer(int layer, Correction correction) {
        dense.through(layer, Masking.DENSE, (mlp, _, _) -> runDense(mlp));
        plain.through(layer, masking, (mlp, choice, _) -> masking.method().forward(mlp, choice));
        sparse.through(layer, masking, (mlp, choice, first) -> {
            Selection[] columns = masking.method().thresholds().isPresent() ? choice.above(Hook.INPUT, mlp.input()) : choice.largest(Hook.INPUT, mlp.input());
            keepMasked(mlp.input(), columns, mlp.tokens(), first);
            Streams.keep(mlp.input(), mlp, targetInputs, first);
            runDense(mlp);
            Streams.keep(mlp.output(), mlp, targetOutputs, first);
            Arrays.fill(mlp.output().values(), 0f);
        });
        float[][] before = sparse.rows();
        double[] weight = new double[before.length];
        for (int t = 0; t < before.length; t++) {
            double square = 0;
            for (int i = 0; i < hidden; i++) {
                double after = before[t][i] + targetOutputs[t][i];
                square += after * after;
            }
            weight[t] = 1 / Math.sqrt(square / hidden + 1e-9);
        }
        LayerTokens tokens = new LayerTokens(maskedInputs, targetInputs, targetOutputs, weight, trained);
        float[] weights = transformer.plain(Matrix.DOWN, layer);
        float[][] activations = gateAndUp.fit(layer, tokens, weights, correction);
        if (toStream) {
            for (int t = 0; t < before.length; t++) {
                for (int i = 0; i < hidden; i++) {
                    targetOutputs[t][i] = dense.rows()[t][i] - before[t][i];
                }
            }
        }
        float[][] outputs = down.fit(layer, tokens, weights, activations, correction);
        for (int t = 0; t < outputs.length; t++) {
            for (int i = 0; i < hidden; i++) {
                before[t][i] += outputs[t][i];
            }
        }
        corrected = error(sparse.rows(), trained);
        uncorrected = error(plain.rows(), 0);
    }

    /** The mean square of a stream's difference from the dense one over the tokens held out, relative to that one's size. */
    private double error(float[][] rows, int first) {
        double sum = 0;
        int held = plain.tokens();
        for (int t = 0; t < held; t++) {
            float[] aim = dense.rows()[dense.tokens() - held + t];
            double square = 1e-9;
            double missed = 0;
            for (int i = 0; i < hidden; i++) {
                double difference = rows[first + t][i] - aim[i];
                missed += difference * difference;
                square += (double) aim[i] * aim[i];
            }
            sum += missed / square;
        }
        return sum / held;
    }

    private void runDense(MaskedMlp mlp) {
        mlp.gateAndUp(null);
        requireWanted();
        mlp.activateGate();
        mlp.multiply();
        mlp.down(null);
    }

    private void keepMasked(TokenRows input, Selection[] columns, int tokens, int first) {
        for (int t = 0; t < tokens; t++) {
            float[] row = maskedInputs[first + t];
            Arrays.fill(row, 0f);
            for (int n = 0; n < columns[t].count(); n++) {
                int column = columns[t].column(n);
                row[column] = input.values()[t * input.stride() + column];
            }
        }
    }
}
