package org.dipscope.ui.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NumeralsTest {
    private static final Quantities QUANTITIES = new Quantities(Words.english());


    @ParameterizedTest
    @CsvSource({"68.04, 68.0", "112.4, 112", "9.994, 9.99", "9.996, 10.0", "99.94, 99.9", "99.96, 100", "0.5, 0.50", "NaN, –"})
    void ratesHaveAboutThreeDigits(double rate, String text) {
        assertThat(Numerals.rate(rate)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "999, 999 B", "7900000, 7.9 MB", "80000000, 80 MB", "101500000, 102 MB", "999960, 1.0 MB", "1.5e9, 1.5 GB", "-201000, −201 kB"})
    void bytesTakeTheUnitThatFits(double bytes, String text) {
        assertThat(Numerals.bytes(bytes)).isEqualTo(text);
    }

    @Test
    void aNumberThatRoundsToZeroHasNoSign() {
        assertThat(Numerals.fixed(-0.004, 2)).isEqualTo("0.00");
        assertThat(Numerals.fixed(-0.006, 2)).isEqualTo("−0.01");
    }

    @Test
    void briefNumbersDropTheirZeros() {
        assertThat(Numerals.brief(0.6, 3)).isEqualTo("0.6");
        assertThat(Numerals.brief(60, 2)).isEqualTo("60");
        assertThat(Numerals.brief(100, 0)).isEqualTo("100");
    }

    @ParameterizedTest
    @CsvSource({"80, 80e6", "80 MB, 80e6", "80MB, 80e6", "64 MiB, 67108864", "1.5gb, 1.5e9", "'1,5 GB', 1.5e9", "'1,5', 1.5e6", "56000000, 56e6", "512 kB, 512e3", "7 B, 7"})
    void sizesAreReadAsPeopleTypeThem(String text, double bytes) {
        assertThat(QUANTITIES.bytes(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MB", "eighty", "-5 MB", "5 XB", "5 MB MB"})
    void whatIsNoSizeIsRefused(String text) {
        assertThatThrownBy(() -> QUANTITIES.bytes(text)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no ");
    }

    @Test
    void aBareBandwidthIsInGigabytes() {
        assertThat(QUANTITIES.bandwidth("60")).isEqualTo(60e9);
        assertThat(QUANTITIES.bandwidth("500 MB/s")).isEqualTo(0.5e9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "", "-1", "fast", "0.0"})
    void whatIsNoBandwidthIsRefused(String text) {
        assertThatThrownBy(() -> QUANTITIES.bandwidth(text)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("bandwidth");
    }
}
