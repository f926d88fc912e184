package org.dipscope.ui.masks;

import org.dipscope.mask.Hook;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.Runs;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class MaskWindowTest {
    private final List<TokenFrame> tokens = new Runs().tokens(80);

    @Test
    void whereverItWentBeforeItCountsTheSame() {
        MaskWindow moved = new MaskWindow();
        Random random = new Random(1);
        for (int i = 0; i < 60; i++) {
            int token = random.nextInt(3) == 0 ? random.nextInt(80) : Math.min(79, i + random.nextInt(3));
            moved.moveTo(tokens, token);
            MaskWindow fresh = new MaskWindow();
            fresh.moveTo(tokens, token);
            assertThat(moved.masked(Hook.DOWN)).isEqualTo(fresh.masked(Hook.DOWN)).isEqualTo(Math.min(16, token));
            assertThat(moved.counts(Hook.DOWN)).isEqualTo(fresh.counts(Hook.DOWN));
            assertThat(moved.counts(Hook.INPUT)).isEqualTo(fresh.counts(Hook.INPUT));
        }
    }

    @Test
    void beforeTheFirstTokenItIsEmpty() {
        MaskWindow window = new MaskWindow();
        window.moveTo(tokens, 20);
        window.moveTo(tokens, -1);
        assertThat(window.masked(Hook.DOWN)).isZero();
        assertThat(window.counts(Hook.DOWN)).isNull();
    }
}
