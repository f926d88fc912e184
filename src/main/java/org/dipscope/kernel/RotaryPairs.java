package org.dipscope.kernel;

/** Which two floats of a head turn together. */
public enum RotaryPairs {
    /** {@code (2i, 2i+1)}: llama's GGUF files have the rows of query and key permuted for it. */
    NEIGHBOURS,
    /** {@code (i, i + dimensions/2)}: the order of the original papers' code, which most other files keep. */
    HALVES
}
