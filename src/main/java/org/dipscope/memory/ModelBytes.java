package org.dipscope.memory;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
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

    public ModelBytes {
        for (double size : new double[] {attention, lmHead, kvPerToken, gate, up, down}) {
            if (!(size >= 0) || Double.isInfinite(size)) {
                throw new IllegalArgumentException("a part of " + size + " bytes is not a size; give 0 or more.");
            }
        }
        if (layers < 1 || hidden < 1 || intermediate < 1) {
            throw new IllegalArgumentException("a model of %d layers, hidden size %d and intermediate size %d has no MLP; each must be 1 or more."
                    .formatted(layers, hidden, intermediate));
        }
    }

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

    /** All weights that the simulator counts, in bytes. */
    public double weights() {
        return attention + lmHead + mlp();
    }

    /** How many columns the hook chooses from in a layer. */
    public int columns(Hook hook) {
        return hook.columns(hidden, intermediate);
    }

    /** The bytes of one column at this hook in one linear: the mean over the matrices that share its mask. */
    public double columnBytes(Footprint.Use use) {
        double sum = 0;
        for (Matrix matrix : use.matrices()) {
            sum += of(matrix);
        }
        return sum / use.linears() / layers / columns(use.hook());
    }
}
