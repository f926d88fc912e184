package org.dipscope.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Norms, soft-max and activations over rows of floats. Sums run in a fixed order, so that they repeat bit for bit. */
public final class VectorMath {

    private VectorMath() {
    }

    /** {@code y = x / sqrt(mean(x²) + epsilon) ⊙ weight}, over {@code n} floats; no numbers where the squares are too large for a float. */
    public static void rmsNorm(float[] x, int xAt, float[] weight, int n, float epsilon, float[] y, int yAt) {
        FloatVector sum = FloatVector.zero(Lanes.FLOATS);
        int bound = n - n % Lanes.COUNT;
        for (int i = 0; i < bound; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, xAt + i);
            sum = v.fma(v, sum);
        }
        float squares = Lanes.sum(sum);
        for (int i = bound; i < n; i++) {
            squares += x[xAt + i] * x[xAt + i];
        }
        // A root that is infinite would make zeros of what has overflown, and nothing behind would show it.
        float scale = squares == Float.POSITIVE_INFINITY ? Float.NaN : (float) (1 / Math.sqrt(squares / n + epsilon));
        for (int i = 0; i < bound; i += Lanes.COUNT) {
            FloatVector.fromArray(Lanes.FLOATS, x, xAt + i).mul(scale).mul(FloatVector.fromArray(Lanes.FLOATS, weight, i)).intoArray(y, yAt + i);
        }
        for (int i = bound; i < n; i++) {
            y[yAt + i] = x[xAt + i] * scale * weight[i];
        }
    }

    /** {@code x = SiLU(x) = x / (1 + exp(−x))}, over {@code n} floats. */
    public static void silu(float[] x, int at, int n) {
        int bound = n - n % Lanes.COUNT;
        for (int i = 0; i < bound; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, at + i);
            v.div(Exponential.of(v.neg()).add(1f)).intoArray(x, at + i);
        }
        for (int i = bound; i < n; i++) {
            x[at + i] = siluScalar(x[at + i]);
        }
    }

    /** The scalar twin of {@link #silu} for one float. */
    public static float siluScalar(float x) {
        return (float) (x / (1 + Math.exp(-x)));
    }

    /** {@code z = x ⊙ y}, over {@code n} floats. */
    public static void multiply(float[] x, int xAt, float[] y, int yAt, float[] z, int zAt, int n) {
        for (int i = 0; i < n; i++) {
            z[zAt + i] = x[xAt + i] * y[yAt + i];
        }
    }

    /** {@code x += y}, over {@code n} floats. */
    public static void add(float[] x, int xAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            x[xAt + i] += y[yAt + i];
        }
    }

    /**
     * Turns {@code n} scores into probabilities.
     *
     * @param x has room up to the next multiple of the vector's lanes; what lies behind {@code n} is overwritten
     */
    public static void softmax(float[] x, int at, int n) {
        int bound = ColumnMatrix.ceil(n, Lanes.COUNT) * Lanes.COUNT;
        for (int i = n; i < bound; i++) {
            x[at + i] = Float.NEGATIVE_INFINITY;
        }
        FloatVector largest = FloatVector.broadcast(Lanes.FLOATS, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < bound; i += Lanes.COUNT) {
            largest = largest.max(FloatVector.fromArray(Lanes.FLOATS, x, at + i));
        }
        float max = largest.reduceLanes(VectorOperators.MAX);
        FloatVector sums = FloatVector.zero(Lanes.FLOATS);
        for (int i = 0; i < bound; i += Lanes.COUNT) {
            FloatVector e = Exponential.of(FloatVector.fromArray(Lanes.FLOATS, x, at + i).sub(max));
            e.intoArray(x, at + i);
            sums = sums.add(e);
        }
        float scale = 1 / Lanes.sum(sums);
        for (int i = 0; i < bound; i += Lanes.COUNT) {
            FloatVector.fromArray(Lanes.FLOATS, x, at + i).mul(scale).intoArray(x, at + i);
        }
    }

    /** {@code log Σ exp(x)} over {@code n} floats. */
    public static double logSumExp(float[] x, int at, int n) {
        int bound = n - n % Lanes.COUNT;
        FloatVector largest = FloatVector.broadcast(Lanes.FLOATS, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < bound; i += Lanes.COUNT) {
            largest = largest.max(FloatVector.fromArray(Lanes.FLOATS, x, at + i));
        }
        float max = largest.reduceLanes(VectorOperators.MAX);
        for (int i = bound; i < n; i++) {
            max = Math.max(max, x[at + i]);
        }
        FloatVector sums = FloatVector.zero(Lanes.FLOATS);
        for (int i = 0; i < bound; i += Lanes.COUNT) {
            sums = sums.add(Exponential.of(FloatVector.fromArray(Lanes.FLOATS, x, at + i).sub(max)));
        }
        double sum = Lanes.sum(sums);
        for (int i = bound; i < n; i++) {
            sum += Math.exp(x[at + i] - max);
        }
        return max + Math.log(sum);
    }
}
