package org.dipscope.ui.controls;

import org.dipscope.mask.Hook;
import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.DevicePreset;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.Calibration;
import org.dipscope.sparsity.Calibrations;
import org.dipscope.sparsity.Frequencies;
import org.dipscope.sparsity.MaskingMethods;
import org.dipscope.sparsity.Scoring;
import org.dipscope.sparsity.Split;
import org.dipscope.sparsity.Weighting;
import org.dipscope.ui.FakeSession;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ControlsViewModelTest {
    private final List<Settings> told = new ArrayList<>();
    private final ControlsViewModel controls = new ControlsViewModel(told::add);

    @BeforeEach
    void adopt() {
        controls.adopt(FakeSession.SMOLLM2, FakeSession.DEFAULTS);
    }

    @Test
    void adoptingSettingsTellsNobodyAndShowsThem() {
        assertThat(told).isEmpty();
        assertThat(controls.masking().pruneProperty().get()).isCloseTo(0.4, within(1e-9));
        assertThat(controls.memory().dramProperty().get()).isEqualTo(80e6);
        assertThat(controls.memory().policyProperty().get()).isEqualTo(CachePolicy.LFU);
    }

    @Test
    void aMethodWithoutItsCalibrationGivesWayToTheOneBeforeAndSaysWhy() {
        controls.masking().methodProperty().set(MaskingMethods.of("cats"));

        assertThat(controls.masking().methodProperty().get().id()).isEqualTo("dip-ca");
        assertThat(refusal(Locale.ENGLISH)).isEqualTo("CATS needs a calibration; make one with “dipscope calibrate --for cats” and choose it here.");
        assertThat(refusal(Locale.GERMAN)).isEqualTo("CATS braucht eine Kalibrierung; „dipscope calibrate --for cats“ macht eine, die hier gewählt werden kann.");
        assertThat(told).isEmpty();
    }

    @Test
    void withACalibrationTheMethodRunsAndWithoutItAnyMoreItIsDip() {
        controls.masking().calibrationProperty().set(Optional.of(Calibrations.everything("", 30, 576, 1536)));
        controls.masking().methodProperty().set(MaskingMethods.of("dip-lora"));
        assertThat(told.getLast().masking().method().id()).isEqualTo("dip-lora");
        assertThat(told.getLast().masking().footprint().own()).isEqualTo(2.0 * 30 * 3 * 3 * (576 + 1536));
        assertThat(controls.masking().refusalProperty().get()).isEmpty();

        controls.masking().calibrationProperty().set(Optional.empty());
        assertThat(told.getLast().masking().method().id()).isEqualTo("dip");
        assertThat(told.getLast().masking().calibration()).isEmpty();
        assertThat(refusal(Locale.ENGLISH)).startsWith("DIP + LoRA needs a calibration");
    }

    @Test
    void aCalibrationsColumnFrequenciesReachTheSimulatedCaches() {
        controls.memory().policyProperty().set(CachePolicy.PINNED);
        assertThat(told.getLast().simulated().pinning().calibrated()).isEmpty();
        Frequencies frequencies = new Frequencies(Map.of(Hook.INPUT, new float[30][576], Hook.DOWN, new float[30][1536]));
        controls.masking().calibrationProperty().set(Optional.of(new Calibration(Calibrations.origin("", 30, 576, 1536), List.of(frequencies), "pins.cal", "")));
        assertThat(told.getLast().simulated().pinning().calibrated()).isPresent();
        controls.masking().calibrationProperty().set(Optional.empty());
        assertThat(told.getLast().simulated().pinning().calibrated()).isEmpty();
    }

    @Test
    void aCalibrationOfAnotherShapeIsPutAwayAgain() {
        controls.masking().calibrationProperty().set(Optional.of(Calibrations.everything("", 2, 64, 96)));
        assertThat(controls.masking().calibrationProperty().get()).isEmpty();
        assertThat(refusal(Locale.ENGLISH)).isEqualTo("“random.cal” was made for another model, random; choose one that was made for this.");
        assertThat(told).isEmpty();
    }

    @Test
    void scoresAndWeightingAreSettingsLikeAnyOther() {
        controls.masking().scoringProperty().set(Scoring.WEIGHT_AWARE);
        controls.masking().weightingProperty().set(Weighting.APPROXIMATE);
        controls.masking().topMProperty().set(2.5);
        assertThat(told).hasSize(3);
        assertThat(told.getLast().masking()).isEqualTo(FakeSession.DEFAULTS.masking().withScoring(Scoring.WEIGHT_AWARE).withWeighting(Weighting.APPROXIMATE, 2.5));
    }

    @Test
    void thePruneRatioIsOneMinusTheDensity() {
        controls.masking().pruneProperty().set(0.6);

        assertThat(told).hasSize(1);
        assertThat(told.getFirst().masking().density()).isEqualTo(0.4);
        assertThat(told.getFirst().with(FakeSession.DEFAULTS.masking())).isEqualTo(FakeSession.DEFAULTS);
    }

    @Test
    void everyMoveIsToldOnceAsWholeSettings() {
        controls.masking().gammaProperty().set(0.2);
        controls.memory().dramProperty().set(64e6);
        controls.memory().policyProperty().set(CachePolicy.LRU);
        controls.masking().warmUpProperty().set(true);
        controls.masking().fixedTopNProperty().set(8);
        controls.memory().concurrentIoProperty().set(true);

        assertThat(told).hasSize(6);
        Settings last = told.getLast();
        assertThat(last.masking().gamma()).isEqualTo(0.2);
        assertThat(last.memory().device().dramBytes()).isEqualTo(64e6);
        assertThat(last.memory().policy()).isEqualTo(CachePolicy.LRU);
        assertThat(last.masking().warmUp()).isTrue();
        assertThat(last.masking().fixedTopN()).isEqualTo(8);
        assertThat(last.memory().device().concurrentIo()).isTrue();
    }

    @Test
    void aDensityOutOfReachIsRaisedAndTheOneWantedComesBackWithTheNextMethod() {
        controls.masking().methodProperty().set(MaskingMethods.of("glu"));

        assertThat(told.getLast().masking().density()).isBetween(2.0 / 3, 0.6668);
        assertThat(Consequences.clamped(Words.english(), MaskingMethods.of("glu"), controls.masking().wantedDensity()))
                .contains("GLU cannot go below a density of 0.667: it reads gate and up whole");

        controls.masking().methodProperty().set(MaskingMethods.of("dip"));

        assertThat(told.getLast().masking().density()).isEqualTo(0.6);
    }

    @Test
    void movingThePruneRatioBeyondWhatTheMethodReachesStaysAtItsLimit() {
        controls.masking().methodProperty().set(MaskingMethods.of("gate"));
        controls.masking().pruneProperty().set(0.9);

        assertThat(told.getLast().masking().density()).isBetween(1.0 / 3, 0.3335);
        assertThat(controls.masking().pruneProperty().get()).isCloseTo(0.6666, within(1e-4));
    }

    @Test
    void theSplitByHandKeepsTheDensity() {
        controls.masking().byHandProperty().set(true);
        controls.masking().inputShareProperty().set(0.5);

        Split split = told.getLast().masking().split().orElseThrow();
        assertThat(split.input()).isEqualTo(0.5);
        assertThat(split.density()).isCloseTo(0.6, within(1e-9));

        controls.masking().pruneProperty().set(0.8);

        split = told.getLast().masking().split().orElseThrow();
        assertThat(split.density()).isCloseTo(0.2, within(1e-9));
        assertThat(split.input()).isCloseTo(0.3, within(1e-9));
    }

    @Test
    void theSplitByHandBeginsWithThePapersOwn() {
        controls.masking().byHandProperty().set(true);

        assertThat(told.getLast().masking().split().orElseThrow().input()).isCloseTo(Split.of(0.6).input(), within(1e-9));
    }

    @Test
    void aPresetGivesItsNameUntilAFigureIsChanged() {
        DevicePreset laptop = controls.memory().presets().stream().filter(preset -> preset.name().equals("Laptop SSD")).findFirst().orElseThrow();
        controls.choose(laptop);

        assertThat(told).hasSize(1);
        assertThat(told.getLast().memory().device()).isEqualTo(laptop.withDram(80e6));

        controls.memory().flashBandwidthProperty().set(6e9);

        assertThat(told.getLast().memory().device().name()).isEqualTo(DevicePreset.CUSTOM);
    }

    @Test
    void theAllocationFollowsTheBudget() {
        assertThat(Consequences.allocation(Words.english(), controls.allocationProperty().get()))
                .isEqualTo("attention 16.6 · head 30.1 · KV 1.5 · columns 31.9 MB");
        assertThat(Consequences.overflow(Words.english(), controls.allocationProperty().get())).isEmpty();

        controls.memory().dramProperty().set(40e6);

        assertThat(Consequences.overflow(Words.english(), controls.allocationProperty().get())).contains("does not fit: 8.1 MB come from Flash for every token");
    }

    @Test
    void theConsequenceOfADensityNamesSharesAndColumns() {
        assertThat(Consequences.density(Words.english(), FakeSession.DEFAULTS.masking(), FakeSession.SMOLLM2))
                .isEqualTo("density 0.60 = ⅓ (2 · 0.668 + 0.464) · keeps 384 of 576, 712 of 1536");
    }

    private String refusal(Locale language) {
        return controls.masking().refusalProperty().get().orElseThrow().sentence(Words.of(language));
    }
}
