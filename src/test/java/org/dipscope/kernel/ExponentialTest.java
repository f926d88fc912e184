package org.dipscope.kernel;

import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;

class ExponentialTest {

    private static float exp(float x) {
        return Exponential.of(FloatVector.broadcast(Lanes.FLOATS, x)).lane(0);
    }

    @Test
    void liesWithinTwoUnitsInTheLastPlaceOfTheTruth() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200_000; i++) {
            float x = (float) (random.nextDouble() * 175 - 87);
            float truth = (float) Math.exp(x);
            assertThat(Math.abs(exp(x) - truth)).as("exp(%s)", x).isLessThanOrEqualTo(2 * Math.ulp(truth));
        }
    }

    @Test
    void isExactWhereItMatters() {
        assertThat(exp(0)).isEqualTo(1);
        assertThat(exp(-0f)).isEqualTo(1);
        assertThat(exp(Float.NEGATIVE_INFINITY)).isZero();
        assertThat(exp(-200)).isZero();
        assertThat(exp(88.29f)).isBetween(2.1e38f, 2.3e38f);
        assertThat(exp(89)).isInfinite();
        assertThat(exp(Float.POSITIVE_INFINITY)).isInfinite();
        assertThat(exp(Float.NaN)).isNaN();
    }

    /** The interpreter, the first and the second compiler all come by in a loop that is long enough; none may change a bit. */
    @Test
    void doesNotChangeWhileTheProgramWarmsUp() {
        float[] inputs = new float[16 * Lanes.COUNT];
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (float) (random.nextDouble() * 40 - 20);
        }
        float[] first = run(inputs);
        for (int i = 0; i < 20_000; i++) {
            assertThat(run(inputs)).isEqualTo(first);
        }
    }

    private static float[] run(float[] inputs) {
        float[] x = inputs.clone();
        float[] y = inputs.clone();
        VectorMath.softmax(x, 0, x.length);
        VectorMath.silu(y, 0, y.length);
        float[] norm = new float[x.length];
        VectorMath.rmsNorm(inputs, 0, inputs, inputs.length, 1e-5f, norm, 0);
        return new float[] {x[3], x[77 % x.length], y[5], y[y.length - 1], norm[0], norm[9], (float) VectorMath.logSumExp(inputs, 0, inputs.length)};
    }
}
