package org.dipscope.kernel;

import jdk.incubator.vector.FloatVector;

/** Two vectors of rows times six inputs: twelve sums that stay in registers over the whole depth, where there are 16 of them. */
final class TwoByGroup {
    /** How many rows. */
    static final int ROWS = 2 * Lanes.COUNT;

    private TwoByGroup() {
    }

    /**
     * {@code y[t][r] += Σ_c x[t][c]·w[c][r]}.
     *
     * @param w    {@code [depth][wStride]} from {@code from} on, of which the first {@link #ROWS} of each row are read
     * @param x    {@code [}{@link SixInputs#COUNT}{@code ][xStride]} from {@code xAt} on
     * @param y    {@code [}{@link SixInputs#COUNT}{@code ][yStride]} from {@code yAt} on
     */
    static void accumulate(float[] w, int from, int wStride, int depth, float[] x, int xAt, int xStride, float[] y, int yAt, int yStride) {
        int n = Lanes.COUNT;
        int x1 = xAt + xStride;
        int x2 = x1 + xStride;
        int x3 = x2 + xStride;
        int x4 = x3 + xStride;
        int x5 = x4 + xStride;
        int y1 = yAt + yStride;
        int y2 = y1 + yStride;
        int y3 = y2 + yStride;
        int y4 = y3 + yStride;
        int y5 = y4 + yStride;
        FloatVector a0 = FloatVector.fromArray(Lanes.FLOATS, y, yAt);
        FloatVector a1 = FloatVector.fromArray(Lanes.FLOATS, y, yAt + n);
        FloatVector b0 = FloatVector.fromArray(Lanes.FLOATS, y, y1);
        FloatVector b1 = FloatVector.fromArray(Lanes.FLOATS, y, y1 + n);
        FloatVector c0 = FloatVector.fromArray(Lanes.FLOATS, y, y2);
        FloatVector c1 = FloatVector.fromArray(Lanes.FLOATS, y, y2 + n);
        FloatVector d0 = FloatVector.fromArray(Lanes.FLOATS, y, y3);
        FloatVector d1 = FloatVector.fromArray(Lanes.FLOATS, y, y3 + n);
        FloatVector e0 = FloatVector.fromArray(Lanes.FLOATS, y, y4);
        FloatVector e1 = FloatVector.fromArray(Lanes.FLOATS, y, y4 + n);
        FloatVector f0 = FloatVector.fromArray(Lanes.FLOATS, y, y5);
        FloatVector f1 = FloatVector.fromArray(Lanes.FLOATS, y, y5 + n);
        for (int c = 0, at = from; c < depth; c++, at += wStride) {
            FloatVector w0 = FloatVector.fromArray(Lanes.FLOATS, w, at);
            FloatVector w1 = FloatVector.fromArray(Lanes.FLOATS, w, at + n);
            FloatVector v = FloatVector.broadcast(Lanes.FLOATS, x[xAt + c]);
            a0 = w0.fma(v, a0);
            a1 = w1.fma(v, a1);
            v = FloatVector.broadcast(Lanes.FLOATS, x[x1 + c]);
            b0 = w0.fma(v, b0);
            b1 = w1.fma(v, b1);
            v = FloatVector.broadcast(Lanes.FLOATS, x[x2 + c]);
            c0 = w0.fma(v, c0);
            c1 = w1.fma(v, c1);
            v = FloatVector.broadcast(Lanes.FLOATS, x[x3 + c]);
            d0 = w0.fma(v, d0);
            d1 = w1.fma(v, d1);
            v = FloatVector.broadcast(Lanes.FLOATS, x[x4 + c]);
            e0 = w0.fma(v, e0);
            e1 = w1.fma(v, e1);
            v = FloatVector.broadcast(Lanes.FLOATS, x[x5 + c]);
            f0 = w0.fma(v, f0);
            f1 = w1.fma(v, f1);
        }
        a0.intoArray(y, yAt);
        a1.intoArray(y, yAt + n);
        b0.intoArray(y, y1);
        b1.intoArray(y, y1 + n);
        c0.intoArray(y, y2);
        c1.intoArray(y, y2 + n);
        d0.intoArray(y, y3);
        d1.intoArray(y, y3 + n);
        e0.intoArray(y, y4);
        e1.intoArray(y, y4 + n);
        f0.intoArray(y, y5);
        f1.intoArray(y, y5 + n);
    }
}
