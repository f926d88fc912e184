package org.dipscope.calibration;

import org.dipscope.mask.Matrix;
import org.ejml.data.DMatrixRMaj;

/** What is made of a fit: it changes the weights to what the corrected layer computes with, and keeps what says so. */
interface Correction {

    /**
     * Corrects one matrix.
     *
     * @param weights    {@code [rows][columns]}, to be changed
     * @param full       the full solution, {@code [columns][rows]}
     * @param importance how much an error in each output counts, {@code [rows]}
     */
    void apply(Matrix matrix, int layer, RidgeFit fit, float[] weights, DMatrixRMaj full, double[] importance);
}
