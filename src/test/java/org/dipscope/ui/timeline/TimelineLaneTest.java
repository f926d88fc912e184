package org.dipscope.ui.timeline;

import org.dipscope.session.Pass;
import org.dipscope.session.TokenFrame;
import org.dipscope.sparsity.Dip;
import org.dipscope.ui.Runs;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class TimelineLaneTest {
    private static final List<Measure> SHARES = List.of(Measure.HIT_RATE, Measure.DENSITY);

    private static TimelineLane lane(double height, double hitRate) {
        RunSeries series = new RunSeries();
        Pass pass = new Pass(0, new Dip().footprint(), Map.of(), Map.of(), 0.6, hitRate, 2e6, 0, 0.1, 0.2);
        series.follow(List.of(new TokenFrame(0, 0, "a", Runs.settings(0.5), Optional.of(pass))));
        return new TimelineLane(null, series, Words.english(), null, new LaneScale(SHARES, 0, height, 8, 1), 300, 0);
    }

    @Test
    void figuresStandInALaneByTheirSize() {
        assertThat(lane(40, 0.7).figured()).containsExactly(Measure.HIT_RATE, Measure.DENSITY);
        assertThat(lane(40, 0.4).figured()).containsExactly(Measure.DENSITY, Measure.HIT_RATE);
    }

    /** Two lines of 13 need 26, of which 6 may lie below the lane. */
    @Test
    void aLaneThatIsTooLowForAllKeepsItsFirstMeasuresFigureWhateverItsSize() {
        assertThat(lane(20, 0.4).figured()).hasSize(2);
        assertThat(lane(19.9, 0.4).figured()).containsExactly(Measure.HIT_RATE);
        assertThat(lane(4, 0.4).figured()).containsExactly(Measure.HIT_RATE);
    }

    @Test
    void whatHasNoFigureLeavesItsPlaceToTheNext() {
        assertThat(lane(12, Double.NaN).figured()).containsExactly(Measure.DENSITY);
    }
}
