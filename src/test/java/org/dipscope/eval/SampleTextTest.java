package org.dipscope.eval;

import org.dipscope.SharedModel;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SampleTextTest {

    @Test
    void aThousandLinesComeWithTheProgram() {
        String text = SampleText.read();
        assertThat(text.lines().count()).isBetween(1000L, 1100L);
        assertThat(text).doesNotContain("\r").doesNotContain("\uFFFD").endsWith("\n");
        assertThat(SharedModel.get().tokenizer().encode(text, true).length).as("enough for twenty windows of 512 tokens").isGreaterThan(20 * 512);
    }

    @Test
    void itsTextIsTheOneThatFiguresWereMeasuredOn() {
        assertThat(SampleText.read().hashCode()).as("a changed text changes every perplexity over it").isEqualTo(-1906885546);
    }
}
