package org.dipscope.sparsity;

import org.dipscope.mask.Hook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MaskingTest {
    private static final int HIDDEN = 576;
    private static final int INTERMEDIATE = 1536;
    private static final Calibration ALL = Calibrations.everything("", 1, HIDDEN, INTERMEDIATE);

    @ParameterizedTest
    @CsvSource({"0.5, 330, 539", "0.75, 460, 1000", "1, 576, 1536", "0.000001, 0, 0"})
    void dipKeepsTheFloorOfItsShares(double density, int input, int down) {
        for (String id : new String[] {"dip", "dip-ca", "dip-lora", "dip-merged", "teal", "teal-merged"}) {
            assertThat(keep(id, density)).isEqualTo(Map.of(Hook.INPUT, input, Hook.DOWN, down));
        }
    }

    @Test
    void dipKeepsTheFloorOfSharesSetByHand() {
        Masking masking = new Masking(new Dip(), 0.5, 1, 0, false, Optional.of(new Split(0.25, 0.999)));
        assertThat(masking.method().keep(masking, HIDDEN, INTERMEDIATE)).isEqualTo(Map.of(Hook.INPUT, 144, Hook.DOWN, 1534));
    }

    /** floor((3d − 2)·I), floor(d·I), floor((3d − 1)/2·I). */
    @ParameterizedTest
    @CsvSource({"glu, DOWN, 0.75, 384", "glu, DOWN, 0.8, 614", "glu, DOWN, 1, 1536", "glu-oracle, ROWS, 0.5, 768", "glu-oracle, ROWS, 0.333, 511",
        "glu-oracle, ROWS, 1, 1536", "gate, ROWS, 0.5, 384", "gate, ROWS, 0.75, 960", "gate, ROWS, 1, 1536", "up, ROWS, 0.5, 384", "up, ROWS, 0.4, 153",
        "cats, ROWS, 0.5, 384", "cats, ROWS, 1, 1536", "predictor, ROWS, 1, 1536"})
    void theOthersKeepWhatTheirWholeMatricesLeave(String id, Hook hook, double density, int count) {
        assertThat(keep(id, density)).isEqualTo(Map.of(hook, count));
    }

    /** 577·2 + 3·1536 parameters of 3·576·1536: a share of 0.00217…, which the neurons cannot have. */
    @Test
    void thePredictorsOwnWeightsCountInItsDensity() {
        assertThat(keep("predictor", 0.5)).isEqualTo(Map.of(Hook.ROWS, (int) Math.floor((0.5 - 5762 / (3.0 * 576 * 1536)) * 1536)));
        assertThat(masking("predictor", 0.5).footprint().own()).isEqualTo(2.0 * 5762);
        assertThatThrownBy(() -> masking("predictor", 0.002)).hasMessage("Predictor cannot reach a density of 0.002; the least is 0.0022.");
    }

    @Test
    void onlyDipCaAsksTheCacheAndNotAtAGammaOfOneUnlessItLooksAmongTheTopM() {
        for (MaskingMethod method : MaskingMethods.ALL) {
            assertThat(masking(method.id(), 1).withGamma(0.5).asksCache()).isEqualTo(method.id().equals("dip-ca"));
        }
        assertThat(masking("dip-ca", 0.5).withGamma(1).asksCache()).isFalse();
        assertThat(masking("dip-ca", 0.5).withGamma(1).withWeighting(Weighting.BLEND, 1).asksCache()).isFalse();
        assertThat(masking("dip-ca", 0.5).withGamma(1).withWeighting(Weighting.APPROXIMATE, 2).asksCache()).isTrue();
    }

    @Test
    void aMethodThatNeedsACalibrationSaysSo() {
        assertThatThrownBy(() -> masking("dip", 0.5).withCalibration(Optional.empty()).withMethod(new Cats())).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("CATS needs a calibration; make one with 'dipscope calibrate --for cats' and name it with --calibration.");
        Calibration other = new Calibration(ALL.origin(), java.util.List.of(ALL.predictor().orElseThrow()), "p.cal", "2");
        assertThatThrownBy(() -> masking("dip", 0.5).withCalibration(Optional.of(other)).withMethod(new DipLora())).hasMessage(
                "DIP + LoRA needs a calibration, and 'p.cal' has none for it; make one with 'dipscope calibrate --for lora' and name it with --calibration.");
    }

    @Test
    void theLeastDensityItselfKeepsNothing() {
        assertThat(keep("glu", 2.0 / 3.0)).isEqualTo(Map.of(Hook.DOWN, 0));
        assertThat(keep("gate", 1.0 / 3.0)).isEqualTo(Map.of(Hook.ROWS, 0));
        assertThat(keep("up", 1.0 / 3.0)).isEqualTo(Map.of(Hook.ROWS, 0));
        assertThat(keep("dense", 0.1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"glu, GLU, 0.66, 0.6667", "gate, Gate, 0.3, 0.3334", "up, Up, 0.33, 0.3334"})
    void refusesADensityOutOfReachAndNamesTheLeast(String id, String label, double density, String least) {
        assertThatThrownBy(() -> masking(id, density)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("%s cannot reach a density of %s; the least is %s.", label, density, least);
        assertThatCode(() -> masking(id, Double.parseDouble(least))).as("what the sentence names is accepted").doesNotThrowAnyException();
    }

    @Test
    void changingTheMethodChecksTheDensityAnew() {
        Masking low = masking("dip", 0.5);
        assertThatThrownBy(() -> low.withMethod(new Glu())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> masking("glu", 0.9).withDensity(0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThat(low.withMethod(new GatePruning()).density()).isEqualTo(0.5);
        assertThat(low.withDensity(0.25).method()).isEqualTo(new Dip());
        assertThat(low.withGamma(0.25).gamma()).isEqualTo(0.25);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.5, 1.0000001, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesDensitiesOutsideTheRange(double density) {
        assertThatThrownBy(() -> masking("dip", density)).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("a density of " + density);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN, Double.NEGATIVE_INFINITY})
    void refusesAGammaOutsideTheRange(double gamma) {
        assertThatThrownBy(() -> masking("dip-ca", 0.5).withGamma(gamma)).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("a γ of " + gamma);
    }

    @Test
    void refusesANegativeTopN() {
        assertThatThrownBy(() -> new Masking(new Dip(), 0.5, 1, -1, false, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("a fixed top-n of -1 is negative; give 0 or more columns.");
    }

    @Test
    void everyMethodIsFoundByItsWordAndHasHooksForWhatItKeeps() {
        for (MaskingMethod method : MaskingMethods.ALL) {
            assertThat(MaskingMethods.of(method.id())).isSameAs(method);
            Map<Hook, Integer> counts = keep(method.id(), 1);
            assertThat(method.footprint().hooks()).extracting(use -> use.hook()).containsExactlyInAnyOrderElementsOf(counts.keySet());
            counts.forEach((hook, count) -> assertThat(count).as("%s keeps everything at density 1", method.id()).isEqualTo(hook.columns(HIDDEN, INTERMEDIATE)));
            assertThat(method.gamma(masking(method.id(), 1).withGamma(0.3))).isEqualTo(method.id().equals("dip-ca") ? 0.3 : 1);
        }
        assertThat(MaskingMethods.ALL).extracting(MaskingMethod::id).doesNotHaveDuplicates();
        assertThatThrownBy(() -> MaskingMethods.of("dipp")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'dipp' is no masking method; choose one of dense, dip, dip-ca, dip-lora, dip-merged, teal, teal-merged, glu, glu-oracle, gate, up, cats, predictor.");
    }

    private static Map<Hook, Integer> keep(String id, double density) {
        Masking masking = masking(id, density);
        return masking.method().keep(masking, HIDDEN, INTERMEDIATE);
    }

    private static Masking masking(String id, double density) {
        return new Masking(MaskingMethods.of(id), density, 1, 0, false, Optional.empty(), Weighting.GAMMA, 1.5, Scoring.MAGNITUDE, Optional.of(ALL));
    }
}
