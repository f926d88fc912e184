package org.dipscope.model;

import org.dipscope.kernel.ColumnMatrix;

/**
 * One layer's attention. What a model lacks is empty.
 *
 * @param norm        {@code [hidden]}
 * @param projections query, key and value, {@code [queryWidth + 2·kvWidth][hidden]}: one fused matrix where their types agree, else three
 * @param bias        {@code [queryWidth + 2·kvWidth]} or empty
 * @param queryNorm   {@code [headSize]} or empty
 * @param keyNorm     {@code [headSize]} or empty
 * @param output      {@code [hidden][queryWidth]}
 * @param outputBias  {@code [hidden]} or empty
 * @param outputNorm  {@code [hidden]} or empty: of what attention gives
 */
record AttentionWeights(float[] norm, ColumnMatrix[] projections, float[] bias, float[] queryNorm, float[] keyNorm,
                        ColumnMatrix output, float[] outputBias, float[] outputNorm) {
}
