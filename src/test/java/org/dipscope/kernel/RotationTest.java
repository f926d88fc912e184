package org.dipscope.kernel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RotationTest {
    @ParameterizedTest
    @CsvSource({"64, 64, 1, 1, false", "64, 64, 1, 1, true", "80, 32, 1, 4, false", "128, 128, 4, 1.5, true"})
    void turnsNeighbouringPairsByTheirFrequency(int headSize, int dimensions, int heads, double scale, boolean withFactors) {
        double base = 100_000;
        float[] factors = new float[withFactors ? dimensions / 2 : 0];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = 1 + i % 8;
        }
        Rotation rotation = new Rotation(dimensions, base, scale, factors, 5);
        for (int position : new int[] {0, 1, 8000}) {
            rotation.begin(position, 5);
            for (int t = 0; t < 5; t++) {
                float[] x = Columns.inputs(3 + heads * headSize + 2, t);
                float[] y = x.clone();
                rotation.rotate(y, 3, heads, headSize, t);
                assertThat(y).as("around the heads").startsWith(x[0], x[1], x[2]).endsWith(x[x.length - 2], x[x.length - 1]);
                for (int head = 0; head < heads; head++) {
                    for (int i = 0; i < headSize / 2; i++) {
                        int at = 3 + head * headSize + 2 * i;
                        double angle = 2 * i < dimensions ? (position + t) * Math.pow(base, -2.0 * i / dimensions) / scale / (withFactors ? factors[i] : 1) : 0;
                        assertThat((double) y[at]).isCloseTo(x[at] * Math.cos(angle) - x[at + 1] * Math.sin(angle), within(1e-6));
                        assertThat((double) y[at + 1]).isCloseTo(x[at] * Math.sin(angle) + x[at + 1] * Math.cos(angle), within(1e-6));
                    }
                }
            }
        }
    }

    @Test
    void theFirstPositionTurnsNothing() {
        Rotation rotation = new Rotation(8, 10_000, 1, new float[0], 1);
        rotation.begin(0, 1);
        float[] x = Columns.inputs(8, 1);
        float[] y = x.clone();
        rotation.rotate(y, 0, 1, 8, 0);
        assertThat(y).isEqualTo(x);
    }
}
