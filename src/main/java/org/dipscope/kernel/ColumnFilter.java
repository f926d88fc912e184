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

    /**
     * {@code y_i = x_i·one + add} where a bit is set, else {@code x_i·other}, over {@code n} floats.
     *
     * @param words bit {@code i % 64} of word {@code i / 64} for column {@code i}; those that are missing count as 0
     */
    public static void weigh(float[] x, int xAt, long[] words, float one, float add, float other, float[] y, int n) {
        FloatVector added = FloatVector.broadcast(Lanes.FLOATS, add);
        int i = 0;
        for (; i + Lanes.COUNT <= Math.min(n, 64 * words.length); i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, xAt + i);
            v.mul(other).blend(v.mul(one).add(added), VectorMask.fromLong(Lanes.FLOATS, words[i >> 6] >>> i)).intoArray(y, i);
        }
        weighScalar(x, xAt, words, one, add, other, y, i, n);
    }

    /** The scalar twin of {@link #weigh}, from column {@code from} on. */
    static void weighScalar(float[] x, int xAt, long[] words, float one, float add, float other, float[] y, int from, int n) {
        for (int i = from; i < n; i++) {
            boolean set = i >> 6 < words.length && (words[i >> 6] >>> i & 1) != 0;
            y[i] = set ? x[xAt + i] * one + add : x[xAt + i] * other;
        }
    }

    /** The scalar twin of {@link #keep}. */
    public static void keepScalar(float[] x, int xAt, long[] words, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] = (words[i >> 6] >>> i & 1) != 0 ? x[xAt + i] : 0;
        }
    }
}
