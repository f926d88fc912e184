package org.dipscope.kernel;

import jdk.incubator.vector.FloatVector;

/** Four vectors of rows times six inputs: 24 sums that stay in registers over the whole depth, where there are 32 of them. */
final class FourByGroup {
    /** How many rows. */
    static final int ROWS = 4 * Lanes.COUNT;

    private FourByGroup() {
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
        FloatVector a2 = FloatVector.fromArray(Lanes.FLOATS, y, yAt + 2 * n);
        FloatVector a3 = FloatVector.fromArray(Lanes.FLOATS, y, yAt + 3 * n);
        FloatVector b0 = FloatVector.fromArray(Lanes.FLOATS, y, y1);
        FloatVector b1 = FloatVector.fromArray(Lanes.FLOATS, y, y1 + n);
        FloatVector b2 = FloatVector.fromArray(Lanes.FLOATS, y, y1 + 2 * n);
        FloatVector b3 = FloatVector.fromArray(Lanes.FLOATS, y, y1 + 3 * n);
        FloatVector c0 = FloatVector.fromArray(Lanes.FLOATS, y, y2);
        FloatVector c1 = FloatVector.fromArray(Lanes.FLOATS, y, y2 + n);
        FloatVector c2 = FloatVector.fromArray(Lanes.FLOATS, y, y2 + 2 * n);
        FloatVector c3 = FloatVector.fromArray(Lanes.FLOATS, y, y2 + 3 * n);
        FloatVector d0 = FloatVector.fromArray(Lanes.FLOATS, y, y3);
        FloatVector d1 = FloatVector.fromArray(Lanes.FLOATS, y, y3 + n);
        FloatVector d2 = FloatVector.fromArray(Lanes.FLOATS, y, y3 + 2 * n);
        FloatVector d3 = FloatVector.fromArray(Lanes.FLOATS, y, y3 + 3 * n);
        FloatVector e0 = FloatVector.fromArray(Lanes.FLOATS, y, y4);
        FloatVector e1 = FloatVector.fromArray(Lanes.FLOATS, y, y4 + n);
        FloatVector e2 = FloatVector.fromArray(Lanes.FLOATS, y, y4 + 2 * n);
        FloatVector e3 = FloatVector.fromArray(Lanes.FLOATS, y, y4 + 3 * n);
        FloatVector f0 = FloatVector.fromArray(Lanes.FLOATS, y, y5);
        FloatVector f1 = FloatVector.fromArray(Lanes.FLOATS, y, y5 + n);
        FloatVector f2 = FloatVector.fromArray(Lanes.FLOATS, y, y5 + 2 * n);
        FloatVector f3 = FloatVector.fromArray(Lanes.FLOATS, y, y5 + 3 * n);
        for (int c = 0, at = from; c < depth; c++, at += wStride) {
            FloatVector w0 = FloatVector.fromArray(Lanes.FLOATS, w, at);
            FloatVector w1 = FloatVector.fromArray(Lanes.FLOATS, w, at + n);
            FloatVector w2 = FloatVector.fromArray(Lanes.FLOATS, w, at + 2 * n);
            FloatVector w3 = FloatVector.fromArray(Lanes.FLOATS, w, at + 3 * n);
            FloatVector v = FloatVector.broadcast(Lanes.FLOATS, x[xAt + c]);
            a0 = w0.fma(v, a0);
            a1 = w1.fma(v, a1);
            a2 = w2.fma(v, a2);
            a3 = w3.fma(v, a3);
            v = FloatVector.broadcast(Lanes.FLOATS, x[x1 + c]);
            b0 = w0.fma(v, b0);
            b1 = w1.fma(v, b1);
            b2 = w2.fma(v, b2);
            b3 = w3.fma(v, b3);
            v = FloatVector.broadcast(Lanes.FLOATS, x[x2 + c]);
            c0 = w0.fma(v, c0);
            c1 = w1.fma(v, c1);
            c2 = w2.fma(v, c2);
            c3 = w3.fma(v, c3);
            v = FloatVector.broadcast(Lanes.FLOATS, x[x3 + c]);
            d0 = w0.fma(v, d0);
            d1 = w1.fma(v, d1);
            d2 = w2.fma(v, d2);
            d3 = w3.fma(v, d3);
            v = FloatVector.broadcast(Lanes.FLOATS, x[x4 + c]);
            e0 = w0.fma(v, e0);
            e1 = w1.fma(v, e1);
            e2 = w2.fma(v, e2);
            e3 = w3.fma(v, e3);
            v = FloatVector.broadcast(Lanes.FLOATS, x[x5 + c]);
            f0 = w0.fma(v, f0);
            f1 = w1.fma(v, f1);
            f2 = w2.fma(v, f2);
            f3 = w3.fma(v, f3);
        }
        a0.intoArray(y, yAt);
        a1.intoArray(y, yAt + n);
        a2.intoArray(y, yAt + 2 * n);
        a3.intoArray(y, yAt + 3 * n);
        b0.intoArray(y, y1);
        b1.intoArray(y, y1 + n);
        b2.intoArray(y, y1 + 2 * n);
        b3.intoArray(y, y1 + 3 * n);
        c0.intoArray(y, y2);
        c1.intoArray(y, y2 + n);
        c2.intoArray(y, y2 + 2 * n);
        c3.intoArray(y, y2 + 3 * n);
        d0.intoArray(y, y3);
        d1.intoArray(y, y3 + n);
        d2.intoArray(y, y3 + 2 * n);
        d3.intoArray(y, y3 + 3 * n);
        e0.intoArray(y, y4);
        e1.intoArray(y, y4 + n);
        e2.intoArray(y, y4 + 2 * n);
        e3.intoArray(y, y4 + 3 * n);
        f0.intoArray(y, y5);
        f1.intoArray(y, y5 + n);
        f2.intoArray(y, y5 + 2 * n);
        f3.intoArray(y, y5 + 3 * n);
    }
}
