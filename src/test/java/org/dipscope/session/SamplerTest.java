package org.dipscope.session;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

class SamplerTest {
    /** Probabilities of 0.4, 0.3, 0.2 and 0.1, not in order. */
    private static final float[] LOGITS = logs(0.2, 0.4, 0.1, 0.3);
    private static final int[] NOTHING = {};

    @Test
    void greedyTakesTheLargestAndOfEqualOnesTheLowest() {
        assertThat(Sampler.best(new float[]{1, 3, 2, 3, 9}, 4)).isEqualTo(1);
        assertThat(Sampler.best(new float[]{-2, -2}, 2)).isZero();
        assertThat(new Sampler(5).choose(LOGITS, 4, NOTHING, 0, sampling(0, 0, 1, 0, 1))).isEqualTo(1);
    }

    @Test
    void noFilterLeavesEverythingToChance() {
        assertThat(reached(LOGITS, sampling(1, 0, 1, 0, 1))).containsExactly(0, 1, 2, 3);
    }

    @Test
    void topKKeepsTheLargest() {
        assertThat(reached(LOGITS, sampling(1, 1, 1, 0, 1))).containsExactly(1);
        assertThat(reached(LOGITS, sampling(1, 3, 1, 0, 1))).containsExactly(0, 1, 3);
        assertThat(reached(LOGITS, sampling(1, 9, 1, 0, 1))).containsExactly(0, 1, 2, 3);
        assertThat(reached(logs(0.25, 0.25, 0.25, 0.25), sampling(1, 2, 1, 0, 1))).as("of equal ones the lowest").containsExactly(0, 1);
    }

    @Test
    void topPKeepsTheFewestThatReachTheShare() {
        assertThat(reached(LOGITS, sampling(1, 0, 0.01, 0, 1))).containsExactly(1);
        assertThat(reached(LOGITS, sampling(1, 0, 0.39, 0, 1))).containsExactly(1);
        assertThat(reached(LOGITS, sampling(1, 0, 0.41, 0, 1))).containsExactly(1, 3);
        assertThat(reached(LOGITS, sampling(1, 0, 0.89, 0, 1))).containsExactly(0, 1, 3);
        assertThat(reached(LOGITS, sampling(1, 0, 0.91, 0, 1))).containsExactly(0, 1, 2, 3);
    }

    @Test
    void topPCountsInWhatTopKLeft() {
        // Of 0.4 and 0.3 the first alone is 0.57.
        assertThat(reached(LOGITS, sampling(1, 2, 0.55, 0, 1))).containsExactly(1);
        assertThat(reached(LOGITS, sampling(1, 2, 0.60, 0, 1))).containsExactly(1, 3);
    }

    @Test
    void minPMeasuresByTheBest() {
        assertThat(reached(LOGITS, sampling(1, 0, 1, 0.76, 1))).containsExactly(1);
        assertThat(reached(LOGITS, sampling(1, 0, 1, 0.74, 1))).containsExactly(1, 3);
        assertThat(reached(LOGITS, sampling(1, 0, 1, 0.26, 1))).containsExactly(0, 1, 3);
        assertThat(reached(LOGITS, sampling(1, 0, 1, 0.24, 1))).containsExactly(0, 1, 2, 3);
        assertThat(reached(LOGITS, sampling(1, 0, 1, 1, 1))).containsExactly(1);
    }

    @Test
    void temperatureComesAfterTheFilters() {
        // At temperature 100 all four are nearly as likely; the filters still see 0.4, 0.3, 0.2 and 0.1.
        assertThat(reached(LOGITS, sampling(100, 0, 0.69, 0, 1))).containsExactly(1, 3);
        assertThat(reached(LOGITS, sampling(100, 0, 1, 0.4, 1))).containsExactly(0, 1, 3);
    }

    @Test
    void aHighTemperatureReachesTokensFarBelowTheBest() {
        assertThat(reached(new float[]{100, 0}, sampling(100, 0, 1, 0, 1))).containsExactly(0, 1);
    }

    @Test
    void theRepeatPenaltyDividesPositiveAndMultipliesNegativeLogits() {
        Sampling penalised = sampling(0, 0, 1, 0, 2);
        assertThat(new Sampler(0).choose(new float[]{3, 2}, 2, new int[]{0}, 1, penalised)).as("3/2 < 2").isEqualTo(1);
        assertThat(new Sampler(0).choose(new float[]{5, 2}, 2, new int[]{0, 0, 0}, 3, penalised)).as("5/2 > 2, counted once").isZero();
        assertThat(new Sampler(0).choose(new float[]{-1, -1.5f}, 2, new int[]{0}, 1, penalised)).as("−2 < −1.5").isEqualTo(1);
        assertThat(new Sampler(0).choose(new float[]{3, 2}, 2, new int[]{0, 1}, 2, penalised)).as("both").isZero();
        assertThat(new Sampler(0).choose(new float[]{3, 2}, 2, new int[]{1, 0}, 1, penalised)).as("only what holds").isZero();
    }

    @Test
    void theRepeatPenaltyForgetsWhatIsOlderThanItsWindowAndChangesNoLogits() {
        float[] logits = {3, 2, 1};
        int[] recent = new int[Sampler.PENALTY_WINDOW + 1];
        Arrays.fill(recent, 1, recent.length, 2);
        Sampling penalised = sampling(0, 0, 1, 0, 2);
        assertThat(new Sampler(0).choose(logits, 3, recent, recent.length, penalised)).as("65 back is forgotten").isZero();
        assertThat(new Sampler(0).choose(logits, 3, recent, recent.length - 1, penalised)).as("64 back is not").isEqualTo(1);
        assertThat(new Sampler(0).choose(logits, 3, new int[]{0, 7}, 2, penalised)).as("an id beyond the vocabulary").isEqualTo(1);
        assertThat(logits).containsExactly(3, 2, 1);
    }

    @Test
    void theSameSeedRepeatsAndAnotherDoesNot() {
        Sampling sampling = sampling(1, 0, 1, 0, 1);
        assertThat(draws(LOGITS, sampling, 3, 200)).isEqualTo(draws(LOGITS, sampling, 3, 200)).isNotEqualTo(draws(LOGITS, sampling, 4, 200));
    }

    @Test
    void frequenciesFollowTheTrueDistribution() {
        // 99.9 % of right samplers stay below 27.88 (chi-square, 9 degrees of freedom); the seeds are fixed, so this one always does.
        double[] probabilities = {0.30, 0.20, 0.15, 0.10, 0.08, 0.06, 0.05, 0.03, 0.02, 0.01};
        for (double temperature : new double[]{1, 0.5, 2}) {
            double[] expected = Arrays.stream(probabilities).map(p -> Math.pow(p, 1 / temperature)).toArray();
            double sum = Arrays.stream(expected).sum();
            int draws = 50_000;
            int[] counts = new int[10];
            for (int id : draws(logs(probabilities), sampling(temperature, 0, 1, 0, 1), 11, draws)) {
                counts[id]++;
            }
            double chiSquare = 0;
            for (int i = 0; i < 10; i++) {
                double mean = draws * expected[i] / sum;
                chiSquare += (counts[i] - mean) * (counts[i] - mean) / mean;
            }
            assertThat(chiSquare).as("temperature %s", temperature).isLessThan(27.88);
        }
    }

    private static Set<Integer> reached(float[] logits, Sampling sampling) {
        Set<Integer> ids = new TreeSet<>();
        for (int id : draws(logits, sampling, 1, 3000)) {
            ids.add(id);
        }
        return ids;
    }

    private static int[] draws(float[] logits, Sampling sampling, long seed, int count) {
        Sampler sampler = new Sampler(seed);
        int[] ids = new int[count];
        Arrays.setAll(ids, i -> sampler.choose(logits, logits.length, NOTHING, 0, sampling));
        return ids;
    }

    private static float[] logs(double... probabilities) {
        float[] logits = new float[probabilities.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) Math.log(probabilities[i]) + 3;
        }
        return logits;
    }

    private static Sampling sampling(double temperature, int topK, double topP, double minP, double repeatPenalty) {
        return new Sampling(temperature, topK, topP, minP, repeatPenalty, 0, 64);
    }
}
