package org.dipscope.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** Keeps the floats of a mask and makes the others 0: what a batch multiplies in place of skipping columns. */
public final class ColumnFilter {

    private ColumnFilter() {
    }

    /**
     * {@code y_i = x_i} where bit {@code i % 64} of word {@code i / 64} is set, else 0, over {@code n} floats; x and y may be the same row.
     *
     * @param words at least {@code ceil(n / 64)} of them
     */
    public static void keep(float[] x, int xAt, long[] words, float[] y, int yAt, int n) {
        int bound = n - n % Lanes.COUNT;
        for (int i = 0; i < bound; i += Lanes.COUNT) {
            VectorMask<Float> kept = VectorMask.fromLong(Lanes.FLOATS, words[i >> 6] >>> i);
            FloatVector.zero(Lanes.FLOATS).blend(FloatVector.fromArray(Lanes.FLOATS, x, xAt + i), kept).intoArray(y, yAt + i);
        }
        for (int i = bound; i < n; i++) {
            y[yAt + i] = (words[i >> 6] >>> i & 1) != 0 ? x[xAt + i] : 0;
        }
    }

    /** The scalar twin of {@link #keep}. */
    public static void keepScalar(float[] x, int xAt, long[] words, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] = (words[i >> 6] >>> i & 1) != 0 ? x[xAt + i] : 0;
        }
    }
}
