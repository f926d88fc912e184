package org.dipscope.memory;

import org.dipscope.mask.Matrix;

/**
 * What a model weighs, as the simulator needs it. Bytes are totals over all layers.
 *
 * @param attention    the four projections of every layer
 * @param lmHead       {@code output.weight}, or the token embedding where it is tied
 * @param kvPerToken   the KV cache of one token
 * @param gate         gate projections
 * @param up           up projections
 * @param down         down projections
 * @param layers       {@code L}
 * @param hidden       {@code H}
 * @param intermediate {@code I}
 */
public record ModelBytes(double attention, double lmHead, double kvPerToken, double gate, double up, double down,
                         int layers, int hidden, int intermediate) {

    /** The bytes of one MLP matrix over all layers. */
    public double of(Matrix matrix) {
        return switch (matrix) {
            case GATE -> gate;
            case UP -> up;
            case DOWN -> down;
        };
    }

    /** The bytes of all MLP weights. */
    public double mlp() {
        return gate + up + down;
    }
}
