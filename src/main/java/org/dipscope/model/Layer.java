package org.dipscope.model;

import org.dipscope.kernel.ColumnMatrix;

/**
 * One layer's weights.
 *
 * @param attentionNorm {@code [hidden]}
 * @param projections   query, key and value, {@code [queryWidth + 2·kvWidth][hidden]}: one fused matrix where their types agree, else three
 * @param output        {@code [hidden][queryWidth]}
 * @param mlpNorm       {@code [hidden]}
 * @param gate          {@code [intermediate][hidden]}
 * @param up            {@code [intermediate][hidden]}
 * @param down          {@code [hidden][intermediate]}
 * @param gateRows      gate in the file's row order, for masks of neurons
 * @param upRows        up in the file's row order
 */
record Layer(float[] attentionNorm, ColumnMatrix[] projections, ColumnMatrix output, float[] mlpNorm,
             ColumnMatrix gate, ColumnMatrix up, ColumnMatrix down, FileRows gateRows, FileRows upRows) {

    /** The same layer with another MLP. */
    Layer withMlp(ColumnMatrix otherGate, ColumnMatrix otherUp, ColumnMatrix otherDown, FileRows otherGateRows, FileRows otherUpRows) {
        return new Layer(attentionNorm, projections, output, mlpNorm, otherGate, otherUp, otherDown, otherGateRows, otherUpRows);
    }
}
