package org.dipscope.model;

import org.dipscope.gguf.GgufException;
import org.dipscope.gguf.GgufFile;
import org.dipscope.memory.ModelBytes;

/** What a model weighs, from its tensors as they stand in the file. */
public final class WeightBytes {
    /** Keys and values are kept in half precision on the simulated device. */
    private static final int BYTES_PER_CACHED_VALUE = 2;

    private WeightBytes() {
    }

    /**
     * The bytes that the simulator counts; matrices that a tensor has fused count with their own rows. A head that shares the embedding's
     * table counts with that table; an embedding of its own counts nowhere, because a token reads one row of it.
     *
     * @throws GgufException if a tensor is missing or of another shape than the metadata say
     */
    public static ModelBytes of(GgufFile file, Hyperparameters shape) throws GgufException {
        ModelTensors tensors = ModelTensors.of(file, shape);
        double attention = 0;
        double gate = 0;
        double up = 0;
        double down = 0;
        for (LayerTensors layer : tensors.layers()) {
            for (TensorRows matrix : layer.attention()) {
                attention += matrix.bytes();
            }
            gate += layer.gate().bytes();
            up += layer.up().bytes();
            down += layer.down().bytes();
        }
        return new ModelBytes(attention, tensors.head().bytes(), 2.0 * shape.kvWidth() * BYTES_PER_CACHED_VALUE * shape.layers(),
                gate, up, down, shape.layers(), shape.hidden(), shape.intermediate());
    }
}
