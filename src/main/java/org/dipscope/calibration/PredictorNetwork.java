package org.dipscope.calibration;

import java.util.Arrays;
import java.util.Random;

/**
 * One layer's predictor while it is trained: {@code logits = relu(X·W1 + b1)·W2 + b2}, by Adam on the Bernoulli log-likelihood summed over
 * neurons. Rows are tokens. One thread uses it.
 */
final class PredictorNetwork {
    private static final double RATE = 2e-3;
    private static final float MEAN_DECAY = 0.9f;
    private static final float SQUARE_DECAY = 0.999f;
    private static final float EPSILON = 1e-8f;

    private final int inputs;
    private final int width;
    private final int outputs;
    /** W1, b1, W2, b2; W1 is {@code [inputs][width]}, W2 {@code [width][outputs]}. */
    private final float[][] weights;
    private final float[][] means = new float[4][];
    private final float[][] squares = new float[4][];
    private int steps;

    /**
     * A network with random first weights.
     *
     * @param scale the inputs' root mean square, so that the middle layer begins near 1
     * @param share of the neurons that are labelled, which the last bias begins with
     */
    PredictorNetwork(int inputs, int width, int outputs, double scale, double share, long seed) {
        this.inputs = inputs;
        this.width = width;
        this.outputs = outputs;
        this.weights = new float[][] {new float[inputs * width], new float[width], new float[width * outputs], new float[outputs]};
        Random random = new Random(seed);
        fill(weights[0], random, Math.sqrt(2.0 / inputs) / Math.max(scale, 1e-6));
        fill(weights[2], random, Math.sqrt(1.0 / width));
        double odds = Math.clamp(share, 1e-3, 1 - 1e-3);
        Arrays.fill(weights[3], (float) StrictMath.log(odds / (1 - odds)));
        for (int i = 0; i < 4; i++) {
            means[i] = new float[weights[i].length];
            squares[i] = new float[weights[i].length];
        }
    }

    private static void fill(float[] matrix, Random random, double scale) {
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = (float) (scale * random.nextGaussian());
        }
    }

    /** The logits, {@code [tokens][outputs]}, of inputs {@code [tokens][inputs]}. */
    float[] logits(float[] x, int tokens) {
        return affine(middle(x, tokens), 2, tokens, width, outputs);
    }

    private float[] middle(float[] x, int tokens) {
        float[] middle = affine(x, 0, tokens, inputs, width);
        for (int i = 0; i < middle.length; i++) {
            middle[i] = Math.max(0, middle[i]);
        }
        return middle;
    }

    private float[] affine(float[] x, int at, int tokens, int columns, int rows) {
        float[] y = PlainProduct.of(x, weights[at], tokens, columns, rows);
        for (int t = 0; t < tokens; t++) {
            for (int i = 0; i < rows; i++) {
                y[t * rows + i] += weights[at + 1][i];
            }
        }
        return y;
    }

    /** The mean over tokens of the negative log-likelihood of labels, summed over neurons; the first logits are those of token {@code from}. */
    static double loss(float[] logits, boolean[][] labels, int from, int tokens) {
        int outputs = logits.length / tokens;
        double sum = 0;
        for (int t = 0; t < tokens; t++) {
            for (int i = 0; i < outputs; i++) {
                double z = logits[t * outputs + i];
                sum += Math.max(z, 0) - (labels[from + t][i] ? z : 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
            }
        }
        return sum / tokens;
    }

    /** One step of Adam on a batch, a token for each row of labels. */
    void step(float[] x, boolean[][] labels) {
        int tokens = labels.length;
        float[] middle = middle(x, tokens);
        float[] error = affine(middle, 2, tokens, width, outputs);
        for (int t = 0; t < tokens; t++) {
            for (int i = 0; i < outputs; i++) {
                int at = t * outputs + i;
                error[at] = (float) ((1 / (1 + StrictMath.exp(-error[at])) - (labels[t][i] ? 1 : 0)) / tokens);
            }
        }
        float[] back = PlainProduct.of(error, PlainProduct.transposed(weights[2], width, outputs), tokens, outputs, width);
        for (int i = 0; i < back.length; i++) {
            back[i] = middle[i] > 0 ? back[i] : 0;
        }
        steps++;
        float rate = (float) (RATE * Math.sqrt(1 - StrictMath.pow(SQUARE_DECAY, steps)) / (1 - StrictMath.pow(MEAN_DECAY, steps)));
        descend(0, PlainProduct.ofTransposed(x, back, inputs, tokens, width), rate);
        descend(1, summed(back, tokens, width), rate);
        descend(2, PlainProduct.ofTransposed(middle, error, width, tokens, outputs), rate);
        descend(3, summed(error, tokens, outputs), rate);
    }

    private static float[] summed(float[] rows, int tokens, int width) {
        float[] sum = new float[width];
        for (int t = 0; t < tokens; t++) {
            for (int i = 0; i < width; i++) {
                sum[i] += rows[t * width + i];
            }
        }
        return sum;
    }

    private void descend(int at, float[] gradient, float rate) {
        float[] mean = means[at];
        float[] square = squares[at];
        float[] weight = weights[at];
        for (int i = 0; i < gradient.length; i++) {
            mean[i] = MEAN_DECAY * mean[i] + (1 - MEAN_DECAY) * gradient[i];
            square[i] = SQUARE_DECAY * square[i] + (1 - SQUARE_DECAY) * gradient[i] * gradient[i];
            weight[i] -= rate * mean[i] / ((float) Math.sqrt(square[i]) + EPSILON);
        }
    }

    /** {@code W1} column after column, then {@code b1}: {@code [(inputs + 1)·width]}. */
    float[] first() {
        return joined(weights[0], weights[1]);
    }

    /** {@code W2} column after column, then {@code b2}: {@code [(width + 1)·outputs]}. */
    float[] second() {
        return joined(weights[2], weights[3]);
    }

    private static float[] joined(float[] matrix, float[] bias) {
        float[] values = Arrays.copyOf(matrix, matrix.length + bias.length);
        System.arraycopy(bias, 0, values, matrix.length, bias.length);
        return values;
    }
}
