package org.dipscope.calibration;

import org.dipscope.kernel.TopK;
import org.dipscope.kernel.VectorMath;
import org.dipscope.mask.Selection;
import org.dipscope.model.ForwardPass;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.dipscope.sparsity.Dip;
import org.dipscope.sparsity.LayerSplits;
import org.dipscope.sparsity.MaskedMlp;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.Split;
import org.dipscope.sparsity.TokenRows;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Looks for the layers' splits. Two things are measured: each layer's error on a grid of shares, on the dense stream, and what an error of a
 * layer costs at the end, as the KL divergence from the dense model where that layer alone is masked. The sum of both is minimised under
 * one budget. That errors add up is an assumption; perplexity judges what comes out.
 */
final class SplitSearch {
    private static final double PROBE = 0.5;
    private static final int PARTS = 15;

    private final LoadedModel model;
    private final ForwardPass pass;
    private final Progress progress;
    private final int layers;
    private final int hidden;
    private final int intermediate;
    private final int[][] windows;
    private final ErrorSurface[] surfaces;
    private double[] costs = {};
    private final Map<String, String> results = new TreeMap<>();

    SplitSearch(LoadedModel model, ForwardPass pass, int[][] windows, Progress progress) {
        this.model = model;
        this.pass = pass;
        this.progress = progress;
        this.layers = model.summary().layers();
        this.hidden = model.summary().hidden();
        this.intermediate = model.summary().intermediate();
        this.surfaces = new ErrorSurface[layers];
        // One batch is enough for a mean over tokens, and its dense logits fit into memory.
        this.windows = new int[][] {Arrays.copyOf(windows[0], Math.min(windows[0].length, ForwardPass.MAX_TOKENS))};
    }

    /** Measures the layers' errors and what they cost. */
    void measure() {
        float[][][] before = new float[layers][][];
        Streams dense = Streams.of(model, pass, windows, progress);
        for (int layer = 0; layer < layers; layer++) {
            before[layer] = dense.copy().rows();
            int number = layer;
            dense.through(layer, Masking.DENSE, (mlp, _, _) -> surfaces[number] = surface(mlp, before[number]));
            progress.report(0.7 * (layer + 1) / layers, "errors, layer %d of %d".formatted(layer + 1, layers));
        }
        costs = costs(before, dense);
    }

    /**
     * Searches, for densities from 0.25 to 0.95.
     *
     * @param spread how far a layer's density may be from the model's
     */
    LayerSplits search(double spread) {
        SplitBudget budget = new SplitBudget(surfaces, costs, spread);
        float[] densities = new float[PARTS];
        float[][] input = new float[PARTS][layers];
        float[][] down = new float[PARTS][layers];
        for (int i = 0; i < PARTS; i++) {
            densities[i] = (float) ((5 + i) / 20.0);
            Split[] splits = budget.of((5 + i) / 20.0);
            for (int layer = 0; layer < layers; layer++) {
                input[i][layer] = (float) splits[layer].input();
                down[i][layer] = (float) splits[layer].down();
            }
            if (i % 5 == 0) {
                tell((5 + i) / 20.0, budget, splits);
            }
        }
        return new LayerSplits(densities, input, down);
    }

    /** What was expected of the fit of the paper, of the best split for all layers, and of the layers' own. */
    Map<String, String> results() {
        return results;
    }

    private void tell(double density, SplitBudget budget, Split[] splits) {
        Split common = budget.common(density);
        results.put(String.format(Locale.ROOT, "split.%.2f", density), String.format(Locale.ROOT,
                "expected KL: fit %.4f, common split %.3f,%.3f %.4f, layers' own %.4f", budget.cost(Split.of(density)), common.input(), common.down(),
                budget.cost(common), budget.cost(splits)));
    }

    /** Leaves the dense output behind, as a dense pass would. */
    private ErrorSurface surface(MaskedMlp mlp, float[][] stream) {
        double[][] roots = new double[ErrorSurface.INPUT.length][ErrorSurface.DOWN.length];
        dense(mlp);
        float[] exact = mlp.output().values().clone();
        for (int i = 0; i < roots.length; i++) {
            mlp.gateAndUp(largest(mlp, mlp.input(), hidden, ErrorSurface.INPUT[i]));
            mlp.activateGate();
            for (int j = 0; j < roots[i].length; j++) {
                // The product masks its input in place, so it is made anew.
                mlp.multiply();
                mlp.down(largest(mlp, mlp.activation(), intermediate, ErrorSurface.DOWN[j]));
                roots[i][j] = Math.sqrt(error(mlp, exact, stream));
            }
        }
        System.arraycopy(exact, 0, mlp.output().values(), 0, exact.length);
        return new ErrorSurface(roots);
    }

    private static void dense(MaskedMlp mlp) {
        mlp.gateAndUp(null);
        mlp.activateGate();
        mlp.multiply();
        mlp.down(null);
    }

    private static Selection[] largest(MaskedMlp mlp, TokenRows values, int columns, double share) {
        Selection[] selections = new Selection[mlp.tokens()];
        float[] scores = new float[columns];
        for (int t = 0; t < selections.length; t++) {
            for (int i = 0; i < columns; i++) {
                scores[i] = Math.abs(values.values()[t * values.stride() + i]);
            }
            selections[t] = new Selection(columns);
            TopK.select(scores, 0, (int) Math.floor(share * columns), selections[t]);
        }
        return selections;
    }

    /** The mean over tokens of the square of what is missing, relative to the square of the stream. */
    private double error(MaskedMlp mlp, float[] exact, float[][] stream) {
        double sum = 0;
        for (int t = 0; t < mlp.tokens(); t++) {
            double missing = 0;
            double size = 1e-9;
            for (int h = 0; h < hidden; h++) {
                int at = t * mlp.output().stride() + h;
                double difference = mlp.output().values()[at] - exact[at];
                missing += difference * difference;
                size += (double) stream[t][h] * stream[t][h];
            }
            sum += missing / size;
        }
        return sum / mlp.tokens();
    }

    private double[] costs(float[][][] before, Streams last) {
        Masking dip = new Masking(new Dip(), PROBE, 1, 0, false, Optional.empty());
        KlDivergence divergence = new KlDivergence(pass, last.rows(), model.transformer().shape().vocabulary());
        Split probe = Split.of(PROBE);
        double[] found = new double[layers];
        for (int masked = 0; masked < layers; masked++) {
            Streams streams = last.copy();
            for (int t = 0; t < streams.tokens(); t++) {
                System.arraycopy(before[masked][t], 0, streams.rows()[t], 0, hidden);
            }
            for (int layer = masked; layer < layers; layer++) {
                if (layer == masked) {
                    streams.through(layer, dip, (mlp, choice, _) -> dip.method().forward(mlp, choice));
                } else {
                    streams.through(layer, Masking.DENSE, (mlp, _, _) -> dense(mlp));
                }
            }
            found[masked] = divergence.of(streams.rows()) / Math.max(surfaces[masked].at(probe.input(), probe.down()), 1e-12);
            progress.report(0.7 + 0.3 * (masked + 1) / layers, "costs, layer %d of %d".formatted(masked + 1, layers));
        }
        return found;
    }

    /** Mean KL divergence of next-token distributions from those of the dense model. */
    private static final class KlDivergence {
        private final ForwardPass pass;
        private final int vocabulary;
        private final float[][] probabilities;
        private double negativeEntropy;

        KlDivergence(ForwardPass pass, float[][] denseStreams, int vocabulary) {
            this.pass = pass;
            this.vocabulary = vocabulary;
            this.probabilities = new float[denseStreams.length][vocabulary];
            pass.load(denseStreams, 0, denseStreams.length);
            pass.eachLogits((token, logits, at) -> {
                double total = VectorMath.logSumExp(logits, at, vocabulary);
                for (int i = 0; i < vocabulary; i++) {
                    double log = logits[at + i] - total;
                    double probability = StrictMath.exp(log);
                    probabilities[token][i] = (float) probability;
                    negativeEntropy += probability * log;
                }
            });
        }

        double of(float[][] streams) {
            double[] sum = {negativeEntropy};
            pass.load(streams, 0, streams.length);
            pass.eachLogits((token, logits, at) -> {
                double mean = 0;
                for (int i = 0; i < vocabulary; i++) {
                    mean += (double) probabilities[token][i] * logits[at + i];
                }
                sum[0] += VectorMath.logSumExp(logits, at, vocabulary) - mean;
            });
            return Math.max(0, sum[0] / streams.length);
        }
    }
}
