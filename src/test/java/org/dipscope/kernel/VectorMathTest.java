package org.dipscope.kernel;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class VectorMathTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 17, 64, 575, 576, 1536})
    void rmsNormDividesByTheRootOfTheMeanSquare(int n) {
        float[] weight = Columns.inputs(n, 1);
        for (float size : new float[] {0, 1e-20f, 1e-3f, 1, 1e4f}) {
            float[] x = Columns.inputs(n + 3, 2);
            for (int i = 0; i < x.length; i++) {
                x[i] *= size;
            }
            double squares = 0;
            for (int i = 0; i < n; i++) {
                squares += (double) x[3 + i] * x[3 + i];
            }
            double scale = 1 / Math.sqrt(squares / n + 1e-5f);
            float[] y = filled(n + 4);
            VectorMath.rmsNorm(x, 3, weight, n, 1e-5f, y, 2);
            for (int i = 0; i < n; i++) {
                double expected = x[3 + i] * scale * weight[i];
                assertThat((double) y[2 + i]).isCloseTo(expected, within(2e-6 * Math.abs(expected)));
            }
            checkBorders(y, 2, n);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 100, 1536})
    void siluEqualsItsScalarTwinAndTheFormula(int n) {
        float[] x = filled(n + 4);
        for (int i = 0; i < n; i++) {
            x[2 + i] = i == 0 ? 0 : i == 1 ? -200 : i == 2 ? 200 : (float) (20 * Math.sin(i));
        }
        float[] y = x.clone();
        VectorMath.silu(y, 2, n);
        for (int i = 0; i < n; i++) {
            double v = x[2 + i];
            double expected = v / (1 + Math.exp(-v));
            assertThat((double) y[2 + i]).as("SiLU(%s)", v).isCloseTo(expected, within(1e-6 * Math.abs(expected) + 1e-37));
            assertThat((double) VectorMath.siluScalar(x[2 + i])).isCloseTo(expected, within(1e-7 * Math.abs(expected) + 1e-37));
        }
        checkBorders(y, 2, n);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 255, 1000})
    void softmaxMakesProbabilities(int n) {
        for (float spread : new float[] {0, 1, 30, 1e4f}) {
            float[] x = filled(n + 40);
            float[] scores = Columns.inputs(n, n);
            double max = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < n; i++) {
                scores[i] *= spread;
                max = Math.max(max, scores[i]);
            }
            System.arraycopy(scores, 0, x, 2, n);
            double sum = 0;
            for (float score : scores) {
                sum += Math.exp(score - max);
            }
            VectorMath.softmax(x, 2, n);
            for (int i = 0; i < n; i++) {
                double expected = Math.exp(scores[i] - max) / sum;
                assertThat((double) x[2 + i]).isCloseTo(expected, within(5e-6 * expected + 1e-37));
            }
            checkBorders(Arrays.copyOf(x, 2), 2, 0);
            int room = ColumnMatrix.ceil(n, Lanes.COUNT) * Lanes.COUNT;
            for (int i = 2 + room; i < x.length; i++) {
                assertThat(x[i]).as("behind the vectors").isEqualTo(-7);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 1000, 49_152})
    void logSumExpIsTheLogarithmOfTheSum(int n) {
        for (float spread : new float[] {0, 1, 30, 1e4f}) {
            float[] x = filled(n + 5);
            float[] scores = Columns.inputs(n, n);
            double max = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < n; i++) {
                scores[i] = scores[i] * spread - 50;
                max = Math.max(max, scores[i]);
            }
            System.arraycopy(scores, 0, x, 2, n);
            double sum = 0;
            for (float score : scores) {
                sum += Math.exp(score - max);
            }
            assertThat(VectorMath.logSumExp(x, 2, n)).isCloseTo(max + Math.log(sum), within(1e-5));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 37})
    void multipliesAndAddsElementByElement(int n) {
        float[] x = Columns.inputs(n + 1, 1);
        float[] y = Columns.inputs(n + 2, 2);
        float[] z = filled(n + 4);
        VectorMath.multiply(x, 1, y, 2, z, 2, n);
        float[] sum = filled(n + 4);
        System.arraycopy(x, 1, sum, 2, n);
        VectorMath.add(sum, 2, y, 2, n);
        for (int i = 0; i < n; i++) {
            assertThat(z[2 + i]).isEqualTo(x[1 + i] * y[2 + i]);
            assertThat(sum[2 + i]).isEqualTo(x[1 + i] + y[2 + i]);
        }
        checkBorders(z, 2, n);
        checkBorders(sum, 2, n);
    }

    private static float[] filled(int length) {
        float[] array = new float[length];
        Arrays.fill(array, -7);
        return array;
    }

    private static void checkBorders(float[] array, int from, int n) {
        for (int i = 0; i < array.length; i++) {
            if (i < from || i >= from + n) {
                assertThat(array[i]).as("outside, at %d", i).isEqualTo(-7);
            }
        }
    }
}
