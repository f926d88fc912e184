package org.dipscope.calibration;

import org.dipscope.kernel.TopK;
import org.dipscope.mask.Selection;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.Predictor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Trains the predictors on the dense model's activations, several layers at a time. The last tenth of the tokens is held out: training ends
 * when their likelihood has not grown for two epochs, the best weights are kept, and the recall of the true top-k is theirs.
 */
final class PredictorTraining {
    private static final int BATCH = 64;
    private static final int PATIENCE = 2;

    private final LoadedModel model;
    private final Streams streams;
    private final Recipe recipe;
    private final Progress progress;
    private final int layers;
    private final int hidden;
    private final int intermediate;
    private final int keep;
    private final int held;
    private final double[] recalls;

    PredictorTraining(LoadedModel model, Streams streams, Recipe recipe, Progress progress) {
        this.model = model;
        this.streams = streams;
        this.recipe = recipe;
        this.progress = progress;
        this.layers = model.summary().layers();
        this.hidden = model.summary().hidden();
        this.intermediate = model.summary().intermediate();
        double own = ((double) (hidden + 1) * recipe.width() + (double) (recipe.width() + 1) * intermediate) / (3.0 * hidden * intermediate);
        this.keep = (int) Math.floor(Math.max(0, recipe.density() - own) * intermediate);
        this.held = Math.max(1, streams.tokens() / 10);
        this.recalls = new double[layers];
        if (keep < 1 || keep >= intermediate) {
            throw new IllegalArgumentException("at a density of %s a predictor of width %d keeps %d of %d neurons, so that there is nothing to foretell; give another."
                    .formatted(recipe.density(), recipe.width(), keep, intermediate));
        }
    }

    /** Trains all of them. */
    Predictor train() {
        float[][] first = new float[layers][];
        float[][] second = new float[layers][];
        int group = model.workers().threads();
        for (int from = 0; from < layers; from += group) {
            int count = Math.min(group, layers - from);
            List<Examples> examples = new ArrayList<>();
            for (int layer = from; layer < from + count; layer++) {
                examples.add(examples(layer));
            }
            int begin = from;
            model.workers().run(count, (chunk, _) -> {
                Examples own = examples.get(chunk);
                train(own, begin + chunk, first, second);
            });
            Streams.requireWanted(progress);
            progress.report((double) (from + count) / layers, "predictors, layer %d of %d, recall %.3f".formatted(from + count, layers, recalls[from + count - 1]));
        }
        return new Predictor(recipe.width(), first, second);
    }

    /** Recall of the true top-k on the tokens held out, for people. */
    Map<String, String> results() {
        double mean = Arrays.stream(recalls).average().orElse(Double.NaN);
        return Map.of("predictor.recall", Arrays.stream(recalls).mapToObj(value -> String.format(Locale.ROOT, "%.4f", value)).collect(Collectors.joining(" ")),
                "predictor.mean-recall", String.format(Locale.ROOT, "%.4f", mean), "predictor.keep", String.valueOf(keep));
    }

    /**
     * What a layer's predictor learns from.
     *
     * @param x      {@code [tokens][hidden]}
     * @param labels {@code [tokens][intermediate]}: whether the neuron is among the largest
     */
    private record Examples(float[][] x, boolean[][] labels) {
    }

    private Examples examples(int layer) {
        float[][] x = new float[streams.tokens()][hidden];
        boolean[][] labels = new boolean[streams.tokens()][intermediate];
        float[] scores = new float[intermediate];
        Selection largest = new Selection(intermediate);
        streams.through(layer, Masking.DENSE, (mlp, _, first) -> {
            Streams.keep(mlp.input(), mlp, x, first);
            mlp.gateAndUp(null);
            mlp.activateGate();
            mlp.multiply();
            for (int t = 0; t < mlp.tokens(); t++) {
                for (int i = 0; i < intermediate; i++) {
                    scores[i] = Math.abs(mlp.activation().values()[t * mlp.activation().stride() + i]);
                }
                TopK.select(scores, 0, keep, largest);
                for (int n = 0; n < keep; n++) {
                    labels[first + t][largest.column(n)] = true;
                }
            }
            mlp.down(null);
        });
        return new Examples(x, labels);
    }

    private void train(Examples examples, int layer, float[][] first, float[][] second) {
        int trained = examples.x.length - held;
        double square = 0;
        for (float[] row : examples.x) {
            for (float value : row) {
                square += (double) value * value;
            }
        }
        PredictorNetwork network = new PredictorNetwork(hidden, recipe.width(), intermediate, Math.sqrt(square / examples.x.length / hidden),
                (double) keep / intermediate, recipe.seed() + layer);
        float[] heldInputs = new float[held * hidden];
        for (int t = 0; t < held; t++) {
            System.arraycopy(examples.x[trained + t], 0, heldInputs, t * hidden, hidden);
        }
        Random random = new Random(recipe.seed() + layer);
        int[] order = new int[trained];
        for (int i = 0; i < trained; i++) {
            order[i] = i;
        }
        double best = Double.POSITIVE_INFINITY;
        int worse = 0;
        for (int epoch = 0; epoch < recipe.epochs() && worse < PATIENCE; epoch++) {
            shuffle(order, random);
            for (int from = 0; from < trained; from += BATCH) {
                if (progress.cancelled()) {
                    return;
                }
                batch(network, examples, order, from, Math.min(BATCH, trained - from));
            }
            float[] logits = network.logits(heldInputs, held);
            double loss = PredictorNetwork.loss(logits, examples.labels, trained, held);
            worse++;
            if (loss < best) {
                best = loss;
                worse = 0;
                first[layer] = network.first();
                second[layer] = network.second();
                recalls[layer] = recall(logits, examples.labels, trained);
            }
        }
        if (first[layer] == null) {
            throw new IllegalArgumentException("the predictor of layer %d did not learn; give more text.".formatted(layer));
        }
    }

    private void batch(PredictorNetwork network, Examples examples, int[] order, int from, int count) {
        float[] x = new float[count * hidden];
        boolean[][] labels = new boolean[count][];
        for (int i = 0; i < count; i++) {
            System.arraycopy(examples.x[order[from + i]], 0, x, i * hidden, hidden);
            labels[i] = examples.labels[order[from + i]];
        }
        network.step(x, labels);
    }

    private static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
    }

    /** The share of the true top-k that the logits' top-k has, over the tokens held out. */
    private double recall(float[] logits, boolean[][] labels, int trained) {
        Selection foretold = new Selection(intermediate);
        float[] scores = new float[intermediate];
        long hits = 0;
        for (int t = 0; t < held; t++) {
            for (int i = 0; i < intermediate; i++) {
                float z = logits[t * intermediate + i];
                scores[i] = z >= 0 ? 1 + z : 1 / (1 - z);
            }
            TopK.select(scores, 0, keep, foretold);
            for (int n = 0; n < keep; n++) {
                hits += labels[trained + t][foretold.column(n)] ? 1 : 0;
            }
        }
        return (double) hits / ((long) held * keep);
    }
}
