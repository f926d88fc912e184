package org.dipscope.ui.timeline;

import org.dipscope.session.Phase;
import org.dipscope.ui.Runs;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TimelineViewModelTest {
    private final Runs runs = new Runs();
    private final Moment moment = new Moment();
    private final TimelineViewModel model = new TimelineViewModel(moment, Words.english());

    @Test
    void aTokenIsDescribedWithMeasuredAndSimulatedApart() {
        moment.show(runs.snapshot(1, runs.tokens(45), Phase.FINISHED));
        assertThat(model.describe(12)).first().asString().contains("token 12").contains("␣blue");
        assertThat(model.describe(12)).anyMatch(line -> line.startsWith("hit rate  ") && line.endsWith(" %"))
                .anyMatch(line -> line.matches("simulated {2}[\\d.]+ tok/s")).contains("measured here  112 tok/s", "density  0.50");
        assertThat(model.describe(40)).contains("from here density 0.50 → 0.40");
        assertThat(model.describe(0)).contains("from the dense prompt");
        assertThat(model.describe(45)).isEmpty();
    }

    @Test
    void lanesGoWhenTheirMeasuresAreHidden() {
        model.shownProperty(Measure.SIMULATED).set(false);
        model.shownProperty(Measure.MEASURED).set(false);
        assertThat(model.shown()).containsExactly(Measure.HIT_RATE, Measure.DENSITY, Measure.FLASH);
    }

    @Test
    void theDivergenceOfEachTokenHasALaneOnlyWhereTheDenseModelReadAlong() {
        moment.show(runs.snapshot(1, runs.tokens(5), Phase.FINISHED));
        assertThat(model.divergingProperty().get()).isFalse();
        assertThat(model.shown()).doesNotContain(Measure.DIVERGENCE);

        moment.show(runs.snapshot(2, Runs.withDense(runs.tokens(5), token -> 0.125 * token), Phase.FINISHED));
        assertThat(model.divergingProperty().get()).isTrue();
        assertThat(model.shown()).containsExactly(Measure.HIT_RATE, Measure.DENSITY, Measure.FLASH, Measure.DIVERGENCE, Measure.SIMULATED, Measure.MEASURED);
        assertThat(model.series().mean(Measure.DIVERGENCE, 3, 4)).isEqualTo(0.375);
        assertThat(model.describe(3)).contains("KL to dense  0.375 nats");
        assertThat(model.describe(0)).as("the dense prompt's token has masks neither, but a divergence").contains("KL to dense  0.000 nats");
    }

    @Test
    void anotherRunBeginsAnew() {
        moment.show(runs.snapshot(1, runs.tokens(25), Phase.FINISHED));
        moment.show(runs.snapshot(2, runs.tokens(3), Phase.DECODE));
        assertThat(model.series().size()).isEqualTo(3);
        assertThat(model.extent()).isEqualTo(32);
    }
}
