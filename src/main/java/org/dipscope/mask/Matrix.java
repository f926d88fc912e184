package org.dipscope.mask;

/** The three weight matrices of a gated MLP. */
public enum Matrix {
    /** {@code [intermediate][hidden]}, followed by the activation function. */
    GATE,
    /** {@code [intermediate][hidden]}, multiplied with the activated gate. */
    UP,
    /** {@code [hidden][intermediate]}. */
    DOWN
}
