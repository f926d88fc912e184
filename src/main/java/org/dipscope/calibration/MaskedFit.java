package org.dipscope.calibration;

import org.dipscope.gguf.TensorType;
import org.dipscope.kernel.Activation;
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
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the MLPs good at masked inputs, layer after layer and in closed form: each layer sees the stream that the layers before it leave
 * when they are masked and already corrected. First gate and up are fitted together from the masked input, then down from the activations
 * that they give. An error counts relative to the size of the dense stream at its token, since that is how the next norm sees it.
 */
final class MaskedFit {
    /** Either side of which the activation's slope is taken. */
    private static final float STEP = 0.01f;
    private static final double[] FACTORS = {0.1, 1, 10};

    private final LoadedModel model;
    private final Transformer transformer;
    private final Recipe recipe;
    private final Masking masking;
    private final Progress progress;
    private final Products products;
    private final int layers;
    private final int hidden;
    private final int intermediate;
    private final Activation activation;
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
    private final Map<Double, Integer> ridges = new TreeMap<>();
    private double corrected;
    private double uncorrected;

    MaskedFit(LoadedModel model, Streams streams, Recipe recipe, Masking masking, Progress progress) {
        this.model = model;
        this.transformer = model.transformer();
        this.recipe = recipe;
        this.masking = masking.withMethod(recipe.masks());
        this.progress = progress;
        this.products = new Products(model.workers());
        this.layers = model.summary().layers();
        this.hidden = model.summary().hidden();
        this.intermediate = model.summary().intermediate();
        this.activation = transformer.shape().kind().activation();
        if (transformer.normsOutput()) {
            throw new IllegalArgumentException("the model norms what its MLPs give before it is added, which a fit in closed form does not see; calibrate another model.");
        }
        this.toStream = recipe.target() == Recipe.Target.STREAM;
        int windows = streams.tokens() / recipe.context();
        if (windows < 2) {
            throw new IllegalArgumentException("a fit needs a window to learn from and one to judge by; give a longer text or a smaller --context.");
        }
        this.trained = (windows - Math.max(1, windows / 8)) * recipe.context();
        this.plain = streams.from(trained);
        this.dense = toStream ? streams.copy() : streams.from(trained);
        this.sparse = streams;
        this.maskedInputs = new float[streams.tokens()][hidden];
        this.targetInputs = new float[streams.tokens()][hidden];
        this.targetOutputs = new float[streams.tokens()][hidden];
    }

    /** What is left of DIP's square error in the stream after the last layer, over the tokens held out, and how often which ridge was best. */
    Map<String, String> results(String kind) {
        return Map.of(kind + ".error-left", String.format(Locale.ROOT, "%.4f", corrected / uncorrected), kind + ".ridges", ridges.toString());
    }

    /** Adapters of the recipe's rank. */
    Adapters adapters() {
        Map<Matrix, float[][]> a = new EnumMap<>(Matrix.class);
        Map<Matrix, float[][]> b = new EnumMap<>(Matrix.class);
        for (Matrix matrix : Matrix.values()) {
            a.put(matrix, new float[layers][]);
            b.put(matrix, new float[layers][]);
        }
        each((matrix, layer, fit, weights, full, importance) -> {
            if (recipe.rank() == 0) {
                a.get(matrix)[layer] = new float[0];
                b.get(matrix)[layer] = new float[0];
                return;
            }
            DMatrixRMaj[] factors = fit.reduce(full, recipe.rank(), importance);
            int rows = full.numCols;
            a.get(matrix)[layer] = floats(factors[0], recipe.rank());
            b.get(matrix)[layer] = Arrays.copyOf(floats(factors[1], rows), recipe.rank() * rows);
            DMatrixRMaj product = new DMatrixRMaj(full.numRows, rows);
            CommonOps_DDRM.mult(factors[0], factors[1], product);
            addTransposed(product, weights);
        });
        return new Adapters(recipe.rank(), a, b);
    }

    /** Whole matrices, rounded into the model's own types. */
    MergedWeights merged() {
        Rounding rounding = new Rounding(model.workers());
        Map<Matrix, ByteArrayOutputStream> bytes = new EnumMap<>(Matrix.class);
        for (Matrix matrix : Matrix.values()) {
            bytes.put(matrix, new ByteArrayOutputStream());
        }
        each((matrix, layer, fit, weights, full, _) -> {
            addTransposed(full, weights);
            bytes.get(matrix).writeBytes(rounding.round(TensorType.valueOf(transformer.type(matrix, layer)), weights, full.numCols, full.numRows, fit.feedback()));
        });
        return MergedWeights.of(MemorySegment.ofArray(bytes.get(Matrix.GATE).toByteArray()), MemorySegment.ofArray(bytes.get(Matrix.UP).toByteArray()),
                MemorySegment.ofArray(bytes.get(Matrix.DOWN).toByteArray()), layers);
    }

    /** What is made of a fit: it changes the weights to what the corrected layer computes with. */
    private interface Correction {
        /**
         * Corrects one matrix.
         *
         * @param weights    {@code [rows][columns]}, to be changed
         * @param full       the full solution, {@code [columns][rows]}
         * @param importance how much an error in each output counts
         */
        void apply(Matrix matrix, int layer, RidgeFit fit, float[] weights, DMatrixRMaj full, double[] importance);
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
        float[] down = transformer.plain(Matrix.DOWN, layer);
        float[][] activations = gateAndUp(layer, weight, down, correction);
        if (toStream) {
            for (int t = 0; t < before.length; t++) {
                for (int i = 0; i < hidden; i++) {
                    targetOutputs[t][i] = dense.rows()[t][i] - before[t][i];
                }
            }
        }
        float[][] outputs = down(layer, weight, down, activations, correction);
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

    private static void runDense(MaskedMlp mlp) {
        mlp.gateAndUp(null);
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

    /** Fits gate and up, and returns the masked activations that they give. */
    private float[][] gateAndUp(int layer, double[] weight, float[] down, Correction correction) {
        float[][] x = weighted(maskedInputs, weight);
        float[][] missing = new float[x.length][hidden];
        for (int t = 0; t < x.length; t++) {
            for (int i = 0; i < hidden; i++) {
                missing[t][i] = (float) ((targetInputs[t][i] - maskedInputs[t][i]) * weight[t]);
            }
        }
        // What the mask leaves out of W·x is W times what it leaves out of x, so that one small product serves both matrices.
        double[] gram = products.cross(x, x, trained);
        DMatrixRMaj cross = new DMatrixRMaj(hidden, hidden, true, products.cross(x, missing, trained));
        float[] gate = transformer.plain(Matrix.GATE, layer);
        float[] up = transformer.plain(Matrix.UP, layer);
        DownChoice choice = DownChoice.of(masking, layer, hidden, intermediate);
        float[][] heldInputs = Arrays.copyOfRange(maskedInputs, trained, maskedInputs.length);
        RidgeFit fit = null;
        DMatrixRMaj gateChange = new DMatrixRMaj(hidden, intermediate);
        DMatrixRMaj upChange = new DMatrixRMaj(hidden, intermediate);
        // A better guess at x need not give a better output: a ridge, or no correction at all, is judged by what comes out of the layer.
        double least = missed(activations(heldInputs, gate, up, choice), down, weight);
        double chosen = Double.POSITIVE_INFINITY;
        for (double factor : FACTORS) {
            Streams.requireWanted(progress);
            RidgeFit candidate = new RidgeFit(gram, hidden, factor * recipe.ridge());
            DMatrixRMaj map = candidate.solve(cross);
            DMatrixRMaj ofGate = timesTransposed(map, gate);
            DMatrixRMaj ofUp = timesTransposed(map, up);
            double missed = missed(activations(heldInputs, changed(gate, ofGate), changed(up, ofUp), choice), down, weight);
            if (missed < least) {
                least = missed;
                chosen = factor * recipe.ridge();
                gateChange = ofGate;
                upChange = ofUp;
            }
            fit = missed <= least || fit == null ? candidate : fit;
        }
        ridges.merge(chosen, 1, Integer::sum);
        double[][] importance = importance(gate, up, weight, down);
        correction.apply(Matrix.GATE, layer, fit, gate, gateChange, importance[0]);
        correction.apply(Matrix.UP, layer, fit, up, upChange, importance[1]);
        return activations(maskedInputs, gate, up, choice);
    }

    private static float[] changed(float[] weights, DMatrixRMaj change) {
        float[] sum = weights.clone();
        addTransposed(change, sum);
        return sum;
    }

    /** The weighted square error of the tokens held out, were down as it is. */
    private double missed(float[][] heldActivations, float[] down, double[] weight) {
        float[][] outputs = products.multiply(heldActivations, down, hidden);
        double sum = 0;
        for (int t = 0; t < outputs.length; t++) {
            for (int i = 0; i < hidden; i++) {
                double difference = (outputs[t][i] - targetOutputs[trained + t][i]) * weight[trained + t];
                sum += difference * difference;
            }
        }
        return sum;
    }

    /** What gate and up make of masked inputs, all but those chosen set to 0. */
    private float[][] activations(float[][] inputs, float[] gate, float[] up, DownChoice choice) {
        float[][] g = products.multiply(inputs, gate, intermediate);
        float[][] u = products.multiply(inputs, up, intermediate);
        Selection selection = new Selection(intermediate);
        float[] scores = new float[intermediate];
        for (int t = 0; t < g.length; t++) {
            activation.apply(g[t], 0, intermediate);
            for (int i = 0; i < intermediate; i++) {
                g[t][i] *= u[t][i];
                scores[i] = Math.abs(g[t][i]);
            }
            choice.select(scores, selection);
            for (int i = 0; i < intermediate; i++) {
                g[t][i] = selection.contains(i) ? g[t][i] : 0;
            }
        }
        return g;
    }

    /** How much an error in a neuron's gate and up counts at the output: the root of its mean square effect, over some of the tokens. */
    private double[][] importance(float[] gate, float[] up, double[] weight, float[] down) {
        int count = Math.min(maskedInputs.length, 512);
        float[][] some = new float[count][];
        for (int t = 0; t < count; t++) {
            some[t] = maskedInputs[t * (maskedInputs.length / count)];
        }
        float[][] level = products.multiply(some, gate, intermediate);
        float[][] slope = shifted(level, STEP);
        float[][] below = shifted(level, -STEP);
        float[][] u = products.multiply(some, up, intermediate);
        for (int t = 0; t < count; t++) {
            for (float[] row : new float[][] {level[t], slope[t], below[t]}) {
                activation.apply(row, 0, intermediate);
            }
        }
        double[][] importance = new double[2][intermediate];
        for (int i = 0; i < intermediate; i++) {
            double length = 0;
            for (int h = 0; h < hidden; h++) {
                length += (double) down[h * intermediate + i] * down[h * intermediate + i];
            }
            double ofGate = 0;
            double ofUp = 0;
            for (int t = 0; t < count; t++) {
                double scale = weight[t * (maskedInputs.length / count)];
                double byGate = (slope[t][i] - below[t][i]) / (2 * STEP) * u[t][i] * scale;
                double byUp = level[t][i] * scale;
                ofGate += byGate * byGate;
                ofUp += byUp * byUp;
            }
            importance[0][i] = Math.sqrt(length * ofGate / count) + 1e-12;
            importance[1][i] = Math.sqrt(length * ofUp / count) + 1e-12;
        }
        return importance;
    }

    private static float[][] shifted(float[][] rows, float by) {
        float[][] copies = new float[rows.length][];
        for (int t = 0; t < rows.length; t++) {
            copies[t] = rows[t].clone();
            for (int i = 0; i < copies[t].length; i++) {
                copies[t][i] += by;
            }
        }
        return copies;
    }

    private float[][] down(int layer, double[] weight, float[] down, float[][] activations, Correction correction) {
        float[][] plain = products.multiply(activations, down, hidden);
        float[][] x = weighted(activations, weight);
        float[][] rest = new float[x.length][hidden];
        for (int t = 0; t < x.length; t++) {
            for (int i = 0; i < hidden; i++) {
                rest[t][i] = (float) ((targetOutputs[t][i] - plain[t][i]) * weight[t]);
            }
        }
        Solution solution = best(x, rest);
        double[] importance = new double[hidden];
        Arrays.fill(importance, 1);
        correction.apply(Matrix.DOWN, layer, solution.fit, down, solution.full, importance);
        return products.multiply(activations, down, hidden);
    }

    /** A fit and its solution. */
    private record Solution(RidgeFit fit, DMatrixRMaj full) {
    }

    /** The ridge that leaves least of the tokens held out, among the recipe's and ten times less and more. */
    private Solution best(float[][] x, float[][] y) {
        int n = x[0].length;
        double[] gram = products.cross(x, x, trained);
        DMatrixRMaj cross = new DMatrixRMaj(n, y[0].length, true, products.cross(x, y, trained));
        float[][] heldInputs = Arrays.copyOfRange(x, trained, x.length);
        Solution best = null;
        double nothing = 0;
        for (int t = trained; t < y.length; t++) {
            for (float value : y[t]) {
                nothing += (double) value * value;
            }
        }
        double least = Double.POSITIVE_INFINITY;
        double chosen = 0;
        for (double factor : FACTORS) {
            Streams.requireWanted(progress);
            RidgeFit fit = new RidgeFit(gram, n, factor * recipe.ridge());
            DMatrixRMaj full = fit.solve(cross);
            float[][] foretold = products.multiply(heldInputs, transposed(full), full.numCols);
            double sum = 0;
            for (int t = 0; t < foretold.length; t++) {
                for (int i = 0; i < full.numCols; i++) {
                    double difference = foretold[t][i] - y[trained + t][i];
                    sum += difference * difference;
                }
            }
            if (sum < least) {
                least = sum;
                best = new Solution(fit, full);
                chosen = factor * recipe.ridge();
            }
        }
        if (nothing <= least) {
            best.full.zero();
            chosen = Double.POSITIVE_INFINITY;
        }
        ridges.merge(chosen, 1, Integer::sum);
        return best;
    }

    private static float[] transposed(DMatrixRMaj matrix) {
        float[] values = new float[matrix.getNumElements()];
        for (int row = 0; row < matrix.numRows; row++) {
            for (int column = 0; column < matrix.numCols; column++) {
                values[column * matrix.numRows + row] = (float) matrix.data[row * matrix.numCols + column];
            }
        }
        return values;
    }

    private static float[][] weighted(float[][] rows, double[] weight) {
        float[][] scaled = new float[rows.length][];
        for (int t = 0; t < rows.length; t++) {
            scaled[t] = new float[rows[t].length];
            for (int i = 0; i < rows[t].length; i++) {
                scaled[t][i] = (float) (rows[t][i] * weight[t]);
            }
        }
        return scaled;
    }

    /** {@code map · W'} for weights {@code [rows][columns]}. */
    private DMatrixRMaj timesTransposed(DMatrixRMaj map, float[] weights) {
        int columns = map.numCols;
        float[][] rows = new float[map.numRows][columns];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns; j++) {
                rows[i][j] = (float) map.data[i * columns + j];
            }
        }
        float[][] product = products.multiply(rows, weights, weights.length / columns);
        DMatrixRMaj result = new DMatrixRMaj(product.length, product[0].length);
        for (int i = 0; i < product.length; i++) {
            for (int j = 0; j < product[i].length; j++) {
                result.data[i * result.numCols + j] = product[i][j];
            }
        }
        return result;
    }

    private static void addTransposed(DMatrixRMaj delta, float[] weights) {
        for (int column = 0; column < delta.numRows; column++) {
            for (int row = 0; row < delta.numCols; row++) {
                weights[row * delta.numRows + column] += (float) delta.data[column * delta.numCols + row];
            }
        }
    }

    /** Row after row, each filled up with zeros to the width. */
    private static float[] floats(DMatrixRMaj matrix, int width) {
        float[] values = new float[matrix.numRows * width];
        for (int row = 0; row < matrix.numRows; row++) {
            for (int column = 0; column < matrix.numCols; column++) {
                values[row * width + column] = (float) matrix.get(row, column);
            }
        }
        return values;
    }
}
