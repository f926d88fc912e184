package org.dipscope.ui.controls;

import org.dipscope.session.Idle;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.Dip;
import org.dipscope.sparsity.DipCacheAware;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.MaskingMethod;
import org.dipscope.sparsity.Weighting;
import org.dipscope.ui.FakeSession;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Locale;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class ConsequencesTest {
    private static final Words WORDS = Words.english();

    private static Masking masking(MaskingMethod method, double gamma, Weighting weighting) {
        return new Masking(method, 0.5, gamma, 0, false, Optional.empty()).withWeighting(weighting, 1.5);
    }

    /** In a blend γ·s + (1 − γ) beats γ·s' up to s' = s + (1 − γ)/γ. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"GAMMA | 0.5 | uncached columns need 2.0 × the score", "BLEND | 0.5 | being cached adds a score of 1",
        "BLEND | 0.99 | being cached adds a score of 0.01", "BLEND | 0 | an uncached column never wins against a cached one",
        "BLEND | 1 | the cache is not asked: plain DIP", "GAMMA | 1 | the cache is not asked: plain DIP", "APPROXIMATE | 1 | the approximate choice goes by rank alone"})
    void gammaSaysWhatItComesToInEachWeighting(Weighting weighting, double gamma, String line) {
        assertThat(Consequences.gamma(WORDS, masking(new DipCacheAware(), gamma, weighting))).isEqualTo(line);
    }

    @Test
    void everySettingThatHasNoSaySaysWhyInBothLanguages() {
        for (Idle why : Idle.values()) {
            for (Locale language : new Locale[] {Locale.ENGLISH, Locale.GERMAN}) {
                assertThat(Words.of(language).text("controls.idle-" + why.id(), "DIP", "LRU")).as("%s in %s", why, language).endsWith(".").doesNotContain("{").doesNotContain("idle-");
            }
        }
        Settings dip = FakeSession.DEFAULTS.with(masking(new Dip(), 0.5, Weighting.APPROXIMATE));
        assertThat(Consequences.idle(WORDS, Setting.GAMMA, dip)).contains("DIP chooses without asking the cache; choose DIP-CA to weight by it.");
        assertThat(Consequences.idle(WORDS, Setting.PINNED_TOKENS, dip)).contains("LFU pins nothing; choose Pinned to learn columns from the first tokens.");
    }
}
