package org.dipscope.calibration;

import org.dipscope.kernel.Activation;
import org.dipscope.mask.Matrix;
import org.dipscope.mask.Selection;
import org.dipscope.model.Transformer;
import org.dipscope.sparsity.Masking;
import org.ejml.data.DMatrixRMaj;

/** Fits gate and up of a layer together, so that they give from a masked input what they would give from the whole one. */
final class GateUpFit {
    /** Tokens that are chosen for before anybody is asked again. */
    private static final int PIECE = 1024;

    private final Transformer transformer;
    private final Masking masking;
    private final Products products;
    private final Ridges ridges;
    private final Runnable between;
    private final int hidden;
    private final int intermediate;
    private final Activation activation;

    /**
     * A fit for every layer.
     *
     * @param between run between two pieces of the work; what it throws ends the work
     */
    GateUpFit(Transformer transformer, Masking masking, Products products, Ridges ridges, Runnable between) {
        this.transformer = transformer;
        this.masking = masking;
        this.products = products;
        this.ridges = ridges;
        this.between = between;
        this.hidden = transformer.shape().hidden();
        this.intermediate = transformer.shape().intermediate();
        this.activation = transformer.shape().kind().activation();
    }

    /**
     * Corrects both, and returns the masked activations that they give then.
     *
     * @param down the layer's, {@code [hidden][intermediate]}: an error counts by what it does behind it
     */
    float[][] fit(int layer, LayerTokens tokens, float[] down, Correction correction) {
        float[][] x = tokens.weighted(tokens.maskedInputs());
        float[][] missing = tokens.weightedDifference(tokens.targetInputs(), tokens.maskedInputs());
        // What the mask leaves out of W·x is W times what it leaves out of x, so that one small product serves both matrices.
        double[] gram = products.cross(x, x, tokens.trained());
        DMatrixRMaj cross = new DMatrixRMaj(hidden, hidden, true, products.cross(x, missing, tokens.trained()));
        float[] gate = transformer.plain(Matrix.GATE, layer);
        float[] up = transformer.plain(Matrix.UP, layer);
        DownChoice choice = DownChoice.of(masking, layer, hidden, intermediate);
        float[][] heldInputs = tokens.heldInputs();
        RidgeFit fit = null;
        DMatrixRMaj gateChange = new DMatrixRMaj(hidden, intermediate);
        DMatrixRMaj upChange = new DMatrixRMaj(hidden, intermediate);
        // A better guess at x need not give a better output: a ridge, or no correction at all, is judged by what comes out of the layer.
        double least = missed(activations(heldInputs, gate, up, choice), down, tokens);
        double chosen = Ridges.NONE;
        for (RidgeSolution candidate : RidgeSolution.all(ridges.tried(), gram, cross, products.workers(), between)) {
            between.run();
            DMatrixRMaj ofGate = products.timesTransposed(candidate.full(), gate);
            DMatrixRMaj ofUp = products.timesTransposed(candidate.full(), up);
            double missed = missed(activations(heldInputs, changed(gate, ofGate), changed(up, ofUp), choice), down, tokens);
            if (missed < least) {
                least = missed;
                chosen = candidate.ridge();
                gateChange = ofGate;
                upChange = ofUp;
            }
            fit = missed <= least || fit == null ? candidate.fit() : fit;
        }
        ridges.count(chosen);
        double[][] importance = new NeuronImportance(products, activation, tokens).of(gate, up, down);
        correction.apply(Matrix.GATE, layer, fit, gate, gateChange, importance[0]);
        correction.apply(Matrix.UP, layer, fit, up, upChange, importance[1]);
        return activations(tokens.maskedInputs(), gate, up, choice);
    }

    private static float[] changed(float[] weights, DMatrixRMaj change) {
        float[] sum = weights.clone();
        MatrixFloats.addTransposed(change, sum);
        return sum;
    }

    /** The weighted square error of the tokens held out, were down as it is. */
    private double missed(float[][] heldActivations, float[] down, LayerTokens tokens) {
        float[][] outputs = products.multiply(heldActivations, down, hidden);
        double sum = 0;
        for (int t = 0; t < outputs.length; t++) {
            int token = tokens.trained() + t;
            for (int i = 0; i < hidden; i++) {
                double difference = (outputs[t][i] - tokens.targetOutputs()[token][i]) * tokens.weight()[token];
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
            if (t % PIECE == 0) {
                between.run();
            }
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
}
