package org.dipscope.sparsity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SplitTest {
    /** The method's own figures, and others worked out from its formula apart from this code. */
    @ParameterizedTest
    @CsvSource({"0.5, 0.5744, 0.3512", "0.25, 0.3138, 0.1224", "0.75, 0.7993, 0.6514", "0.6, 0.6680, 0.4640"})
    void followsTheFit(double density, double input, double down) {
        Split split = Split.of(density);
        assertThat(split.input()).isCloseTo(input, within(5e-5));
        assertThat(split.down()).isCloseTo(down, within(5e-5));
        assertThat(split.density()).isCloseTo(density, within(1e-15));
    }

    @Test
    void keepsTheDensityWhereNothingIsClamped() {
        for (int i = 1; i < 1000; i++) {
            Split split = Split.of(i / 1000.0);
            if (split.down() > 0 && split.down() < 1) {
                assertThat(split.density()).isCloseTo(i / 1000.0, within(1e-14));
            }
            assertThat(split.input()).isBetween(0.0, 1.0);
            assertThat(split.down()).isBetween(0.0, 1.0);
        }
    }

    @Test
    void keepsEverythingAtOneAndNothingAtZero() {
        assertThat(Split.of(1)).isEqualTo(new Split(1, 1));
        assertThat(Split.of(0)).isEqualTo(new Split(0, 0));
        assertThat(Split.of(Math.nextDown(1.0)).density()).isCloseTo(1, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"-0.1, 0.5", "0.5, -0.1", "1.1, 0.5", "0.5, 1.0000001", "NaN, 0.5", "0.5, NaN"})
    void refusesSharesOutsideTheRange(double input, double down) {
        assertThatThrownBy(() -> new Split(input, down)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a split of %s,%s is outside [0, 1]; give two shares such as 0.57,0.35.", input, down);
    }

    @Test
    void aDensityThatIsNoNumberHasNoSplit() {
        assertThatThrownBy(() -> Split.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
