package org.dipscope.ui.controls;

import org.dipscope.sparsity.Calibrations;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.MaskingMethods;
import org.dipscope.sparsity.Scoring;
import org.dipscope.sparsity.Split;
import org.dipscope.sparsity.Weighting;
import org.dipscope.ui.FakeSession;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class MaskingControlsTest {
    private static final Masking BEFORE = FakeSession.DEFAULTS.masking();

    private final MaskingControls controls = new MaskingControls();

    @Test
    void whatIsShownAndGoesTogetherComesBackAsItWas() {
        Masking shown = new Masking(MaskingMethods.of("dip-ca"), 0.5, 0.3, 8, true, Optional.of(new Split(0.5, 0.5)), Weighting.APPROXIMATE, 2.5,
                Scoring.WEIGHT_AWARE, Optional.of(Calibrations.everything("", 30, 576, 1536)));
        controls.show(shown);

        assertThat(controls.settle(FakeSession.SMOLLM2, BEFORE)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"glu", "gate", "up"})
    void theDensityThatWasWantedOutlivesAMethodThatCannotReachIt(String method) {
        controls.show(BEFORE.withDensity(0.2));
        controls.methodProperty().set(MaskingMethods.of(method));
        Masking raised = controls.settle(FakeSession.SMOLLM2, BEFORE);
        assertThat(raised.density()).isGreaterThan(0.33);
        assertThat(controls.pruneProperty().get()).isCloseTo(1 - raised.density(), within(1e-9));
        assertThat(controls.wantedDensity()).isCloseTo(0.2, within(1e-9));

        controls.methodProperty().set(MaskingMethods.of("dip"));
        assertThat(controls.settle(FakeSession.SMOLLM2, raised).density()).isEqualTo(0.2);
    }

    @Test
    void withoutWhatTheMethodBeforeNeedsDipTakesItsPlace() {
        Masking learnt = BEFORE.withCalibration(Optional.of(Calibrations.everything("", 30, 576, 1536)));
        controls.show(learnt);
        controls.methodProperty().set(MaskingMethods.of("cats"));
        Masking cats = controls.settle(FakeSession.SMOLLM2, learnt);
        assertThat(cats.method().id()).isEqualTo("cats");

        controls.calibrationProperty().set(Optional.empty());
        assertThat(controls.settle(FakeSession.SMOLLM2, cats).method().id()).isEqualTo("dip");
        assertThat(controls.refusalProperty().get().orElseThrow().sentence(Words.english())).startsWith("CATS needs a calibration");
    }
}
