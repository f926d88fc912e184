package org.dipscope.sparsity;

import org.dipscope.mask.Hook;

/** The lengths of the weight matrices' columns, for scores that take them into account. */
@FunctionalInterface
public interface ColumnNorms {

    /**
     * The Euclidean norms of a hook's columns over all matrices that share its mask, one a column; only to be read.
     *
     * @param hook  {@link Hook#INPUT} or {@link Hook#DOWN}
     * @param layer from 0
     */
    float[] of(Hook hook, int layer);
}
