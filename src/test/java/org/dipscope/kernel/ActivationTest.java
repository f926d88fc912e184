package org.dipscope.kernel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ActivationTest {
    @ParameterizedTest
    @EnumSource(Activation.class)
    void equalsItsScalarTwinAndTheFormula(Activation activation) {
        for (int n : new int[] {1, 15, 16, 100, 1536}) {
            float[] x = inputs(n);
            float[] y = x.clone();
            activation.apply(y, 2, n);
            for (int i = 0; i < n; i++) {
                double v = x[2 + i];
                double expected = switch (activation) {
                    case SILU -> v / (1 + Math.exp(-v));
                    case GELU -> v / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (v + 0.044715 * v * v * v)));
                };
                // Far below zero the textbook's 1 + tanh loses all its digits, ours none: absolute there, relative elsewhere.
                double bound = 2e-6 * Math.abs(expected) + 1e-14;
                assertThat((double) y[2 + i]).as("%s(%s)", activation, v).isCloseTo(expected, within(bound));
                assertThat((double) activation.of(x[2 + i])).as("%s(%s)", activation, v).isCloseTo(expected, within(bound));
            }
            assertThat(y).startsWith(-7, -7).endsWith(-7, -7);
        }
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void repeatsBitForBitWhileItIsCompiled(Activation activation) {
        float[] x = inputs(1536);
        float[] first = x.clone();
        activation.apply(first, 2, 1536);
        for (int round = 0; round < 20_000; round++) {
            float[] again = x.clone();
            activation.apply(again, 2, 1536);
            assertThat(Arrays.equals(again, first)).as("round %d", round).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {0.5f, 5, 30, 50})
    void aSoftCapEqualsItsScalarTwinAndTheFormula(float cap) {
        for (int n : new int[] {1, 15, 16, 100, 1536}) {
            float[] x = inputs(n);
            float[] y = x.clone();
            SoftCap.apply(y, 2, n, cap);
            for (int i = 0; i < n; i++) {
                double expected = cap * Math.tanh(x[2 + i] / cap);
                assertThat((double) y[2 + i]).as("%s capped at %s", x[2 + i], cap).isCloseTo(expected, within(1e-6 * Math.abs(expected)));
                assertThat((double) SoftCap.of(x[2 + i], cap)).isCloseTo(expected, within(1e-6 * Math.abs(expected)));
            }
            assertThat(y).startsWith(-7, -7).endsWith(-7, -7);
        }
    }

    @Test
    void aSoftCapRepeatsBitForBitWhileItIsCompiled() {
        float[] x = inputs(1536);
        float[] first = x.clone();
        SoftCap.apply(first, 2, 1536, 5);
        for (int round = 0; round < 20_000; round++) {
            float[] again = x.clone();
            SoftCap.apply(again, 2, 1536, 5);
            assertThat(Arrays.equals(again, first)).as("round %d", round).isTrue();
        }
    }

    /** Zero, the ends, and waves of every size in between; −7 around them. */
    private static float[] inputs(int n) {
        float[] x = new float[n + 4];
        Arrays.fill(x, -7);
        for (int i = 0; i < n; i++) {
            x[2 + i] = i == 0 ? 0 : i == 1 ? -200 : i == 2 ? 200 : (float) (20 * Math.pow(0.99, i) * Math.sin(i));
        }
        return x;
    }
}
