package org.dipscope.ui.masks;

import org.dipscope.session.Scores;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScoreLevelsTest {
    private final Scores scores = new Scores(5, new float[] {9, 9, 9, 9, 9, 2, 0, 20, 0.002f, 2});
    private final byte[] levels = new byte[5];

    @Test
    void aMagnitudeGoesByDecadesBelowTheLayersLargestScore() {
        ScoreLevels.magnitudes(scores, 1, levels);
        assertThat(unsigned()).containsExactly(170, 0, 255, 0, 170);
    }

    @Test
    void oneLayersScoresDoNotTouchAnothers() {
        ScoreLevels.magnitudes(scores, 0, levels);
        assertThat(unsigned()).containsOnly(255);
    }

    @Test
    void aLayerOfZeroesHasNoMagnitude() {
        ScoreLevels.magnitudes(new Scores(5, new float[5]), 0, levels);
        assertThat(unsigned()).containsOnly(0);
    }

    @Test
    void aRankIsThePlaceAmongTheLayersScoresAndTheLowerIndexComesFirst() {
        ScoreLevels.ranks(scores, 1, levels);
        assertThat(unsigned()).containsExactly(191, 0, 255, 64, 128);
        for (int column = 0; column < 5; column++) {
            assertThat(unsigned()[column]).isEqualTo((int) Math.round(255.0 * (5 - scores.rank(1, column)) / 4));
        }
    }

    private int[] unsigned() {
        int[] values = new int[levels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = levels[i] & 255;
        }
        return values;
    }
}
