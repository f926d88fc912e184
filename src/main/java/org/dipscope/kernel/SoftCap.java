package org.dipscope.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Presses scores softly below a cap: {@code cap · tanh(x / cap)}. */
public final class SoftCap {
    /** Below it {@code 1 − 2/(exp(2x) + 1)} would cancel, and the odd polynomial is exact to a float. */
    private static final float SMALL = 0.3f;

    private SoftCap() {
    }

    /** {@code x = cap · tanh(x / cap)} over {@code n} floats; minus infinity becomes {@code −cap}. */
    public static void apply(float[] x, int at, int n, float cap) {
        int bound = n - n % Lanes.COUNT;
        for (int i = 0; i < bound; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, at + i).div(cap);
            FloatVector size = v.abs();
            FloatVector large = FloatVector.broadcast(Lanes.FLOATS, 1f).sub(FloatVector.broadcast(Lanes.FLOATS, 2f).div(Exponential.of(size.add(size)).add(1f)));
            FloatVector square = v.mul(v);
            FloatVector small = square.fma(FloatVector.broadcast(Lanes.FLOATS, -1382f / 155925), FloatVector.broadcast(Lanes.FLOATS, 62f / 2835));
            small = small.fma(square, FloatVector.broadcast(Lanes.FLOATS, -17f / 315));
            small = small.fma(square, FloatVector.broadcast(Lanes.FLOATS, 2f / 15));
            small = small.fma(square, FloatVector.broadcast(Lanes.FLOATS, -1f / 3));
            small = small.mul(square).fma(size, size);
            FloatVector tanh = large.blend(small, size.compare(VectorOperators.LT, SMALL));
            tanh = tanh.blend(tanh.neg(), v.compare(VectorOperators.LT, 0f));
            tanh.mul(cap).intoArray(x, at + i);
        }
        for (int i = bound; i < n; i++) {
            x[at + i] = of(x[at + i], cap);
        }
    }

    /** The scalar twin of {@link #apply} for one float. */
    public static float of(float x, float cap) {
        return (float) (cap * StrictMath.tanh(x / cap));
    }
}
