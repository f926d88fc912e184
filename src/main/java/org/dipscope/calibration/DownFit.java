package org.dipscope.calibration;

import org.dipscope.mask.Matrix;
import org.ejml.data.DMatrixRMaj;

import java.util.Arrays;

/** Fits down of a layer to what is to come out, from the masked activations that its gate and up give. */
final class DownFit {
    private final Products products;
    private final Ridges ridges;
    private final Runnable between;

    /**
     * A fit for every layer.
     *
     * @param between run between two pieces of the work; what it throws ends the work
     */
    DownFit(Products products, Ridges ridges, Runnable between) {
        this.products = products;
        this.ridges = ridges;
        this.between = between;
    }

    /**
     * Corrects it, and returns the outputs that it gives then.
     *
     * @param down        {@code [hidden][intermediate]}
     * @param activations {@code [tokens][intermediate]}
     */
    float[][] fit(int layer, LayerTokens tokens, float[] down, float[][] activations, Correction correction) {
        float[][] plain = products.multiply(activations, down, tokens.hidden());
        RidgeSolution solution = best(tokens.weighted(activations), tokens.weightedDifference(tokens.targetOutputs(), plain), tokens.trained());
        double[] importance = new double[tokens.hidden()];
        Arrays.fill(importance, 1);
        correction.apply(Matrix.DOWN, layer, solution.fit(), down, solution.full(), importance);
        return products.multiply(activations, down, tokens.hidden());
    }

    /** The ridge that leaves least of the tokens held out; no correction where that leaves less. */
    private RidgeSolution best(float[][] x, float[][] y, int trained) {
        int n = x[0].length;
        double[] gram = products.cross(x, x, trained);
        DMatrixRMaj cross = new DMatrixRMaj(n, y[0].length, true, products.cross(x, y, trained));
        float[][] heldInputs = Arrays.copyOfRange(x, trained, x.length);
        RidgeSolution best = null;
        double nothing = 0;
        for (int t = trained; t < y.length; t++) {
            for (float value : y[t]) {
                nothing += (double) value * value;
            }
        }
        double least = Double.POSITIVE_INFINITY;
        double chosen = 0;
        for (RidgeSolution solution : RidgeSolution.all(ridges.tried(), gram, cross, products.workers(), between)) {
            between.run();
            DMatrixRMaj full = solution.full();
            float[][] foretold = products.multiply(heldInputs, MatrixFloats.transposed(full), full.numCols);
            double sum = 0;
            for (int t = 0; t < foretold.length; t++) {
                for (int i = 0; i < full.numCols; i++) {
                    double difference = foretold[t][i] - y[trained + t][i];
                    sum += difference * difference;
                }
            }
            if (sum < least) {
                least = sum;
                best = solution;
                chosen = solution.ridge();
            }
        }
        if (nothing <= least) {
            best.full().zero();
            chosen = Ridges.NONE;
        }
        ridges.count(chosen);
        return best;
    }
}
