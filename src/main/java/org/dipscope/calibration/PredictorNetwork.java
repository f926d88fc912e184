package org.dipscope.calibration;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

import java.util.Random;

/**
 * One layer's predictor while it is trained: {@code logits = relu(X·W1 + b1)·W2 + b2}, by Adam on the Bernoulli log-likelihood summed over
 * neurons. Rows are tokens.
 */
final class PredictorNetwork {
    private static final double RATE = 2e-3;
    private static final double MEAN_DECAY = 0.9;
    private static final double SQUARE_DECAY = 0.999;
    private static final double EPSILON = 1e-8;

    private final int inputs;
    private final int width;
    private final int outputs;
    /** W1, b1, W2, b2. */
    private final DMatrixRMaj[] weights;
    private final DMatrixRMaj[] gradients;
    private final double[][] means;
    private final double[][] squares;
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
        this.weights = new DMatrixRMaj[] {new DMatrixRMaj(inputs, width), new DMatrixRMaj(1, width), new DMatrixRMaj(width, outputs), new DMatrixRMaj(1, outputs)};
        this.gradients = new DMatrixRMaj[4];
        this.means = new double[4][];
        this.squares = new double[4][];
        Random random = new Random(seed);
        fill(weights[0], random, Math.sqrt(2.0 / inputs) / Math.max(scale, 1e-6));
        fill(weights[2], random, Math.sqrt(1.0 / width));
        double odds = Math.clamp(share, 1e-3, 1 - 1e-3);
        java.util.Arrays.fill(weights[3].data, StrictMath.log(odds / (1 - odds)));
        for (int i = 0; i < 4; i++) {
            gradients[i] = new DMatrixRMaj(weights[i].numRows, weights[i].numCols);
            means[i] = new double[weights[i].data.length];
            squares[i] = new double[weights[i].data.length];
        }
    }

    private static void fill(DMatrixRMaj matrix, Random random, double scale) {
        for (int i = 0; i < matrix.data.length; i++) {
            matrix.data[i] = scale * random.nextGaussian();
        }
    }

    /** The logits, {@code [tokens][outputs]}. */
    DMatrixRMaj logits(DMatrixRMaj x) {
        return affine(middle(x), 2);
    }

    private DMatrixRMaj middle(DMatrixRMaj x) {
        DMatrixRMaj middle = affine(x, 0);
        for (int i = 0; i < middle.data.length; i++) {
            middle.data[i] = Math.max(0, middle.data[i]);
        }
        return middle;
    }

    private DMatrixRMaj affine(DMatrixRMaj x, int at) {
        DMatrixRMaj y = new DMatrixRMaj(x.numRows, weights[at].numCols);
        CommonOps_DDRM.mult(x, weights[at], y);
        for (int row = 0; row < y.numRows; row++) {
            for (int column = 0; column < y.numCols; column++) {
                y.data[row * y.numCols + column] += weights[at + 1].data[column];
            }
        }
        return y;
    }

    /** The mean over tokens of the negative log-likelihood of labels, summed over neurons. */
    static double loss(DMatrixRMaj logits, boolean[][] labels, int from) {
        double sum = 0;
        for (int t = 0; t < logits.numRows; t++) {
            for (int i = 0; i < logits.numCols; i++) {
                double z = logits.data[t * logits.numCols + i];
                sum += Math.max(z, 0) - (labels[from + t][i] ? z : 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
            }
        }
        return sum / logits.numRows;
    }

    /** One step of Adam on a batch. */
    void step(DMatrixRMaj x, boolean[][] labels) {
        DMatrixRMaj middle = middle(x);
        DMatrixRMaj error = affine(middle, 2);
        for (int t = 0; t < error.numRows; t++) {
            for (int i = 0; i < outputs; i++) {
                int at = t * outputs + i;
                error.data[at] = (1 / (1 + StrictMath.exp(-error.data[at])) - (labels[t][i] ? 1 : 0)) / error.numRows;
            }
        }
        CommonOps_DDRM.multTransA(middle, error, gradients[2]);
        CommonOps_DDRM.sumCols(error, gradients[3]);
        DMatrixRMaj back = new DMatrixRMaj(x.numRows, width);
        CommonOps_DDRM.multTransB(error, weights[2], back);
        for (int i = 0; i < back.data.length; i++) {
            back.data[i] = middle.data[i] > 0 ? back.data[i] : 0;
        }
        CommonOps_DDRM.multTransA(x, back, gradients[0]);
        CommonOps_DDRM.sumCols(back, gradients[1]);
        steps++;
        double rate = RATE * Math.sqrt(1 - Math.pow(SQUARE_DECAY, steps)) / (1 - Math.pow(MEAN_DECAY, steps));
        for (int m = 0; m < 4; m++) {
            double[] gradient = gradients[m].data;
            for (int i = 0; i < gradient.length; i++) {
                means[m][i] = MEAN_DECAY * means[m][i] + (1 - MEAN_DECAY) * gradient[i];
                squares[m][i] = SQUARE_DECAY * squares[m][i] + (1 - SQUARE_DECAY) * gradient[i] * gradient[i];
                weights[m].data[i] -= rate * means[m][i] / (Math.sqrt(squares[m][i]) + EPSILON);
            }
        }
    }

    /** {@code W1} column after column, then {@code b1}: {@code [(inputs + 1)·width]}. */
    float[] first() {
        return floats(weights[0], weights[1], (inputs + 1) * width);
    }

    /** {@code W2} column after column, then {@code b2}: {@code [(width + 1)·outputs]}. */
    float[] second() {
        return floats(weights[2], weights[3], (width + 1) * outputs);
    }

    private static float[] floats(DMatrixRMaj matrix, DMatrixRMaj bias, int length) {
        float[] values = new float[length];
        for (int i = 0; i < matrix.data.length; i++) {
            values[i] = (float) matrix.data[i];
        }
        for (int i = 0; i < bias.data.length; i++) {
            values[matrix.data.length + i] = (float) bias.data[i];
        }
        return values;
    }
}
