package org.dipscope.ui.masks;

import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.dipscope.session.HookFrame;
import org.dipscope.session.ModelSummary;
import org.dipscope.session.Pass;
import org.dipscope.session.Phase;
import org.dipscope.session.Run;
import org.dipscope.session.Scores;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.Runs;
import org.dipscope.ui.heatmap.Cells;
import org.dipscope.ui.heatmap.HeatmapRaster;
import org.dipscope.ui.heatmap.Palette;
import org.dipscope.ui.heatmap.Span;
import org.dipscope.ui.moment.Cell;
import org.dipscope.ui.moment.ColumnOrder;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class MasksViewModelTest {
    private static final int OUT = 0xFF000001;
    private static final int IN = 0xFF000002;

    private final Runs runs = new Runs();
    private final List<TokenFrame> tokens = runs.tokens(25);
    private final Moment moment = new Moment();
    private final MasksViewModel model = new MasksViewModel(moment, Words.english());

    private void show(int count, Phase phase) {
        moment.show(runs.snapshot(1, tokens.subList(0, count), phase));
    }

    /** Every pixel of a map with a pixel for each cell is the bit that the engine set for that column at that token. */
    private void assertBitsOnScreen(Hook hook) {
        Cells cells = model.cells(hook);
        int[] pixels = new int[cells.rows() * cells.columns()];
        new HeatmapRaster().draw(cells, Palette.ofStates(OUT, IN), Span.WHOLE, Span.WHOLE, pixels, cells.columns(), cells.rows(), 1);
        ColumnOrder order = moment.orderProperty().get();
        for (int layer = 0; layer < Runs.LAYERS; layer++) {
            Mask engine = moment.pass().orElseThrow().hooks().get(hook).get(layer).selected();
            for (int position = 0; position < cells.columns(); position++) {
                boolean chosen = engine.contains(order.column(hook, layer, position));
                assertThat(pixels[layer * cells.columns() + position]).isEqualTo(chosen ? IN : OUT);
            }
        }
    }

    @Test
    void theCellsShownAreTheEnginesOwnBitsLive() {
        model.modeProperty().set(MaskMode.NOW);
        for (int count : new int[] {2, 3, 17, 20, 25}) {
            show(count, count == 25 ? Phase.FINISHED : Phase.DECODE);
            assertThat(moment.pass().orElseThrow().masked()).isEqualTo(count - 2);
            assertBitsOnScreen(Hook.INPUT);
            assertBitsOnScreen(Hook.DOWN);
        }
    }

    @Test
    void theCellsShownAreTheEnginesOwnBitsScrubbedBack() {
        model.modeProperty().set(MaskMode.NOW);
        show(25, Phase.FINISHED);
        for (int token : new int[] {1, 7, 23, 4}) {
            moment.seek(token);
            assertThat(moment.pass().orElseThrow().hooks().get(Hook.DOWN).get(11).selected()).isEqualTo(runs.mask(Hook.DOWN, 11, token - 1));
            assertBitsOnScreen(Hook.INPUT);
            assertBitsOnScreen(Hook.DOWN);
        }
    }

    @Test
    void theModelsOrderShowsTheBitsInPlace() {
        model.modeProperty().set(MaskMode.NOW);
        show(25, Phase.FINISHED);
        moment.byFrequencyProperty().set(false);
        Cells cells = model.cells(Hook.DOWN);
        for (int column = 0; column < Runs.INTERMEDIATE; column++) {
            assertThat(cells.level(5, column) == 1).isEqualTo(runs.mask(Hook.DOWN, 5, 23).contains(column));
        }
        assertBitsOnScreen(Hook.DOWN);
    }

    @Test
    void theWindowShowsTheShareOfTheLastSixteenTokens() {
        show(25, Phase.FINISHED);
        for (int token : new int[] {24, 3, 16, 17, 24, 1}) {
            moment.seek(token);
            int from = Math.max(1, token - 15);
            for (int layer : new int[] {0, 29}) {
                for (int column = 0; column < Runs.HIDDEN; column += 5) {
                    int chosen = 0;
                    for (int t = from; t <= token; t++) {
                        chosen += runs.mask(Hook.INPUT, layer, t - 1).contains(column) ? 1 : 0;
                    }
                    int position = moment.orderProperty().get().position(Hook.INPUT, layer, column);
                    assertThat(model.cells(Hook.INPUT).level(layer, position)).isEqualTo((int) Math.round(255.0 * chosen / (token - from + 1)));
                }
            }
        }
    }

    @Test
    void theWindowIsAsLongAsItIsAskedFor() {
        show(25, Phase.FINISHED);
        model.lookBack(4);
        assertThat(model.lengthProperty().get()).isEqualTo(4);
        for (int token : new int[] {24, 2}) {
            moment.seek(token);
            int from = Math.max(1, token - 3);
            for (int column = 0; column < Runs.INTERMEDIATE; column += 3) {
                int chosen = 0;
                for (int t = from; t <= token; t++) {
                    chosen += runs.mask(Hook.DOWN, 7, t - 1).contains(column) ? 1 : 0;
                }
                int position = moment.orderProperty().get().position(Hook.DOWN, 7, column);
                assertThat(model.cells(Hook.DOWN).level(7, position)).isEqualTo((int) Math.round(255.0 * chosen / (token - from + 1)));
            }
        }
        assertThat(model.describe(new Cell(Hook.DOWN, 7, 0))).endsWith("of the last 2");
    }

    @Test
    void churnTellsWhatCameAndWhatWent() {
        model.modeProperty().set(MaskMode.CHURN);
        show(25, Phase.FINISHED);
        moment.seek(9);
        Mask before = runs.mask(Hook.DOWN, 3, 7);
        Mask now = runs.mask(Hook.DOWN, 3, 8);
        for (int column = 0; column < Runs.INTERMEDIATE; column++) {
            int level = model.cells(Hook.DOWN).level(3, moment.orderProperty().get().position(Hook.DOWN, 3, column));
            byte expected = now.contains(column) ? before.contains(column) ? MaskLevels.IN : MaskLevels.ENTERED
                    : before.contains(column) ? MaskLevels.LEFT : MaskLevels.OUT;
            assertThat(level).isEqualTo(expected);
        }
    }

    @Test
    void theBarsSayHowMuchOfEachLayerIsNewWhileTheMapsDo() {
        show(25, Phase.FINISHED);
        model.modeProperty().set(MaskMode.CHURN);
        moment.seek(9);
        double expected = 0;
        for (Hook hook : List.of(Hook.INPUT, Hook.DOWN)) {
            Mask now = runs.mask(hook, 3, 8);
            double entered = 0;
            for (int column : now.columns()) {
                entered += runs.mask(hook, 3, 7).contains(column) ? 0 : 1;
            }
            expected += (hook == Hook.INPUT ? 2 : 1) * entered / now.count() / 3;
        }
        assertThat(filled(3)).isCloseTo(expected, within(0.5 / 256 + 1e-9));
        assertThat(model.describeBar(3)).isEqualTo("layer 3 · " + Math.round(100 * expected) + " % of its columns came with this token");
        assertThat(model.barsTitle()).isEqualTo("new");
        moment.seek(1);
        assertThat(filled(3)).as("nothing was masked before it").isZero();
    }

    @Test
    void theBarsOfADifferenceAreZeroAgainstItselfAndNotAgainstAnother() {
        show(25, Phase.FINISHED);
        model.compareWith(Optional.of(runs.snapshot(2, runs.tokens(25, 5), Phase.FINISHED)));
        model.modeProperty().set(MaskMode.DIFFERENCE);
        assertThat(filled(3)).isBetween(0.02, 0.6);
        assertThat(model.describeBar(3)).matches("layer 3 · its columns are chosen \\d+ % apart on average, of the last 16 tokens");
        model.compareWith(Optional.of(runs.snapshot(3, runs.tokens(25), Phase.FINISHED)));
        assertThat(filled(3)).isZero();
    }

    private double filled(int layer) {
        int filled = 0;
        for (int i = 0; i < model.bars().columns(); i++) {
            filled += model.bars().level(layer, i) == 1 ? 1 : 0;
        }
        return (double) filled / model.bars().columns();
    }

    @Test
    void itSaysWhyThereIsNoDifference() {
        assertThat(model.reasonProperty().get()).isEqualTo("A − B needs another run: pin this one, change a setting and run again");
        show(25, Phase.FINISHED);
        model.compareWith(Optional.of(runs.snapshot(2, runs.tokens(25, 5), Phase.FINISHED)));
        assertThat(model.reasonProperty().get()).isEmpty();
    }

    @Test
    void aDifferenceNeedsASecondRun() {
        show(25, Phase.FINISHED);
        assertThat(model.comparableProperty().get()).isFalse();
        model.compareWith(Optional.of(runs.snapshot(2, runs.tokens(25, 5), Phase.FINISHED)));
        assertThat(model.comparableProperty().get()).isTrue();
        model.modeProperty().set(MaskMode.DIFFERENCE);
        for (int column = 0; column < Runs.HIDDEN; column++) {
            int a = 0;
            int b = 0;
            for (int t = 9; t <= 24; t++) {
                a += runs.mask(Hook.INPUT, 2, t - 1).contains(column) ? 1 : 0;
                b += runs.mask(Hook.INPUT, 2, t - 1 + 5).contains(column) ? 1 : 0;
            }
            int level = model.cells(Hook.INPUT).level(2, moment.orderProperty().get().position(Hook.INPUT, 2, column));
            assertThat(level - 128.0).isCloseTo(127.0 * (a - b) / 16, within(0.51));
        }
        model.compareWith(Optional.empty());
        assertThat(model.modeProperty().get()).isEqualTo(MaskMode.WINDOW);
    }

    /** The same tokens, the newest of which still have scores: each column's is the larger, the higher its index. */
    private List<TokenFrame> scored(int from) {
        float[] values = new float[Runs.LAYERS * Runs.INTERMEDIATE];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % Runs.INTERMEDIATE + 1;
        }
        Scores scores = new Scores(Runs.INTERMEDIATE, values);
        return tokens.stream().map(token -> token.index() < from ? token : new TokenFrame(token.index(), token.id(), token.text(), token.settings(),
                token.pass().map(pass -> new Pass(pass.masked(), pass.footprint(), pass.hooks(), Map.of(Hook.DOWN, scores), pass.density(), pass.hitRate(),
                        pass.flashBytes(), pass.dramBytes(), pass.simulatedSeconds(), pass.measuredSeconds())))).toList();
    }

    @Test
    void scoresAndRanksAreThoseOfTheTokenThatIsShown() {
        model.modeProperty().set(MaskMode.RANK);
        moment.show(runs.snapshot(1, scored(20), Phase.FINISHED));
        ColumnOrder order = moment.orderProperty().get();
        assertThat(model.cells(Hook.DOWN).level(7, order.position(Hook.DOWN, 7, Runs.INTERMEDIATE - 1))).isEqualTo(255);
        assertThat(model.cells(Hook.DOWN).level(7, order.position(Hook.DOWN, 7, 0))).isZero();
        model.modeProperty().set(MaskMode.SCORE);
        assertThat(model.cells(Hook.DOWN).level(7, order.position(Hook.DOWN, 7, 0))).isZero();
        assertThat(model.cells(Hook.DOWN).level(7, order.position(Hook.DOWN, 7, 154))).as("a tenth of the largest score is a decade down").isEqualTo(170);
        assertThat(model.describe(new Cell(Hook.DOWN, 7, 1535))).contains("score 1536").contains("rank 1 ");
    }

    @Test
    void aTokenWhoseScoresWereLetGoSaysSo() {
        moment.show(runs.snapshot(1, scored(20), Phase.FINISHED));
        moment.seek(12);
        assertThat(model.noteProperty().get()).as("masks are kept for ever").isEmpty();
        model.modeProperty().set(MaskMode.SCORE);
        assertThat(model.noteProperty().get()).startsWith("The scores of token 12 are no longer kept");
        moment.seek(22);
        assertThat(model.noteProperty().get()).isEmpty();
    }

    @Test
    void aRunOfAnotherModelIsNotCompared() {
        show(25, Phase.FINISHED);
        Snapshot own = runs.snapshot(2, tokens, Phase.FINISHED);
        ModelSummary narrow = new ModelSummary(own.run().model().file(), "narrow", "llama", 30, 64, 1536, 1, 1, Map.of(), "Q4_1", 1, own.run().model().bytes(), List.of());
        Run run = new Run(2, narrow, "", List.of(), 1, own.settings());
        model.compareWith(Optional.of(new Snapshot(run, own.phase(), List.of(), own.settings(), own.allocation(), own.figures(), Optional.empty())));
        assertThat(model.comparableProperty().get()).isFalse();
    }

    @Test
    void aRunComparedWithItselfDiffersNowhere() {
        show(25, Phase.FINISHED);
        model.compareWith(Optional.of(runs.snapshot(2, tokens, Phase.FINISHED)));
        model.modeProperty().set(MaskMode.DIFFERENCE);
        assertThat(model.cells(Hook.DOWN).levels()).containsOnly((byte) 128);
    }

    @Test
    void titlesSayWhatATokenKeeps() {
        show(25, Phase.FINISHED);
        assertThat(model.titleProperty(Hook.INPUT).get()).isEqualTo("input · 576 columns, keeps 330");
        assertThat(model.titleProperty(Hook.DOWN).get()).isEqualTo("GLU · 1536 columns, keeps 539");
        assertThat(model.briefTitle(Hook.DOWN)).isEqualTo("GLU · 539 / 1536");
        assertThat(model.hooksProperty().get()).containsExactly(Hook.INPUT, Hook.DOWN);
    }

    @Test
    void theBarsAreTheLayersDensity() {
        show(25, Phase.FINISHED);
        HookFrame input = moment.pass().orElseThrow().frame(Hook.INPUT, 4).orElseThrow();
        HookFrame down = moment.pass().orElseThrow().frame(Hook.DOWN, 4).orElseThrow();
        double density = (2.0 * input.selected().count() / 576 + down.selected().count() / 1536.0) / 3;
        int filled = 0;
        for (int i = 0; i < model.bars().columns(); i++) {
            filled += model.bars().level(4, i);
        }
        assertThat((double) filled / model.bars().columns()).isCloseTo(density, within(1.0 / model.bars().columns()));
        assertThat(model.describeBar(4)).isEqualTo("layer 4 · density 0.50");
    }

    @Test
    void itDoesNotClaimAnOrderThatItCannotHaveYet() {
        show(5, Phase.DECODE);
        assertThat(model.orderProperty().get()).isEqualTo("sorted from token 16");
        show(17, Phase.DECODE);
        assertThat(model.orderProperty().get()).isEqualTo("most chosen first");
        moment.byFrequencyProperty().set(false);
        assertThat(model.orderProperty().get()).isEqualTo("in the model’s own order");
    }

    @Test
    void itSaysWhyThereIsNothingToSee() {
        assertThat(model.noteProperty().get()).isEqualTo("The masks of each token appear here");
        moment.show(runs.snapshot(1, List.of(), Phase.PREFILL));
        assertThat(model.noteProperty().get()).isEqualTo("The prompt is being encoded");
        show(1, Phase.DECODE);
        assertThat(model.noteProperty().get()).startsWith("The dense prompt produced this token");
        show(2, Phase.DECODE);
        assertThat(model.noteProperty().get()).isEmpty();
    }

    @Test
    void denseSaysThatItReadsEverything() {
        TokenFrame dense = new TokenFrame(0, 1, "The", Runs.dense(), Optional.empty());
        moment.show(runs.snapshot(1, List.of(dense), Phase.DECODE));
        assertThat(model.noteProperty().get()).startsWith("Dense reads every column");
        assertThat(model.hooksProperty().get()).isEmpty();
    }

    @Test
    void nothingIsFilledBeforeSomebodyLooks() {
        show(2, Phase.DECODE);
        Cells cells = model.cells(Hook.INPUT);
        byte[] before = cells.levels().clone();
        show(9, Phase.DECODE);
        assertThat(cells.levels()).isEqualTo(before);
        assertThat(model.cells(Hook.INPUT)).isSameAs(cells);
        assertThat(cells.levels()).isNotEqualTo(before);
    }

    @Test
    void aCellIsNamedInWords() {
        show(25, Phase.FINISHED);
        assertThat(model.describe(new Cell(Hook.DOWN, 17, 903))).startsWith("layer 17 · GLU column 903, ").contains(" of the last 16");
    }
}
