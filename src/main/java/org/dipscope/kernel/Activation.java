package org.dipscope.kernel;

import jdk.incubator.vector.FloatVector;

/** The gate's activation {@code σ}. Vectors and single floats follow the same formula; only their exponential differs in the last bits. */
public enum Activation {
    /** {@code x / (1 + exp(−x))}. */
    SILU {
        @Override
        public void apply(float[] x, int at, int n) {
            VectorMath.silu(x, at, n);
        }

        @Override
        public float of(float x) {
            return VectorMath.siluScalar(x);
        }
    },
    /** {@code x/2 · (1 + tanh(√(2/π)·(x + 0.044715·x³)))}, written as {@code x / (1 + exp(−2u))}, which cancels nothing. */
    GELU {
        @Override
        public void apply(float[] x, int at, int n) {
            gelu(x, at, n);
        }

        @Override
        public float of(float x) {
            double slope = -2 * GELU_SLOPE * x * (1 + 0.044715 * x * x);
            return (float) (x / (1 + Math.exp(slope)));
        }
    };

    /** {@code √(2/π)}. */
    private static final double GELU_SLOPE = 0.7978845608028654;

    /** {@code x = σ(x)} over {@code n} floats. */
    public abstract void apply(float[] x, int at, int n);

    /** The scalar twin of {@link #apply} for one float. */
    public abstract float of(float x);

    private static void gelu(float[] x, int at, int n) {
        int bound = n - n % Lanes.COUNT;
        FloatVector linear = FloatVector.broadcast(Lanes.FLOATS, (float) (-2 * GELU_SLOPE));
        FloatVector cubic = FloatVector.broadcast(Lanes.FLOATS, (float) (-2 * GELU_SLOPE * 0.044715));
        for (int i = 0; i < bound; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, at + i);
            FloatVector slope = v.mul(v).fma(cubic, linear).mul(v);
            v.div(Exponential.of(slope).add(1f)).intoArray(x, at + i);
        }
        for (int i = bound; i < n; i++) {
            x[at + i] = GELU.of(x[at + i]);
        }
    }
}
