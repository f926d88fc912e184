package org.dipscope.calibration;

import org.ejml.data.DMatrixRMaj;

/** From EJML's matrices to the floats that the engine computes with. */
final class MatrixFloats {

    private MatrixFloats() {
    }

    /** Row after row, each filled up with zeros to the width. */
    static float[] of(DMatrixRMaj matrix, int width) {
        float[] values = new float[matrix.numRows * width];
        for (int row = 0; row < matrix.numRows; row++) {
            for (int column = 0; column < matrix.numCols; column++) {
                values[row * width + column] = (float) matrix.get(row, column);
            }
        }
        return values;
    }

    /** Column after column. */
    static float[] transposed(DMatrixRMaj matrix) {
        float[] values = new float[matrix.getNumElements()];
        for (int row = 0; row < matrix.numRows; row++) {
            for (int column = 0; column < matrix.numCols; column++) {
                values[column * matrix.numRows + row] = (float) matrix.data[row * matrix.numCols + column];
            }
        }
        return values;
    }

    /** Adds a matrix {@code [columns][rows]} to weights {@code [rows][columns]}. */
    static void addTransposed(DMatrixRMaj delta, float[] weights) {
        for (int column = 0; column < delta.numRows; column++) {
            for (int row = 0; row < delta.numCols; row++) {
                weights[row * delta.numRows + column] += (float) delta.data[column * delta.numCols + row];
            }
        }
    }
}
