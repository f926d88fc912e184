package org.dipscope.session;

import org.dipscope.mask.Footprint;
import org.dipscope.memory.SimulatedFigures;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class TurnMeasureTest {
    private static final SimulatedFigures SIMULATED = new SimulatedFigures(2, 0.5, 10, 20, 30, 40, 50);

    @Test
    void figuresAreMeansOverTheMaskedPassesAndThereIsNoneWithoutThem() {
        TurnMeasure measure = new TurnMeasure();
        measure.begin();
        measure.prefill(30, 0.5);

        Figures none = measure.beside(SIMULATED);
        assertThat(none.measuredPrefill()).isEqualTo(60);
        assertThat(none.measuredDecode()).isNaN();
        assertThat(none.density()).isNaN();

        measure.add(pass(0.4, 0.25));
        measure.add(pass(0.6, 0.75));
        assertThat(measure.beside(SIMULATED)).isEqualTo(new Figures(60, 2, 30, 40, 50, 0.5, 0.5, 10, 20));
        assertThat(measure.prefilled()).isEqualTo(30);
    }

    @Test
    void aNewTurnForgetsTheOldOneAndGoingBackForgetsThePassesAlone() {
        TurnMeasure measure = new TurnMeasure();
        measure.prefill(30, 0.5);
        measure.add(pass(0.4, 0.25));
        measure.add(pass(0.8, 0.75));
        measure.repeat(List.of(pass(0.4, 0.25)));

        assertThat(measure.beside(SIMULATED).measuredPrefill()).isEqualTo(60);
        assertThat(measure.beside(SIMULATED).measuredDecode()).isEqualTo(4);
        assertThat(measure.beside(SIMULATED).density()).isEqualTo(0.4);

        measure.begin();
        assertThat(measure.prefilled()).isZero();
        assertThat(measure.beside(SIMULATED).measuredPrefill()).isNaN();
        assertThat(measure.beside(SIMULATED).measuredDecode()).isNaN();
    }

    private static Pass pass(double density, double seconds) {
        return new Pass(0, Footprint.DENSE, Map.of(), Map.of(), density, 1, 0, 0, 1, seconds);
    }
}
