package org.dipscope.model;

import org.dipscope.gguf.GgufException;
import org.dipscope.gguf.GgufFile;
import org.dipscope.gguf.TensorInfo;
import org.dipscope.kernel.KvCache;
import org.dipscope.kernel.MatrixPacker;

/**
 * The memory that a model will take, told before it is loaded. The mapped file is not counted: the system drops its pages whenever
 * something else needs the memory.
 *
 * @param weights  bytes of the repacked matrices
 * @param joining  bytes that are needed beside them for a moment, while tensors are put together
 * @param kvPerToken bytes of a position's keys and values, in all layers
 */
public record MemoryNeed(long weights, long joining, long kvPerToken) {
    private static final String EMBEDDING = "token_embd.weight";

    /**
     * The need of this model.
     *
     * @throws GgufException if a tensor is missing
     */
    public static MemoryNeed of(GgufFile file, Hyperparameters shape) throws GgufException {
        long weights = 0;
        long largest = 0;
        for (TensorInfo tensor : file.tensors()) {
            // An embedding's rows are read from the file, one a token.
            if (tensor.shape().size() == 2 && !tensor.name().equals(EMBEDDING)) {
                weights += packed(tensor);
                largest = Math.max(largest, tensor.name().startsWith("blk.") ? tensor.bytes() : 0);
            }
        }
        if (file.tensor("output.weight").isEmpty()) {
            weights += packed(file.require(EMBEDDING));
        }
        return new MemoryNeed(weights, 2 * largest, KvCache.bytesPerToken(shape.layers(), shape.kvWidth()));
    }

    private static long packed(TensorInfo tensor) throws GgufException {
        long rows = tensor.shape().get(1);
        long columns = tensor.shape().get(0);
        if (rows > Integer.MAX_VALUE || columns > Integer.MAX_VALUE) {
            throw new GgufException("tensor %s has the shape %s, which no model needs; the file is broken, get it again.".formatted(tensor.name(), tensor.shape()));
        }
        return MatrixPacker.bytes(tensor.type(), (int) rows, (int) columns);
    }
}
