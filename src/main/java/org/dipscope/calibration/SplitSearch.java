package org.dipscope.calibration;

import org.dipscope.kernel.TopK;
import org.dipscope.kernel.VectorMath;
import org.dipscope.mask.Selection;
import org.dipscope.model.ForwardPass;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.dipscope.sparsity.Calibration;
import org.dipscope.sparsity.CalibrationOrigin;
import org.dipscope.sparsity.Dip;
import org.dipscope.sparsity.LayerSplits;
import org.dipscope.sparsity.MaskedMlp;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.Split;
import org.dipscope.sparsity.TokenRows;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Looks for the layers' splits. Two things are measured: each layer's error on a grid of shares, and what an error of a layer costs at the
 * end, as the KL divergence from the dense model where that layer alone is masked. The sum of both is minimised under one budget. That
 * errors add up is an assumption; so several ways between the paper's fit and what was found are tried on the whole masked model, and
 * the one whose divergence is least is taken, which may be the fit itself.
 */
final class SplitSearch {
    private static final double PROBE = 0.5;
    private static final int PARTS = 15;
    /** Windows of one batch on which candidates are compared; errors and costs are measured on the first of them. */
    private static final int WINDOWS = 4;
    private static final double[] STEPS = {0.5, 1};

    private final LoadedModel model;
    private final ForwardPass pass;
    private final Progress progress;
    private final int layers;
    private final int hidden;
    private final int intermediate;
    private final int[][] windows;
    private final ErrorSurface[] surfaces;
    private final Map<String, String> results = new TreeMap<>();
    private double[] costs = {};

    SplitSearch(LoadedModel model, ForwardPass pass, int[][] windows, Progress progress) {
        this.model = model;
        this.pass = pass;
        this.progress = progress;
        this.layers = model.summary().layers();
        this.hidden = model.summary().hidden();
        this.intermediate = model.summary().intermediate();
        this.windows = new int[Math.min(WINDOWS, windows.length)][];
        for (int window = 0; window < this.windows.length; window++) {
            this.windows[window] = Arrays.copyOf(windows[window], Math.min(windows[window].length, ForwardPass.MAX_TOKENS));
        }
        this.surfaces = new ErrorSurface[layers];
    }

    /** Measures the layers' errors, on the stream that the fit's masks leave, and what they cost. */
    void measure() {
        Masking dip = masking(Optional.empty());
        int[][] one = {windows[0]};
        Streams sparse = Streams.of(model, pass, one, progress);
        Streams dense = Streams.of(model, pass, one, progress);
        float[][][] before = new float[layers][][];
        for (int layer = 0; layer < layers; layer++) {
            before[layer] = dense.copy().rows();
            float[][] stream = sparse.copy().rows();
            int number = layer;
            dense.through(layer, Masking.DENSE, (mlp, _, _) -> dense(mlp));
            sparse.through(layer, dip, (mlp, choice, _) -> {
                surfaces[number] = surface(mlp, stream);
                dip.method().forward(mlp, choice);
            });
            progress.report(0.5 * (layer + 1) / layers, "errors, layer %d of %d".formatted(layer + 1, layers));
        }
        costs = costs(before, dense);
    }

    /**
     * Searches, for densities from 0.25 to 0.95.
     *
     * @param spread how far a layer's density may be from the model's
     */
    LayerSplits search(double spread) {
        KlDivergence[] divergences = new KlDivergence[windows.length];
        for (int window = 0; window < windows.length; window++) {
            divergences[window] = new KlDivergence(pass, masked(window, Masking.DENSE), model.transformer().shape().vocabulary(), progress);
        }
        LayerSplits best = splits(0, 0);
        double fit = divergence(divergences, best);
        double least = fit;
        String taken = "the fit";
        int tried = 0;
        for (double within : new double[] {0, spread}) {
            for (double step : STEPS) {
                LayerSplits candidate = splits(within, step);
                double divergence = divergence(divergences, candidate);
                if (divergence < least) {
                    least = divergence;
                    best = candidate;
                    taken = "spread %s, step %s".formatted(within, step);
                }
                progress.report(0.8 + 0.05 * ++tried, "a spread of %s and a step of %s: KL %.4f, the fit %.4f".formatted(within, step, divergence, fit));
            }
        }
        results.put("split.kl-of-fit", String.format(Locale.ROOT, "%.4f", fit));
        results.put("split.kl-of-found", String.format(Locale.ROOT, "%.4f", least));
        results.put("split.taken", taken);
        return best;
    }

    /** What was found, and how it compares with the fit on the calibration text. */
    Map<String, String> results() {
        return results;
    }

    /** Between the fit, at a step of 0, and what the search says, at 1. */
    private LayerSplits splits(double spread, double step) {
        SplitBudget budget = new SplitBudget(surfaces, costs, spread);
        float[] densities = new float[PARTS];
        float[][] input = new float[PARTS][layers];
        float[][] down = new float[PARTS][layers];
        for (int i = 0; i < PARTS; i++) {
            double density = (5 + i) / 20.0;
            densities[i] = (float) density;
            Split fit = Split.of(density);
            Split[] splits = budget.of(density);
            for (int layer = 0; layer < layers; layer++) {
                input[i][layer] = (float) ((1 - step) * fit.input() + step * splits[layer].input());
                down[i][layer] = (float) ((1 - step) * fit.down() + step * splits[layer].down());
            }
        }
        return new LayerSplits(densities, input, down);
    }

    private static Masking masking(Optional<Calibration> calibration) {
        return new Masking(new Dip(), PROBE, 1, 0, false, Optional.empty()).withCalibration(calibration);
    }

    private double divergence(KlDivergence[] divergences, LayerSplits splits) {
        CalibrationOrigin origin = new CalibrationOrigin("", model.transformer().fingerprint(), layers, hidden, intermediate, "", "", 0, Map.of(), Map.of());
        Masking masking = masking(Optional.of(new Calibration(origin, List.of(splits), "candidate", String.valueOf(System.identityHashCode(splits)))));
        double sum = 0;
        for (int window = 0; window < windows.length; window++) {
            sum += divergences[window].of(masked(window, masking));
        }
        return sum / windows.length;
    }

    /** The streams of one window after all layers. */
    private float[][] masked(int window, Masking masking) {
        Streams streams = Streams.of(model, pass, new int[][] {windows[window]}, progress);
        for (int layer = 0; layer < layers; layer++) {
            streams.through(layer, masking, (mlp, choice, _) -> masking.method().forward(mlp, choice));
        }
        return streams.rows();
    }

    /** The errors of this layer alone on the inputs that it gets. */
    private ErrorSurface surface(MaskedMlp mlp, float[][] stream) {
        double[][] roots = new double[ErrorSurface.INPUT.length][ErrorSurface.DOWN.length];
        dense(mlp);
        float[] exact = mlp.output().values().clone();
        for (int i = 0; i < roots.length; i++) {
            Streams.requireWanted(progress);
            mlp.gateAndUp(largest(mlp, mlp.input(), hidden, ErrorSurface.INPUT[i]));
            mlp.activateGate();
            for (int j = 0; j < roots[i].length; j++) {
                // The product masks its input in place, so it is made anew.
                mlp.multiply();
                mlp.down(largest(mlp, mlp.activation(), intermediate, ErrorSurface.DOWN[j]));
                roots[i][j] = Math.sqrt(error(mlp, exact, stream));
            }
        }
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

    /** The mean over tokens of the square of what is missing, relative to the square of the dense layer's stream; the next norm sees it so. */
    private double error(MaskedMlp mlp, float[] exact, float[][] stream) {
        double sum = 0;
        for (int t = 0; t < mlp.tokens(); t++) {
            double missing = 0;
            double size = 1e-9;
            for (int h = 0; h < hidden; h++) {
                int at = t * mlp.output().stride() + h;
                double difference = mlp.output().values()[at] - exact[at];
                missing += difference * difference;
                double after = stream[t][h] + exact[at];
                size += after * after;
            }
            sum += missing / size;
        }
        return sum / mlp.tokens();
    }

    private double[] costs(float[][][] before, Streams last) {
        Masking dip = new Masking(new Dip(), PROBE, 1, 0, false, Optional.empty());
        KlDivergence divergence = new KlDivergence(pass, last.rows(), model.transformer().shape().vocabulary(), progress);
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
            progress.report(0.5 + 0.3 * (masked + 1) / layers, "costs, layer %d of %d".formatted(masked + 1, layers));
        }
        return found;
    }

    /** Mean KL divergence of next-token distributions from those of the dense model. */
    private static final class KlDivergence {
        private final ForwardPass pass;
        private final int vocabulary;
        private final Progress progress;
        private final float[][] probabilities;
        private double negativeEntropy;

        KlDivergence(ForwardPass pass, float[][] denseStreams, int vocabulary, Progress progress) {
            this.pass = pass;
            this.vocabulary = vocabulary;
            this.progress = progress;
            this.probabilities = new float[denseStreams.length][vocabulary];
            pass.load(denseStreams, 0, denseStreams.length);
            pass.eachLogits((token, logits, at) -> {
                Streams.requireWanted(progress);
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
                Streams.requireWanted(progress);
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
