package org.dipscope.memory;

import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ExtrapolationTest {

    @Test
    void phi3Medium_weighsWhatTheFormulasSay() {
        ModelBytes bytes = ModelShape.of("phi-3-medium").bytes(4, 16);
        assertThat(bytes.attention()).isEqualTo(0.5 * 5120 * 5120 * 2.5 * 40);
        assertThat(bytes.lmHead()).isEqualTo(0.5 * 5120 * 32064);
        assertThat(bytes.mlp()).isEqualTo(0.5 * 3 * 5120 * 17920 * 40);
        assertThat(bytes.kvPerToken()).isEqualTo(2.0 * 2 * 5120 * 0.25 * 40);
    }

    @Test
    void aShapeTypedByHandIsAsGoodAsANamedOne() {
        assertThat(ModelShape.of("32/4096/14336/32000/32/8").bytes(4, 16)).isEqualTo(ModelShape.of("Mistral-7B").bytes(4, 16));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "phi", "1/2/3", "0/1/1/1/1/1", "1/1/1/1/3/2", "1/1/1/1/1/-1", "9999999/1/1/1/1/1", "99999999999/1/1/1/1/1"})
    void whatIsNoShapeIsRefused(String text) {
        assertThatThrownBy(() -> ModelShape.of(text)).isInstanceOf(IllegalArgumentException.class).message().endsWith(".");
    }

    @Test
    void aStretchedTraceKeepsItsDensityAndItsHitRate() throws IOException {
        MaskTrace trace = Goldens.trace();
        ModelBytes twice = new ModelBytes(1, 1, 0, 6e6, 6e6, 6e6, 30, 1152, 3072);
        MaskTrace stretched = Extrapolation.stretch(trace, twice);
        for (Hook hook : new Hook[] {Hook.INPUT, Hook.DOWN}) {
            for (int token = 0; token < trace.tokens(); token++) {
                Mask mask = trace.masks(hook, 7).get(token);
                Mask wide = stretched.masks(hook, 7).get(token);
                assertThat(wide.count()).isEqualTo(2 * mask.count());
                for (int column : mask.columns()) {
                    assertThat(wide.contains(2 * column) && wide.contains(2 * column + 1)).isTrue();
                }
            }
        }
        ModelBytes same = new ModelBytes(1, 1, 0, 6e6, 6e6, 6e6, 30, 576, 1536);
        MaskTrace small = new MaskTrace(same, trace.method(), trace.footprint(), 0, 24, trace.tokens(), trace.masks());
        MemorySettings settings = new MemorySettings(DeviceProfile.phone(2 + 9e6), CachePolicy.OPTIMAL, 0);
        assertThat(Replay.of(stretched, settings).hitRate()).isCloseTo(Replay.of(small, settings).hitRate(), within(0.002));
    }

    @Test
    void aDeeperModelTakesTheLayersInTheirOrder() throws IOException {
        MaskTrace trace = Goldens.trace();
        MaskTrace deep = Extrapolation.stretch(trace, new ModelBytes(1, 1, 1, 1, 1, 1, 40, 576, 1536));
        assertThat(deep.masks(Hook.INPUT, 0)).isEqualTo(trace.masks(Hook.INPUT, 0));
        assertThat(deep.masks(Hook.DOWN, 39)).isEqualTo(trace.masks(Hook.DOWN, 29));
        assertThat(deep.masks(Hook.DOWN, 20)).isEqualTo(trace.masks(Hook.DOWN, 15));
    }
}
