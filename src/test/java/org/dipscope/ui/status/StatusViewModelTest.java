package org.dipscope.ui.status;

import org.dipscope.session.Figures;
import org.dipscope.session.Phase;
import org.dipscope.session.Run;
import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.Runs;
import org.dipscope.ui.status.StatusViewModel.Reading;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class StatusViewModelTest {
    private final StatusViewModel status = new StatusViewModel(() -> 4e8, Words.english());
    private final Runs runs = new Runs();

    private Snapshot run(Settings settings, double measured) {
        Snapshot shape = runs.snapshot(1, List.of(), Phase.FINISHED);
        Figures figures = new Figures(900, measured, 60, 33.4, 0.4, 0.6, 0.5, 8e6, 2e7);
        return new Snapshot(new Run(1, shape.run().model(), "Why?", List.of(), 4, settings), Phase.FINISHED, List.of(), settings,
                shape.allocation(), figures, Optional.empty());
    }

    private Reading dense() {
        return status.measuredProperty().get().stream().filter(reading -> reading.before().equals("dense")).findFirst().orElseThrow();
    }

    @Test
    void theDenseModelsMeasuredSpeedIsUnknownUntilItRan() {
        status.show(run(Runs.settings(0.5), 120));

        assertThat(dense().figure()).isEqualTo("–");
        assertThat(status.machineProperty().get()).contains("not known yet");
    }

    @Test
    void theSpeedOfADenseRunStandsBesideThePrunedOnesThatFollow() {
        status.show(run(Runs.dense(), 104));
        status.show(run(Runs.settings(0.5), 120));

        assertThat(dense().figure()).isEqualTo("104");
        assertThat(status.measuredProperty().get()).extracting(Reading::figure).contains("120");
    }

    @Test
    void measuredAndSimulatedFiguresNeverStandTogether() {
        status.show(run(Runs.settings(0.5), 120));

        assertThat(status.simulatedProperty().get().getFirst().before()).isEqualTo("Simulated");
        assertThat(status.measuredProperty().get().getFirst().before()).isEqualTo("Measured");
        assertThat(status.simulatedProperty().get()).extracting(Reading::figure).doesNotContain("120").contains("33.4", "60.0");
    }
}
