package org.dipscope.ui.timeline;

import org.dipscope.session.Pass;
import org.dipscope.session.Settings;
import org.dipscope.session.TokenFrame;
import org.dipscope.sparsity.Dip;
import org.dipscope.ui.Runs;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

class RunSeriesTest {

    private static TokenFrame token(int index, Settings settings, double hitRate, double seconds) {
        Optional<Pass> pass = index == 0 ? Optional.empty()
                : Optional.of(new Pass(index - 1, new Dip().footprint(), Map.of(), Map.of(), 0.5, hitRate, 2e6 * index, 0, seconds, 2 * seconds));
        return new TokenFrame(index, index, "t" + index, settings, pass);
    }

    @Test
    void theFirstTokenHasNoFigures() {
        RunSeries series = new RunSeries();
        series.follow(List.of(token(0, Runs.settings(0.5), 1, 1)));
        for (Measure measure : Measure.values()) {
            assertThat(series.mean(measure, 0, 1)).isNaN();
        }
    }

    @Test
    void aStretchShowsItsMeanAndASpeedTokensOverTime() {
        RunSeries series = new RunSeries();
        Settings settings = Runs.settings(0.5);
        series.follow(List.of(token(0, settings, 0, 0), token(1, settings, 0.2, 0.1), token(2, settings, 0.6, 0.3)));
        assertThat(series.mean(Measure.HIT_RATE, 0, 3)).isCloseTo(0.4, within(1e-12));
        assertThat(series.mean(Measure.FLASH, 1, 3)).isCloseTo(3.0, within(1e-12));
        assertThat(series.mean(Measure.SIMULATED, 1, 3)).as("2 tokens in 0.4 s, not the mean of 10 and 3.3").isCloseTo(5.0, within(1e-12));
        assertThat(series.mean(Measure.MEASURED, 2, 3)).isCloseTo(1 / 0.6, within(1e-12));
    }

    @Test
    void aDensePassHasNoHitRateButAFlashTraffic() {
        RunSeries series = new RunSeries();
        series.follow(List.of(token(0, Runs.dense(), 0, 0), token(1, Runs.dense(), Double.NaN, 0.5)));
        assertThat(series.mean(Measure.HIT_RATE, 0, 2)).isNaN();
        assertThat(series.mean(Measure.FLASH, 0, 2)).isEqualTo(2.0);
    }

    @Test
    void tenThousandTokensOneByOneAreTheSameAsAtOnce() {
        List<TokenFrame> tokens = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            tokens.add(token(i, Runs.settings(0.5), i % 7 / 7.0, 0.01 + i % 3));
        }
        RunSeries growing = new RunSeries();
        for (int count = 0; count <= 10_000; count += 5) {
            growing.follow(tokens.subList(0, count));
        }
        assertThat(growing.size()).isEqualTo(10_000);
        double sum = 0;
        for (int i = 4000; i < 4321; i++) {
            sum += i % 7 / 7.0;
        }
        assertThat(growing.mean(Measure.HIT_RATE, 4000, 4321)).isCloseTo(sum / 321, within(1e-9));
    }

    @Test
    void aChangeOfSettingsIsMarkedWhereItTookEffect() {
        RunSeries series = new RunSeries();
        Settings before = Runs.settings(0.5);
        Settings after = before.with(before.masking().withDensity(0.4).withGamma(0.2));
        series.follow(List.of(token(0, before, 0, 1), token(1, before, 0, 1), token(2, after, 0, 1), token(3, after, 0, 1)));
        assertThat(series.changes()).extracting(SettingsChange::token, change -> change.words(Words.english()))
                .containsExactly(tuple(2, "density 0.50 → 0.40, γ 1.00 → 0.20"));
    }

    @Test
    void everySettingThatATokenDependsOnIsNamed() {
        Settings before = Runs.settings(0.5);
        Settings after = before.with(new org.dipscope.memory.MemorySettings(before.memory().device().withDram(60e6),
                org.dipscope.memory.CachePolicy.LRU, 0));
        assertThat(SettingsChange.between(3, before, after)).map(change -> change.words(Words.english())).contains("LFU → LRU, DRAM 80 MB → 60 MB");
        assertThat(SettingsChange.between(3, before, Runs.settings(0.5))).isEmpty();
    }
}
