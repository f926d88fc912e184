package org.dipscope.memory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ComputeRateTest {

    @ParameterizedTest
    @CsvSource({"2TFLOPS, 2e12, 2 TFLOP/s", "80 gflops, 80e9, 80 GFLOP/s", "83.44G, 83.44e9, 83.4 GFLOP/s", "1234 GFLOP/s, 1.234e12, 1.23 TFLOP/s", "0.5 GFLOP, 5e8, 0.5 GFLOP/s"})
    void whatIsTypedReadsBack(String typed, double rate, String text) {
        ComputeRate read = ComputeRate.parse(typed);
        assertThat(read).isEqualTo(new ComputeRate(rate, false));
        assertThat(read.text()).isEqualTo(text);
        assertThat(ComputeRate.parse(read.text()).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "TFLOPS", "-2TFLOPS", "0GFLOPS", "2PFLOPS", "2 apples", "1e5G"})
    void whatIsNoRateIsRefusedInASentence(String typed) {
        assertThatThrownBy(() -> ComputeRate.parse(typed)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2TFLOPS").hasMessageEndingWith(".");
    }

    @Test
    void nothingIsNoRate() {
        assertThatThrownBy(() -> new ComputeRate(0, true)).hasMessageContaining("give more than 0");
        assertThatThrownBy(() -> new ComputeRate(Double.NaN, true)).hasMessageContaining("give more than 0");
    }
}
