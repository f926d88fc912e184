package org.dipscope.ui.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NumeralsTest {
    private static final Quantities QUANTITIES = new Quantities(Words.english());


    @ParameterizedTest
    @CsvSource({"68.04, 68.0", "112.4, 112", "9.994, 9.99", "9.996, 10.0", "99.94, 99.9", "99.96, 100", "0.5, 0.50", "NaN, –"})
    void ratesHaveAboutThreeDigits(double rate, String text) {
        assertThat(Words.english().numerals().rate(rate)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "999, 999 B", "7900000, 7.9 MB", "80000000, 80 MB", "101500000, 102 MB", "999960, 1.0 MB", "1.5e9, 1.5 GB", "-201000, −201 kB"})
    void bytesTakeTheUnitThatFits(double bytes, String text) {
        assertThat(Words.english().numerals().bytes(bytes)).isEqualTo(text);
    }

    @Test
    void germanFiguresHaveACommaAndAreReadBackWithEither() {
        Words german = Words.of(Locale.GERMAN);
        Numerals numerals = german.numerals();
        assertThat(List.of(numerals.rate(68.04), numerals.bytes(7.9e6), numerals.megabytes(16.6e6), numerals.seconds(0.0124), numerals.fixed(-0.006, 2), numerals.brief(0.600, 3),
                numerals.brief(10, 2), numerals.percent(0.612), numerals.local("66.5 MB")))
                .containsExactly("68,0", "7,9 MB", "16,6", "12,4 ms", "−0,01", "0,6", "10", "61 %", "66,5 MB");
        assertThat(numerals.rate(Double.NaN)).isEqualTo(Numerals.NONE);
        Quantities quantities = new Quantities(german);
        assertThat(quantities.bytes("66,5 MB")).isEqualTo(66.5e6).isEqualTo(quantities.bytes("66.5 MB"));
    }

    @Test
    void aNumberThatRoundsToZeroHasNoSign() {
        assertThat(Words.english().numerals().fixed(-0.004, 2)).isEqualTo("0.00");
        assertThat(Words.english().numerals().fixed(-0.006, 2)).isEqualTo("−0.01");
    }

    @Test
    void briefNumbersDropTheirZeros() {
        assertThat(Words.english().numerals().brief(0.6, 3)).isEqualTo("0.6");
        assertThat(Words.english().numerals().brief(60, 2)).isEqualTo("60");
        assertThat(Words.english().numerals().brief(100, 0)).isEqualTo("100");
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
