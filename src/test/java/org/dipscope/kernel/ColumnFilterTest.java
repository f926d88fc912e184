package org.dipscope.kernel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;

class ColumnFilterTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 63, 64, 65, 100, 576, 1536})
    void vectorsKeepWhatTheDefinitionKeeps(int n) {
        SplittableRandom random = new SplittableRandom(n);
        long[] words = random.longs((n + 63) / 64).toArray();
        float[] x = new float[n + 5];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextInt(20) == 0 ? Float.NEGATIVE_INFINITY : (float) random.nextDouble(-1, 1);
        }
        float[] expected = new float[n + 5];
        float[] other = new float[n + 5];
        ColumnFilter.keepScalar(x, 3, words, expected, 2, n);
        ColumnFilter.keep(x, 3, words, other, 2, n);
        assertThat(other).isEqualTo(expected);

        float[] inPlace = x.clone();
        float[] expectedInPlace = x.clone();
        ColumnFilter.keep(inPlace, 3, words, inPlace, 3, n);
        ColumnFilter.keepScalar(expectedInPlace, 3, words, expectedInPlace, 3, n);
        assertThat(inPlace).isEqualTo(expectedInPlace);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 63, 64, 65, 100, 576, 1536})
    void vectorsWeighAsTheDefinitionDoes(int n) {
        SplittableRandom random = new SplittableRandom(n);
        float[] x = new float[n + 3];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextDouble();
        }
        for (int words = 0; words <= (n + 63) / 64; words++) {
            long[] resident = random.longs(words).toArray();
            for (float add : new float[] {0, 0.3f}) {
                float[] expected = new float[n];
                float[] weighed = new float[n];
                ColumnFilter.weighScalar(x, 3, resident, 0.9f, add, 0.4f, expected, 0, n);
                ColumnFilter.weigh(x, 3, resident, 0.9f, add, 0.4f, weighed, n);
                assertThat(weighed).isEqualTo(expected);
            }
        }
    }

    @Test
    void whatIsLeftOutIsZeroWhateverItWas() {
        float[] x = {Float.NaN, Float.POSITIVE_INFINITY, 3};
        ColumnFilter.keep(x, 0, new long[] {0b100}, x, 0, 3);
        assertThat(x).containsExactly(0, 0, 3);
    }
}
