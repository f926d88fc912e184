package org.dipscope.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The exponential function from additions, multiplications and fused products alone. The Vector API's own comes from a library once
 * the code is compiled and from {@code Math.exp} before that: their last bits differ, and one bit is enough to flip a near-tie of
 * a mask, so that the same command would give different tokens depending on when the compiler came by.
 */
final class Exponential {
    private static final float LOG2_E = 1.442695041f;
    /** Adding it rounds a float to a whole number, which then stands in the lowest bits. */
    private static final float ROUNDER = 0x1.8p23f;
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;
    private static final float LEAST = -87.3f;
    private static final float MOST = 88.3f;

    private Exponential() {
    }

    /** {@code exp(x)} in each lane, within 2 units in the last place; 0 below −87.3 and infinite above 88.3. */
    static FloatVector of(FloatVector x) {
        FloatVector bounded = x.max(LEAST).min(MOST);
        FloatVector shifted = bounded.fma(FloatVector.broadcast(Lanes.FLOATS, LOG2_E), FloatVector.broadcast(Lanes.FLOATS, ROUNDER));
        FloatVector whole = shifted.sub(ROUNDER);
        FloatVector r = whole.fma(FloatVector.broadcast(Lanes.FLOATS, -LN2_HIGH), bounded);
        r = whole.fma(FloatVector.broadcast(Lanes.FLOATS, -LN2_LOW), r);
        FloatVector p = r.fma(FloatVector.broadcast(Lanes.FLOATS, 1f / 5040), FloatVector.broadcast(Lanes.FLOATS, 1f / 720));
        p = p.fma(r, FloatVector.broadcast(Lanes.FLOATS, 1f / 120));
        p = p.fma(r, FloatVector.broadcast(Lanes.FLOATS, 1f / 24));
        p = p.fma(r, FloatVector.broadcast(Lanes.FLOATS, 1f / 6));
        p = p.fma(r, FloatVector.broadcast(Lanes.FLOATS, 0.5f));
        p = p.fma(r, FloatVector.broadcast(Lanes.FLOATS, 1f));
        p = p.fma(r, FloatVector.broadcast(Lanes.FLOATS, 1f));
        FloatVector scaled = p.reinterpretAsInts().add(shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats();
        return scaled.blend(0f, x.compare(VectorOperators.LT, LEAST)).blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, MOST));
    }
}
