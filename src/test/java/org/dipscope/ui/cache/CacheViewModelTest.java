package org.dipscope.ui.cache;

import org.dipscope.mask.Hook;
import org.dipscope.session.HookFrame;
import org.dipscope.session.Pass;
import org.dipscope.session.Phase;
import org.dipscope.ui.Runs;
import org.dipscope.ui.heatmap.Cells;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class CacheViewModelTest {
    private final Runs runs = new Runs();
    private final Moment moment = new Moment();
    private final CacheViewModel model = new CacheViewModel(moment, Words.english());

    @Test
    void everyColumnIsInTheStateThatTheMemoryPutItIn() {
        moment.show(runs.snapshot(1, runs.tokens(25), Phase.FINISHED));
        for (int token : new int[] {24, 1, 2, 12}) {
            moment.seek(token);
            for (Hook hook : List.of(Hook.INPUT, Hook.DOWN)) {
                assertStates(hook, moment.pass().orElseThrow());
            }
        }
    }

    private void assertStates(Hook hook, Pass pass) {
        Cells cells = model.cells(hook);
        for (int layer = 0; layer < Runs.LAYERS; layer++) {
            HookFrame frame = pass.hooks().get(hook).get(layer);
            int[] found = new int[5];
            for (int position = 0; position < cells.columns(); position++) {
                int column = moment.orderProperty().get().column(hook, layer, position);
                int level = cells.level(layer, position);
                found[level]++;
                boolean wanted = frame.selected().contains(column);
                boolean had = frame.before().contains(column);
                boolean has = frame.after().contains(column);
                assertThat(level).isEqualTo(wanted && had ? CacheLevels.HIT : wanted ? CacheLevels.LOADED
                        : had && !has ? CacheLevels.EVICTED : has ? CacheLevels.RESIDENT : CacheLevels.ABSENT);
            }
            assertThat(found[CacheLevels.HIT]).isEqualTo(frame.hits());
            assertThat(found[CacheLevels.EVICTED]).isEqualTo(frame.evicted().count());
            assertThat(found[CacheLevels.LOADED]).isEqualTo(frame.selected().count() - frame.hits());
        }
    }

    @Test
    void itSaysWhatItHoldsAndWhen() {
        moment.show(runs.snapshot(1, runs.tokens(25), Phase.FINISHED));
        assertThat(model.titleProperty(Hook.INPUT).get()).isEqualTo("input · holds 366 of 576");
        assertThat(model.titleProperty(Hook.DOWN).get()).isEqualTo("GLU · holds 976 of 1536");
        assertThat(model.whenProperty().get()).isEqualTo("after token 24");
        assertThat(model.policyProperty().get()).isEqualTo("LFU");
    }

    @Test
    void aHalfFilledCacheSaysARange() {
        moment.show(runs.snapshot(1, runs.tokens(3), Phase.DECODE));
        assertThat(model.titleProperty(Hook.DOWN).get()).matches("GLU · holds \\d+–\\d+ of 1536");
    }

    @Test
    void theBarsAreTheLayersHitRate() {
        moment.show(runs.snapshot(1, runs.tokens(25), Phase.FINISHED));
        Pass pass = moment.pass().orElseThrow();
        double mean = 0;
        for (int layer = 0; layer < Runs.LAYERS; layer++) {
            int filled = 0;
            for (int i = 0; i < model.bars().columns(); i++) {
                filled += model.bars().level(layer, i);
            }
            mean += (double) filled / model.bars().columns() / Runs.LAYERS;
        }
        assertThat(mean).isCloseTo(pass.hitRate(), within(0.002));
    }
}
