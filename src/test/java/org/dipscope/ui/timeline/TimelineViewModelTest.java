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
    void anotherRunBeginsAnew() {
        moment.show(runs.snapshot(1, runs.tokens(25), Phase.FINISHED));
        moment.show(runs.snapshot(2, runs.tokens(3), Phase.DECODE));
        assertThat(model.series().size()).isEqualTo(3);
        assertThat(model.extent()).isEqualTo(32);
    }
}
