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
        double[] frequencies = new double[dimensions / 2];
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = Math.pow(base, -2.0 * i / dimensions) / scale / (withFactors ? factors[i] : 1);
        }
        Rotation rotation = new Rotation(new Rotary(frequencies, 1, RotaryPairs.NEIGHBOURS), 5);
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
                        double angle = 2 * i < dimensions ? (position + t) * frequencies[i] : 0;
                        assertThat((double) y[at]).isCloseTo(x[at] * Math.cos(angle) - x[at + 1] * Math.sin(angle), within(1e-6));
                        assertThat((double) y[at + 1]).isCloseTo(x[at] * Math.sin(angle) + x[at + 1] * Math.cos(angle), within(1e-6));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"64, 64, 1, 1", "80, 32, 3, 1.19"})
    void turnsHalvesByTheirFrequencyAndLeavesWhatIsBehindThem(int headSize, int dimensions, int heads, double magnitude) {
        double[] frequencies = new double[dimensions / 2];
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = Math.pow(500, -2.0 * i / dimensions);
        }
        Rotation rotation = new Rotation(new Rotary(frequencies, magnitude, RotaryPairs.HALVES), 5);
        rotation.begin(77, 5);
        float[] x = Columns.inputs(3 + heads * headSize + 2, 4);
        float[] y = x.clone();
        rotation.rotate(y, 3, heads, headSize, 4);
        float[] rest = y.clone();
        for (int head = 0; head < heads; head++) {
            for (int i = 0; i < dimensions / 2; i++) {
                int a = 3 + head * headSize + i;
                int b = a + dimensions / 2;
                double angle = 81 * frequencies[i];
                assertThat((double) y[a]).isCloseTo(magnitude * (x[a] * Math.cos(angle) - x[b] * Math.sin(angle)), within(1e-6));
                assertThat((double) y[b]).isCloseTo(magnitude * (x[a] * Math.sin(angle) + x[b] * Math.cos(angle)), within(1e-6));
                rest[a] = x[a];
                rest[b] = x[b];
            }
        }
        assertThat(rest).as("what is not turned").isEqualTo(x);
    }

    @Test
    void theFirstPositionTurnsNothing() {
        Rotation rotation = new Rotation(new Rotary(new double[] {1, 0.1, 0.01, 0.001}, 1, RotaryPairs.NEIGHBOURS), 1);
        rotation.begin(0, 1);
        float[] x = Columns.inputs(8, 1);
        float[] y = x.clone();
        rotation.rotate(y, 0, 1, 8, 0);
        assertThat(y).isEqualTo(x);
    }
}
