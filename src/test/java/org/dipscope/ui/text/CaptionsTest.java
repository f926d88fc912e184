package org.dipscope.ui.text;

import org.dipscope.session.Sampling;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.MaskingMethods;
import org.dipscope.sparsity.Split;
import org.dipscope.sparsity.Weighting;
import org.dipscope.ui.FakeSession;
import org.junit.jupiter.api.Test;

import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class CaptionsTest {

    @Test
    void aModelIsCalledByItsNameAndItsFileType() {
        assertThat(Captions.of(FakeSession.SMOLLM2)).isEqualTo("SmolLM2-135M-Instruct · Q4_1");
        assertThat(Captions.brief(FakeSession.SMOLLM2)).isEqualTo("SmolLM2-135M");
    }

    @Test
    void settingsThatAMethodDoesNotUseAreLeftOut() {
        assertThat(Captions.of(Words.english(), new Masking(MaskingMethods.of("dense"), 0.6, 0.5, 3, true, Optional.empty()))).isEqualTo("Dense");
        assertThat(Captions.of(Words.english(), new Masking(MaskingMethods.of("dip"), 0.6, 0.5, 3, true, Optional.empty()))).isEqualTo("DIP 0.6");
        assertThat(Captions.of(Words.english(), new Masking(MaskingMethods.of("dip-ca"), 0.6, 0.5, 0, true, Optional.empty()).withWeighting(Weighting.APPROXIMATE, 1.2)))
                .as("γ and its warm-up have no say").isEqualTo("DIP-CA 0.6 approximate 1.2");
        assertThat(Captions.of(Words.english(), new Masking(MaskingMethods.of("dip-ca"), 0.6, 0.5, 3, true, Optional.of(new Split(0.7, 0.4)))))
                .isEqualTo("DIP-CA 0.6 γ 0.5 warm-up top 3 split 0.7, 0.4");
    }

    @Test
    void aDeviceIsNamedWithItsFigures() {
        Settings settings = FakeSession.DEFAULTS;

        assertThat(Captions.device(Words.english(), settings.memory())).isEqualTo("Phone (60 GB/s DRAM, 1 GB/s Flash, 80 MB)");
        assertThat(Captions.of(Words.english(), settings)).isEqualTo("DIP-CA 0.6 γ 0.5 · 80 MB · LFU");
    }

    @Test
    void samplingIsGreedyOrHasATemperature() {
        assertThat(Captions.of(Words.english(), Sampling.GREEDY)).isEqualTo("greedy · 64 tokens");
        assertThat(Captions.of(Words.english(), new Sampling(0.7, 40, 0.95, 0, 1.1, 1, 1))).isEqualTo("temperature 0.7 · 1 token");
    }
}
