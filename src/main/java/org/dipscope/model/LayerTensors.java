package org.dipscope.model;

import org.dipscope.gguf.TensorInfo;

import java.util.List;
import java.util.Optional;

/**
 * One layer's tensors, found in the file and of the shapes that the metadata promise. Matrices that a file has fused are rows of one tensor.
 *
 * @param attentionNorm {@code [hidden]}
 * @param query         {@code [queryWidth][hidden]}
 * @param key           {@code [kvWidth][hidden]}
 * @param value         {@code [kvWidth][hidden]}
 * @param biases        of query, key and value, or of all three in one
 * @param queryNorm     {@code [headSize]}
 * @param keyNorm       {@code [headSize]}
 * @param output        {@code [hidden][queryWidth]}
 * @param outputBias    {@code [hidden]}
 * @param attendedNorm  {@code [hidden]}, of what attention gives
 * @param mlpNorm       {@code [hidden]}
 * @param gate          {@code [intermediate][hidden]}
 * @param up            {@code [intermediate][hidden]}
 * @param down          {@code [hidden][intermediate]}
 * @param mlpOutputNorm {@code [hidden]}, of what the MLP gives
 */
record LayerTensors(TensorInfo attentionNorm, TensorRows query, TensorRows key, TensorRows value, Biases biases,
                    Optional<TensorInfo> queryNorm, Optional<TensorInfo> keyNorm, TensorRows output, Optional<TensorInfo> outputBias,
                    Optional<TensorInfo> attendedNorm, TensorInfo mlpNorm, TensorRows gate, TensorRows up, TensorRows down,
                    Optional<TensorInfo> mlpOutputNorm) {

    /** Biases of the projections; all empty in most models. */
    record Biases(Optional<TensorInfo> fused, Optional<TensorInfo> query, Optional<TensorInfo> key, Optional<TensorInfo> value) {
    }

    /** The matrices of the attention. */
    List<TensorRows> attention() {
        return List.of(query, key, value, output);
    }
}
