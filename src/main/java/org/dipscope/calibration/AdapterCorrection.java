package org.dipscope.calibration;

import org.dipscope.mask.Matrix;
import org.dipscope.sparsity.Adapters;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Corrects by adapters of one rank, which stand beside the weights. */
final class AdapterCorrection implements Correction {
    private final int rank;
    private final Map<Matrix, float[][]> a = new EnumMap<>(Matrix.class);
    private final Map<Matrix, float[][]> b = new EnumMap<>(Matrix.class);

    AdapterCorrection(int layers, int rank) {
        this.rank = rank;
        for (Matrix matrix : Matrix.values()) {
            a.put(matrix, new float[layers][]);
            b.put(matrix, new float[layers][]);
        }
    }

    @Override
    public void apply(Matrix matrix, int layer, RidgeFit fit, float[] weights, DMatrixRMaj full, double[] importance) {
        if (rank == 0) {
            a.get(matrix)[layer] = new float[0];
            b.get(matrix)[layer] = new float[0];
            return;
        }
        DMatrixRMaj[] factors = fit.reduce(full, rank, importance);
        int rows = full.numCols;
        a.get(matrix)[layer] = MatrixFloats.of(factors[0], rank);
        b.get(matrix)[layer] = Arrays.copyOf(MatrixFloats.of(factors[1], rows), rank * rows);
        DMatrixRMaj product = new DMatrixRMaj(full.numRows, rows);
        CommonOps_DDRM.mult(factors[0], factors[1], product);
        MatrixFloats.addTransposed(product, weights);
    }

    /** What every layer got. */
    Adapters adapters() {
        return new Adapters(rank, a, b);
    }
}
