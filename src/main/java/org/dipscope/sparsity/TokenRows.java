package org.dipscope.sparsity;

/**
 * A row of floats a token, in the engine's own working memory.
 *
 * @param values {@code [tokens][stride]}, of which the first {@code width} of each row mean something
 * @param width  floats of a row
 * @param stride distance from row to row, ≥ {@code width}
 */
public record TokenRows(float[] values, int width, int stride) {
}
