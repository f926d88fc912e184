package org.dipscope.ui.cache;

import org.dipscope.mask.Hook;
import org.dipscope.memory.Allocation;
import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.DeviceProfile;
import org.dipscope.memory.MemorySettings;
import org.dipscope.session.Figures;
import org.dipscope.session.HookFrame;
import org.dipscope.session.Pass;
import org.dipscope.session.Phase;
import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.Runs;
import org.dipscope.ui.heatmap.Cells;
import org.dipscope.ui.moment.Cell;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

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
                int level = CacheLevels.state(cells.level(layer, position));
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
    void whatWasLoadedOrEvictedFadesOverThreeTokens() {
        moment.show(runs.snapshot(1, runs.tokens(25), Phase.FINISHED));
        moment.seek(12);
        Cells cells = model.cells(Hook.DOWN);
        int fading = 0;
        for (int position = 0; position < cells.columns(); position++) {
            int column = moment.orderProperty().get().column(Hook.DOWN, 7, position);
            int age = 0;
            for (int past = 1; past <= 3 && age == 0; past++) {
                HookFrame frame = tokens().get(12 - past).pass().orElseThrow().hooks().get(Hook.DOWN).get(7);
                age = frame.loaded().contains(column) || frame.evicted().contains(column) ? past : 0;
            }
            int level = cells.level(7, position);
            boolean event = level == CacheLevels.LOADED || level == CacheLevels.EVICTED;
            assertThat(CacheLevels.age(level)).as("column " + column).isEqualTo(event ? 0 : age);
            fading += CacheLevels.age(level) > 0 ? 1 : 0;
        }
        assertThat(fading).isPositive();
    }

    private List<TokenFrame> tokens() {
        return moment.snapshotProperty().get().tokens();
    }

    @Test
    void theDramMapCountsWhatTheCachesAndTheSequenceHold() {
        moment.show(runs.snapshot(1, runs.tokens(25), Phase.FINISHED));
        moment.seek(12);
        DramShare share = model.dram().orElseThrow();
        int prompt = moment.snapshotProperty().get().run().promptTokens();
        assertThat(share.kvFilled()).isEqualTo((prompt + 13) * 23040.0);
        double columns = 0;
        for (int layer = 0; layer < Runs.LAYERS; layer++) {
            columns += 2 * 960.0 * moment.pass().orElseThrow().frame(Hook.INPUT, layer).orElseThrow().after().count();
            columns += 360.0 * moment.pass().orElseThrow().frame(Hook.DOWN, layer).orElseThrow().after().count();
        }
        assertThat(share.columns()).isCloseTo(columns, within(1e-6 * columns));
    }

    @Test
    void theDramMapIsLaidOutAsItWasAtTheMomentHoweverTheBudgetHasMovedSince() {
        List<TokenFrame> tokens = runs.tokens(25);
        Snapshot any = runs.snapshot(1, tokens, Phase.FINISHED);
        Settings smaller = new Settings(any.settings().masking(), new MemorySettings(DeviceProfile.phone(60e6), CachePolicy.LFU, 0), any.settings().sampling());
        Allocation newest = Allocation.of(any.run().model().bytes(), any.settings().masking().footprint(), 60e6, 74);
        moment.show(new Snapshot(any.run(), Phase.FINISHED, tokens, smaller, newest, Figures.NONE, Optional.empty()));
        moment.seek(12);
        Allocation then = model.dram().orElseThrow().allocation();
        assertThat(then.dramBytes()).isEqualTo(80e6);
        assertThat(then.dynamicBytes()).isEqualTo(80e6 - then.staticBytes()).isGreaterThan(newest.dynamicBytes() + 19e6);
        assertThat(then.kvCache()).isEqualTo(newest.kvCache());
    }

    @Test
    void theTrafficIsThatOfTheTokensUpToTheMoment() {
        moment.show(runs.snapshot(1, runs.tokens(25), Phase.FINISHED));
        moment.seek(3);
        assertThat(model.flash(50).bytes()).hasSize(4);
        assertThat(model.flash(50).bytes()[0]).as("the dense prompt made the first token").isNaN();
        moment.seek(20);
        assertThat(model.flash(5).first()).isEqualTo(16);
        assertThat(model.flash(5).bytes()).containsExactly(tokens().subList(16, 21).stream().mapToDouble(token -> token.pass().orElseThrow().flashBytes()).toArray());
    }

    @Test
    void theColdStartDoesNotDwarfTheTrafficThatFollowsIt() {
        moment.show(runs.snapshot(1, runs.tokens(25), Phase.FINISHED));
        double cold = tokens().get(1).pass().orElseThrow().flashBytes();
        double rest = tokens().stream().skip(2).mapToDouble(token -> token.pass().orElseThrow().flashBytes()).max().orElseThrow();
        assertThat(cold).isGreaterThan(2 * rest);
        assertThat(model.flash(50).most()).isEqualTo(rest);
        moment.seek(1);
        assertThat(model.flash(50).most()).as("alone it is the scale").isEqualTo(cold);
        moment.seek(0);
        assertThat(model.flash(50).most()).isZero();
        assertThat(model.flash(50).newest()).isNaN();
    }

    @Test
    void aCellThatStillShowsAnEventSaysWhoseItWas() {
        moment.show(runs.snapshot(1, runs.tokens(25), Phase.FINISHED));
        moment.seek(12);
        Cells cells = model.cells(Hook.DOWN);
        int[] told = new int[4];
        for (int position = 0; position < cells.columns(); position++) {
            int column = moment.orderProperty().get().column(Hook.DOWN, 7, position);
            int age = CacheLevels.age(cells.level(7, position));
            String said = model.describe(new Cell(Hook.DOWN, 7, column));
            told[age]++;
            if (age == 0) {
                assertThat(said).doesNotContain("ago").doesNotContain("before");
            } else {
                boolean loaded = tokens().get(12 - age).pass().orElseThrow().frame(Hook.DOWN, 7).orElseThrow().loaded().contains(column);
                assertThat(said).endsWith((loaded ? "loaded " : "evicted ") + (age == 1 ? "by the token before" : age + " tokens ago"));
            }
        }
        assertThat(told).as("each age is met").doesNotContain(0);
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
                int level = model.bars().level(layer, i);
                filled += level == 1 || level == 2 ? 1 : 0;
            }
            mean += (double) filled / model.bars().columns() / Runs.LAYERS;
        }
        assertThat(mean).isCloseTo(pass.hitRate(), within(0.002));
        assertThat(markAt(3)).as("366 of 576 twice, 976 of 1536").isCloseTo((2 * 366.0 / 576 + 976.0 / 1536) / 3, within(0.005));
        assertThat(model.describeBar(3)).matches("layer 3 · hit rate \\d+ % · 64 % of its columns in DRAM");
    }

    /** Where the mark of what DRAM holds stands on a layer's bar. */
    private double markAt(int layer) {
        double sum = 0;
        int marked = 0;
        for (int i = 0; i < model.bars().columns(); i++) {
            if (model.bars().level(layer, i) >= 2) {
                sum += i + 0.5;
                marked++;
            }
        }
        return sum / marked / model.bars().columns();
    }
}
