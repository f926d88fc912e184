package org.dipscope.kernel;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class AttentionTest {
    @ParameterizedTest
    @CsvSource({"9, 3, 64, 0, 1", "9, 3, 64, 0, 7", "4, 4, 80, 255, 3", "8, 2, 128, 700, 2", "4, 1, 96, 256, 1", "4, 1, 96, 500, 30", "14, 2, 64, 250, 19", "8, 1, 32, 300, 11", "5, 1, 160, 60, 27", "2, 1, 48, 63, 2", "2, 2, 20, 300, 1", "1, 1, 16, 40, 40"})
    void equalsTheDefinition(int heads, int kvHeads, int headSize, int position, int tokens) {
        check(heads, kvHeads, headSize, position, tokens, 0, 0);
    }

    /** Windows that end within a page, at its border and before it; groups of three heads and single ones. */
    @ParameterizedTest
    @CsvSource({"9, 3, 64, 0, 7, 3, 0", "4, 4, 80, 255, 3, 2, 0.7", "8, 2, 128, 700, 2, 444, 0", "4, 1, 96, 256, 1, 1, 0", "3, 1, 48, 600, 200, 256, 1.5",
            "6, 2, 32, 300, 9, 1000, 0.4", "9, 3, 64, 500, 60, 40, 0", "2, 2, 64, 0, 300, 100, 0.9", "1, 1, 16, 40, 40, 16, 0"})
    void seesItsWindowAndCapsItsScores(int heads, int kvHeads, int headSize, int position, int tokens, int window, double cap) {
        check(heads, kvHeads, headSize, position, tokens, window, cap);
    }

    private static void check(int heads, int kvHeads, int headSize, int position, int tokens, int window, double cap) {
        int width = kvHeads * headSize;
        int length = position + tokens;
        float[][] keys = new float[length][];
        float[][] values = new float[length][];
        KvCache cache = new KvCache(2, width, length);
        for (int p = 0; p < length; p++) {
            keys[p] = Columns.inputs(width, 1000 + p);
            values[p] = Columns.inputs(width, 5000 + p);
            cache.reserve(1);
            cache.put(1, p, keys[p], 0, values[p], 0);
            cache.advance(1);
        }
        int queryStride = heads * headSize + 7;
        int outputStride = heads * headSize + 3;
        float[] queries = Columns.inputs(tokens * queryStride, 3);
        float[] outputs = attend(1, cache, heads, kvHeads, headSize, position, tokens, window, cap, queries, queryStride, outputStride);
        for (int t = 0; t < tokens; t++) {
            for (int head = 0; head < heads; head++) {
                int kv = head / (heads / kvHeads) * headSize;
                double[] expected = attention(queries, t * queryStride + head * headSize, keys, values, kv, headSize, position + t + 1, window, cap);
                for (int d = 0; d < headSize; d++) {
                    assertThat((double) outputs[t * outputStride + head * headSize + d]).as("token %d, head %d, dimension %d", t, head, d)
                            .isCloseTo(expected[d], within(2e-5));
                }
            }
            for (int i = heads * headSize; i < outputStride; i++) {
                assertThat(outputs[t * outputStride + i]).as("between the rows").isEqualTo(99);
            }
        }
        assertThat(attend(3, cache, heads, kvHeads, headSize, position, tokens, window, cap, queries, queryStride, outputStride)).as("three threads").isEqualTo(outputs);
        for (int t = 0; t < tokens; t++) {
            float[] query = Arrays.copyOfRange(queries, t * queryStride, (t + 1) * queryStride);
            assertThat(attend(1, cache, heads, kvHeads, headSize, position + t, 1, window, cap, query, queryStride, outputStride)).as("token %d alone", t)
                    .isEqualTo(Arrays.copyOfRange(outputs, t * outputStride, (t + 1) * outputStride));
        }
    }

    /** What lies before the window is as good as never written. */
    @ParameterizedTest
    @CsvSource({"10, 5", "255, 100", "300, 44", "599, 256"})
    void whatLiesBeforeTheWindowDoesNotReachIt(int position, int window) {
        KvCache cache = new KvCache(2, 64, 600);
        for (int p = 0; p < 600; p++) {
            cache.reserve(1);
            cache.put(1, p, Columns.inputs(64, p), 0, Columns.inputs(64, 700 + p), 0);
            cache.advance(1);
        }
        float[] queries = Columns.inputs(64, 5);
        float[] before = attend(1, cache, 1, 1, 64, position, 1, window, 0, queries, 64, 64);
        float[] other = new float[64];
        Arrays.fill(other, 1e6f);
        for (int p = 0; p <= position - window; p++) {
            cache.put(1, p, other, 0, other, 0);
        }
        assertThat(attend(1, cache, 1, 1, 64, position, 1, window, 0, queries, 64, 64)).isEqualTo(before);
    }

    /** Positions behind a token's own, and those that a truncated sequence left, have no part in it. */
    @ParameterizedTest
    @CsvSource({"10", "255", "256", "400"})
    void whatLiesBehindATokenDoesNotReachIt(int position) {
        KvCache cache = new KvCache(2, 64, 600);
        for (int p = 0; p < 600; p++) {
            cache.reserve(1);
            cache.put(1, p, Columns.inputs(64, p), 0, Columns.inputs(64, 700 + p), 0);
            cache.advance(1);
        }
        float[] queries = Columns.inputs(64, 5);
        float[] before = attend(1, cache, 1, 1, 64, position, 1, 0, 0, queries, 64, 64);
        float[] broken = new float[64];
        Arrays.fill(broken, Float.NaN);
        for (int p = position + 1; p < 600; p++) {
            cache.put(1, p, broken, 0, broken, 0);
        }
        assertThat(attend(1, cache, 1, 1, 64, position, 1, 0, 0, queries, 64, 64)).isEqualTo(before);
    }

    private static float[] attend(int threads, KvCache cache, int heads, int kvHeads, int headSize, int position, int tokens,
                                  int window, double cap, float[] queries, int queryStride, int outputStride) {
        float[] outputs = new float[tokens * outputStride];
        Arrays.fill(outputs, 99);
        try (WorkerPool workers = new WorkerPool(threads)) {
            new Attention(workers, heads, kvHeads, headSize, 1 / Math.sqrt(headSize), cap)
                    .attend(cache, 1, position, tokens, window, queries, queryStride, outputs, outputStride);
        }
        return outputs;
    }

    private static double[] attention(float[] q, int at, float[][] keys, float[][] values, int kv, int headSize, int positions,
                                      int window, double cap) {
        double[] weights = new double[positions];
        double max = Double.NEGATIVE_INFINITY;
        for (int p = 0; p < positions; p++) {
            for (int d = 0; d < headSize; d++) {
                weights[p] += (double) q[at + d] * keys[p][kv + d];
            }
            weights[p] /= Math.sqrt(headSize);
            weights[p] = cap > 0 ? cap * Math.tanh(weights[p] / cap) : weights[p];
            weights[p] = window > 0 && p < positions - window ? Double.NEGATIVE_INFINITY : weights[p];
            max = Math.max(max, weights[p]);
        }
        double sum = 0;
        for (int p = 0; p < positions; p++) {
            weights[p] = Math.exp(weights[p] - max);
            sum += weights[p];
        }
        double[] result = new double[headSize];
        for (int p = 0; p < positions; p++) {
            for (int d = 0; d < headSize; d++) {
                result[d] += weights[p] / sum * values[p][kv + d];
            }
        }
        return result;
    }
}
