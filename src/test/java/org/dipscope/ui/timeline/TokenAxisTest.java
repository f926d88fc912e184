package org.dipscope.ui.timeline;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TokenAxisTest {

    @ParameterizedTest
    @CsvSource({"60, 1", "56, 1", "30, 2", "11, 10", "12, 5", "2, 50", "0.5, 200", "0.07, 1000", "0.011, 10000"})
    void marksStandAtRoundNumbersAndNoCloserThanTheyCanBeRead(double slot, int step) {
        assertThat(TokenAxis.step(slot)).isEqualTo(step);
    }
}
