package org.dipscope.calibration;

import org.dipscope.gguf.TensorType;
import org.dipscope.mask.Matrix;
import org.dipscope.model.Transformer;
import org.dipscope.sparsity.MergedWeights;
import org.ejml.data.DMatrixRMaj;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.Map;

/** Corrects by whole matrices in the place of the model's, rounded into their types. */
final class MergedCorrection implements Correction {
    private final Transformer transformer;
    private final Rounding rounding;
    private final Map<Matrix, ByteArrayOutputStream> bytes = new EnumMap<>(Matrix.class);

    MergedCorrection(Transformer transformer, Rounding rounding) {
        this.transformer = transformer;
        this.rounding = rounding;
        for (Matrix matrix : Matrix.values()) {
            bytes.put(matrix, new ByteArrayOutputStream());
        }
    }

    @Override
    public void apply(Matrix matrix, int layer, RidgeFit fit, float[] weights, DMatrixRMaj full, double[] importance) {
        MatrixFloats.addTransposed(full, weights);
        TensorType type = TensorType.valueOf(transformer.type(matrix, layer));
        bytes.get(matrix).writeBytes(rounding.round(type, weights, full.numCols, full.numRows, fit.feedback()));
    }

    /** The matrices of all layers. */
    MergedWeights weights(int layers) {
        return MergedWeights.of(segment(Matrix.GATE), segment(Matrix.UP), segment(Matrix.DOWN), layers);
    }

    private MemorySegment segment(Matrix matrix) {
        return MemorySegment.ofArray(bytes.get(matrix).toByteArray());
    }
}
