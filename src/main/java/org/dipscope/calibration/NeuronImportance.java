package org.dipscope.calibration;

import org.dipscope.kernel.Activation;

/** How much an error in a neuron's gate and up counts at a layer's output, over some of the tokens. */
final class NeuronImportance {
    /** Either side of which the activation's slope is taken. */
    private static final float STEP = 0.01f;
    private static final int SOME = 512;

    private final Products products;
    private final Activation activation;
    private final LayerTokens tokens;

    NeuronImportance(Products products, Activation activation, LayerTokens tokens) {
        this.products = products;
        this.activation = activation;
        this.tokens = tokens;
    }

    /** The root of an error's mean square effect at the output, for each neuron's gate and for its up: {@code [2][intermediate]}. */
    double[][] of(float[] gate, float[] up, float[] down) {
        float[][] maskedInputs = tokens.maskedInputs();
        double[] weight = tokens.weight();
        int hidden = tokens.hidden();
        int intermediate = down.length / hidden;
        int count = Math.min(maskedInputs.length, SOME);
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
}
