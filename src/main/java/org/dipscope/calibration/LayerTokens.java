package org.dipscope.calibration;

import java.util.Arrays;

/**
 * The tokens of a text in one layer's MLP, as a fit sees them.
 *
 * @param maskedInputs  what the mask leaves of the inputs, {@code [tokens][hidden]}
 * @param targetInputs  the whole inputs, {@code [tokens][hidden]}
 * @param targetOutputs what is to come out, {@code [tokens][hidden]}
 * @param weight        how much an error at a token counts, {@code [tokens]}
 * @param trained       tokens that are fitted; those after them are held out
 */
record LayerTokens(float[][] maskedInputs, float[][] targetInputs, float[][] targetOutputs, double[] weight, int trained) {

    int hidden() {
        return maskedInputs[0].length;
    }

    /** The masked inputs of the tokens held out. */
    float[][] heldInputs() {
        return Arrays.copyOfRange(maskedInputs, trained, maskedInputs.length);
    }

    /** Rows of all tokens, each times what an error at its token counts. */
    float[][] weighted(float[][] rows) {
        float[][] scaled = new float[rows.length][];
        for (int t = 0; t < rows.length; t++) {
            scaled[t] = new float[rows[t].length];
            for (int i = 0; i < rows[t].length; i++) {
                scaled[t][i] = (float) (rows[t][i] * weight[t]);
            }
        }
        return scaled;
    }

    /** {@code to − from}, each row times what an error at its token counts. */
    float[][] weightedDifference(float[][] to, float[][] from) {
        float[][] rest = new float[to.length][hidden()];
        for (int t = 0; t < rest.length; t++) {
            for (int i = 0; i < rest[t].length; i++) {
                rest[t][i] = (float) ((to[t][i] - from[t][i]) * weight[t]);
            }
        }
        return rest;
    }
}
