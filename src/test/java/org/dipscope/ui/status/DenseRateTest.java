package org.dipscope.ui.status;

import org.dipscope.session.Figures;
import org.dipscope.session.ModelSummary;
import org.dipscope.session.Phase;
import org.dipscope.session.Run;
import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.Runs;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class DenseRateTest {
    private final DenseRate rate = new DenseRate();
    private final Runs runs = new Runs();

    private Snapshot run(ModelSummary model, Settings settings, double measured) {
        Snapshot shape = runs.snapshot(1, List.of(), Phase.FINISHED);
        Figures figures = new Figures(900, measured, 60, 33.4, 0.4, 0.6, 0.5, 8e6, 2e7);
        return new Snapshot(new Run(1, model, "Why?", List.of(), 4, settings), Phase.FINISHED, List.of(), settings, shape.allocation(), figures, Optional.empty());
    }

    @Test
    void aPrunedRunAloneDoesNotTellIt() {
        rate.learn(run(runs.model(), Runs.settings(0.5), 120));

        assertThat(rate.tokensPerSecond()).isNaN();
    }

    @Test
    void theLastDenseRunTellsItForThePrunedOnesThatFollow() {
        rate.learn(run(runs.model(), Runs.dense(), 99));
        rate.learn(run(runs.model(), Runs.dense(), 104));
        rate.learn(run(runs.model(), Runs.settings(0.5), 120));
        rate.learn(null);

        assertThat(rate.tokensPerSecond()).isEqualTo(104);
    }

    @Test
    void anotherModelForgetsIt() {
        ModelSummary known = runs.model();
        ModelSummary other = new ModelSummary(Path.of("other.gguf"), known.name(), known.architecture(), known.layers(), known.hidden(), known.intermediate(),
                known.vocabulary(), known.contextLength(), known.quantisation(), known.fileType(), known.fileBytes(), known.bytes(), known.notes());
        rate.learn(run(runs.model(), Runs.dense(), 104));

        rate.learn(run(other, Runs.settings(0.5), 120));

        assertThat(rate.tokensPerSecond()).isNaN();
    }
}
