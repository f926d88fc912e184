package org.dipscope.kernel;

/**
 * Six inputs times a strip of a matrix whose columns lie in rows: as many sums as registers hold. The inputs are a prompt's tokens and the
 * matrix weights, or they are queries and the matrix keys, or they are attention's weights and the matrix values.
 */
final class SixInputs {
    /** How many inputs. */
    static final int COUNT = 6;
    /** How many outputs of each, the width of a strip. */
    static final int STRIP = Lanes.MANY_REGISTERS ? FourByGroup.ROWS : TwoByGroup.ROWS;

    private SixInputs() {
    }

    /**
     * {@code y[t][r] += Σ_c x[t][c]·w[c][r]}, added up in the order of {@code c}, for {@link #COUNT} t and {@link #STRIP} r.
     *
     * @param w {@code [depth][wStride]} from {@code wAt} on
     * @param x {@code [COUNT][xStride]} from {@code xAt} on
     * @param y {@code [COUNT][yStride]} from {@code yAt} on
     */
    static void accumulate(float[] w, int wAt, int wStride, int depth, float[] x, int xAt, int xStride, float[] y, int yAt, int yStride) {
        if (Lanes.MANY_REGISTERS) {
            FourByGroup.accumulate(w, wAt, wStride, depth, x, xAt, xStride, y, yAt, yStride);
        } else {
            TwoByGroup.accumulate(w, wAt, wStride, depth, x, xAt, xStride, y, yAt, yStride);
        }
    }
}
