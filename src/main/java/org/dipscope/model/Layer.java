package org.dipscope.model;

import org.dipscope.kernel.ColumnMatrix;

/**
 * One layer's weights.
 *
 * @param plan          its window and its turn
 * @param attention     its attention
 * @param mlpNorm       {@code [hidden]}
 * @param gate          {@code [intermediate][hidden]}
 * @param up            {@code [intermediate][hidden]}
 * @param down          {@code [hidden][intermediate]}
 * @param mlpOutputNorm {@code [hidden]} or empty: of what the MLP gives
 * @param gateRows      gate in the file's row order, for masks of neurons
 * @param upRows        up in the file's row order
 */
record Layer(LayerPlan plan, AttentionWeights attention, float[] mlpNorm, ColumnMatrix gate, ColumnMatrix up, ColumnMatrix down,
             float[] mlpOutputNorm, FileRows gateRows, FileRows upRows) {

    /** The same layer with another MLP. */
    Layer withMlp(ColumnMatrix otherGate, ColumnMatrix otherUp, ColumnMatrix otherDown, FileRows otherGateRows, FileRows otherUpRows) {
        return new Layer(plan, attention, mlpNorm, otherGate, otherUp, otherDown, mlpOutputNorm, otherGateRows, otherUpRows);
    }
}
