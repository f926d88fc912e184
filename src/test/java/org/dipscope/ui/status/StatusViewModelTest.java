package org.dipscope.ui.status;

import org.dipscope.session.Figures;
import org.dipscope.session.Phase;
import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.Runs;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.Test;

import java.util.List;

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
        status.show(new Snapshot(any.run(), phase, tokens, inForce, any.allocation(), figures, any.failure()));
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

        status.show(null);
        assertThat(speed()).isEqualTo("–");
    }
}
