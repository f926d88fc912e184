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
        MaskWindow moved = new MaskWindow(16);
        Random random = new Random(1);
        for (int i = 0; i < 60; i++) {
            int token = random.nextInt(3) == 0 ? random.nextInt(80) : Math.min(79, i + random.nextInt(3));
            moved.moveTo(tokens, token);
            MaskWindow fresh = new MaskWindow(16);
            fresh.moveTo(tokens, token);
            assertThat(moved.masked(Hook.DOWN)).isEqualTo(fresh.masked(Hook.DOWN)).isEqualTo(Math.min(16, token));
            assertThat(counts(moved, Hook.DOWN, Runs.INTERMEDIATE)).isEqualTo(counts(fresh, Hook.DOWN, Runs.INTERMEDIATE));
            assertThat(counts(moved, Hook.INPUT, Runs.HIDDEN)).isEqualTo(counts(fresh, Hook.INPUT, Runs.HIDDEN));
        }
    }

    @Test
    void aColumnIsCountedOnceForEachTokenOfTheWindowThatChoseIt() {
        Runs runs = new Runs();
        MaskWindow window = new MaskWindow(16);
        window.moveTo(tokens, 22);
        int[] counts = counts(window, Hook.DOWN, Runs.INTERMEDIATE);
        for (int column = 0; column < Runs.INTERMEDIATE; column++) {
            int chosen = 0;
            for (int token = 7; token <= 22; token++) {
                chosen += runs.mask(Hook.DOWN, 12, token - 1).contains(column) ? 1 : 0;
            }
            assertThat(counts[column]).isEqualTo(chosen).isEqualTo(window.count(Hook.DOWN, 12, column));
        }
    }

    private static int[] counts(MaskWindow window, Hook hook, int columns) {
        int[] counts = new int[columns];
        window.counts(hook, 12, counts);
        return counts;
    }

    @Test
    void beforeTheFirstTokenItIsEmpty() {
        MaskWindow window = new MaskWindow(16);
        window.moveTo(tokens, 20);
        window.moveTo(tokens, -1);
        assertThat(window.masked(Hook.DOWN)).isZero();
        assertThat(counts(window, Hook.DOWN, Runs.INTERMEDIATE)).containsOnly(0);
    }

    @Test
    void anyLengthCountsAllOfItsTokensAndNoMore() {
        Runs runs = new Runs();
        List<TokenFrame> long300 = runs.tokens(300);
        for (int length : new int[] {1, 4, 64, 255, 256}) {
            MaskWindow window = new MaskWindow(length);
            window.moveTo(long300, 150);
            window.moveTo(long300, 299);
            assertThat(window.masked(Hook.DOWN)).isEqualTo(length);
            int[] counts = counts(window, Hook.DOWN, Runs.INTERMEDIATE);
            for (int column = 0; column < Runs.INTERMEDIATE; column += 7) {
                int chosen = 0;
                for (int token = 300 - length; token < 300; token++) {
                    chosen += runs.mask(Hook.DOWN, 12, token - 1).contains(column) ? 1 : 0;
                }
                assertThat(counts[column]).as("column %d of %d tokens", column, length).isEqualTo(chosen);
            }
        }
    }
}
