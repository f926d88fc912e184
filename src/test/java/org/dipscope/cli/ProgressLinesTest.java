package org.dipscope.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.PrintWriter;
import java.io.StringWriter;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressLinesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0.5 | 10 | , 10 s left", "0.25 | 100 | , 5 min left", "0.1 | 3600 | , 9.0 h left", "0.005 | 10 | ''", "1 | 10 | ''"})
    void theTimeLeftIsThatOfTheRestAtTheSamePace(double share, double seconds, String left) {
        assertThat(ProgressLines.left(share, seconds)).isEqualTo(left);
    }

    @Test
    void workThatIsSoonDoneIsToldOfAtOnceOrNotAtAll() {
        StringWriter text = new StringWriter();
        ProgressLines.whereItTakesLong(new PrintWriter(text)).report(0.5, "half");
        assertThat(text.toString()).isEmpty();

        ProgressLines lines = ProgressLines.atOnce(new PrintWriter(text));
        lines.report(0.5, "half");
        lines.report(0.6, "more");
        assertThat(text.toString()).startsWith(" 50 %  half").doesNotContain("more");
    }
}
