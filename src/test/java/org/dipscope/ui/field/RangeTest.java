package org.dipscope.ui.field;

import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RangeTest {
    private static final Words ENGLISH = Words.english();
    private static final Words GERMAN = Words.of(Locale.GERMAN);

    @Test
    void bothEndsBelongToItUnlessTheLeastIsLeftOut() {
        assertThat(Range.of(0, 1).read(ENGLISH, "0")).isZero();
        assertThat(Range.of(0, 1).read(ENGLISH, " 1 ")).isEqualTo(1);
        assertThat(Range.above(0, 1).read(ENGLISH, "0,25")).isEqualTo(0.25);
        assertThat(Range.whole(0, Integer.MAX_VALUE).read(ENGLISH, "40")).isEqualTo(40);
    }

    @ParameterizedTest
    @CsvSource({"1.5, “1.5” is outside 0 to 0.95; type a value in between., '„1.5“ liegt nicht zwischen 0 und 0,95; bitte einen Wert dazwischen eintippen.'",
            "-1, “-1” is outside 0 to 0.95; type a value in between., '„-1“ liegt nicht zwischen 0 und 0,95; bitte einen Wert dazwischen eintippen.'",
            "NaN, “NaN” is outside 0 to 0.95; type a value in between., '„NaN“ liegt nicht zwischen 0 und 0,95; bitte einen Wert dazwischen eintippen.'"})
    void whatIsOutsideGetsOneSentenceInBothLanguages(String typed, String english, String german) {
        assertThatThrownBy(() -> Range.of(0, 0.95).read(ENGLISH, typed)).isInstanceOf(IllegalArgumentException.class).hasMessage(english);
        assertThatThrownBy(() -> Range.of(0, 0.95).read(GERMAN, typed)).hasMessage(german);
    }

    @Test
    void theSentenceNamesTheEndsThatThereAre() {
        assertThatThrownBy(() -> Range.above(0, 1).read(ENGLISH, "0")).hasMessage("“0” is not above 0 and up to 1; type a value in between.");
        assertThatThrownBy(() -> Range.whole(1, Integer.MAX_VALUE).read(ENGLISH, "0")).hasMessage("“0” is below 1; type 1 or more.");
        assertThatThrownBy(() -> Range.whole(0, 100_000).read(ENGLISH, "200000")).hasMessage("“200000” is outside 0 to 100000; type a value in between.");
        assertThatThrownBy(() -> Range.whole(0, 9).read(ENGLISH, "2.5")).hasMessage("“2.5” is no whole number; type one such as 0.");
        assertThatThrownBy(() -> Range.of(0, 1).read(ENGLISH, "many")).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void aWholeNumberThatIsTooLargeForOneIsNotCalledTooSmall() {
        assertThatThrownBy(() -> Range.whole(0, Integer.MAX_VALUE).read(ENGLISH, "3e9")).hasMessage("“3e9” is outside 0 to 2147483647; type a value in between.");
    }
}
