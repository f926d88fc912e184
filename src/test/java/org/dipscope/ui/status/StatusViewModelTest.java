package org.dipscope.ui.status;

import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.DeviceProfile;
import org.dipscope.memory.MemorySettings;
import org.dipscope.session.Figures;
import org.dipscope.session.Pass;
import org.dipscope.session.Phase;
import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.Runs;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

class StatusViewModelTest {
    private static final long MS = 1_000_000;

    private final Runs runs = new Runs();
    private final List<TokenFrame> tokens = runs.tokens(4);
    private final Settings settings = Runs.settings(0.5);
    private long now = 1000 * MS;
    private final StatusViewModel status = new StatusViewModel(() -> Double.NaN, Words.english(), () -> now);

    private void show(int run, double speed, Settings inForce, Phase phase) {
        Snapshot any = runs.snapshot(run, tokens, phase);
        Figures figures = new Figures(Double.NaN, speed, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        status.show(new Snapshot(any.run(), phase, tokens, inForce, any.allocation(), figures, any.failure()), Optional.empty());
    }

    private String speed() {
        return status.measuredProperty().get().get(1).figure();
    }

    @Test
    void figuresOfARunUnderWayChangeTwiceASecond() {
        show(1, 50, settings, Phase.DECODE);
        now += 499 * MS;
        show(1, 60, settings, Phase.DECODE);
        assertThat(speed()).isEqualTo("50.0");

        now += MS;
        show(1, 70, settings, Phase.DECODE);
        assertThat(speed()).isEqualTo("70.0");
    }

    @Test
    void theLastFiguresOtherSettingsAndAnotherRunAreShownAtOnce() {
        show(1, 50, settings, Phase.DECODE);
        show(1, 60, Runs.settings(0.4), Phase.DECODE);
        assertThat(speed()).isEqualTo("60.0");

        show(1, 70, settings, Phase.FINISHED);
        assertThat(speed()).isEqualTo("70.0");

        show(2, 80, settings, Phase.DECODE);
        assertThat(speed()).isEqualTo("80.0");

        status.show(null, Optional.empty());
        assertThat(speed()).isEqualTo("–");
    }

    @Test
    void aTokenThatTheViewsWentBackToHasItsOwnFiguresAndSaysSo() {
        Snapshot any = runs.snapshot(1, tokens, Phase.FINISHED);
        Figures mean = new Figures(300, 50, 20, 9, 1.5, 0.5, 0.5, 5e6, 1e6);
        Snapshot run = new Snapshot(any.run(), Phase.FINISHED, tokens, any.settings(), any.allocation(), mean, any.failure());
        status.show(run, Optional.empty());
        assertThat(line(status.simulatedProperty().get())).isEqualTo("Simulated on Phone | 20.0 tok/s | dense 9.00 | hit rate 50 % | Flash 5 MB per token");

        Pass second = tokens.get(2).pass().orElseThrow();
        status.show(run, Optional.of(tokens.get(2)));
        assertThat(line(status.simulatedProperty().get())).isEqualTo("Simulated at token 2 | %s tok/s | dense 9.00 | hit rate %s | Flash %s".formatted(
                Words.english().numerals().rate(1 / second.simulatedSeconds()), Words.english().numerals().percent(second.hitRate()), Words.english().numerals().bytes(second.flashBytes())));
        assertThat(line(status.measuredProperty().get())).startsWith("Measured at token 2 | %s tok/s | dense –".formatted(Words.english().numerals().rate(1 / second.measuredSeconds())));
        assertThat(second.hitRate()).isNotEqualTo(0.5);
    }

    @Test
    void underAnotherDeviceTheDenseModelsSimulatedSpeedIsNotClaimed() {
        Snapshot any = runs.snapshot(1, tokens, Phase.FINISHED);
        MemorySettings larger = new MemorySettings(DeviceProfile.phone(120e6), CachePolicy.LFU, 0);
        Settings now = new Settings(any.settings().masking(), larger, any.settings().sampling());
        Snapshot run = new Snapshot(any.run(), Phase.FINISHED, tokens, now, any.allocation(), new Figures(300, 50, 20, 9, 1.5, 0.5, 0.5, 5e6, 1e6), any.failure());
        status.show(run, Optional.of(tokens.get(2)));
        assertThat(line(status.simulatedProperty().get())).contains("dense –");
        assertThat(status.deviceProperty().get()).contains("80 MB").doesNotContain("120 MB");
    }

    @Test
    void theDivergenceOfATokenStandsWhereTheDenseModelReadAlong() {
        List<TokenFrame> beside = Runs.withDense(tokens, token -> 0.1 * token);
        Snapshot run = runs.snapshot(1, beside, Phase.FINISHED);
        status.show(run, Optional.empty());
        assertThat(line(status.measuredProperty().get())).contains("KL to dense 0.150");
        status.show(run, Optional.of(beside.get(3)));
        assertThat(line(status.measuredProperty().get())).contains("dense 100 |").contains("KL to dense 0.300");
    }

    private static String line(List<StatusViewModel.Reading> readings) {
        return readings.stream().map(reading -> (reading.before() + " " + reading.figure()).strip() + " " + reading.after())
                .map(String::strip).collect(Collectors.joining(" | "));
    }
}
