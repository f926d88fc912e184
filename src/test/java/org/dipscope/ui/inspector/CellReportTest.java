package org.dipscope.ui.inspector;

import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.dipscope.session.HookFrame;
import org.dipscope.session.Pass;
import org.dipscope.session.Phase;
import org.dipscope.session.Scores;
import org.dipscope.session.TokenFrame;
import org.dipscope.sparsity.Dip;
import org.dipscope.ui.Runs;
import org.dipscope.ui.moment.Cell;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class CellReportTest {

    @Test
    void everyFateOfAColumnHasItsName() {
        HookFrame frame = new HookFrame(Mask.of(6, 0, 1, 2), Mask.of(6, 0, 3, 4), Mask.of(6, 0, 1, 3));
        assertThat(CellReport.Fate.of(frame, 0)).isEqualTo(CellReport.Fate.HIT);
        assertThat(CellReport.Fate.of(frame, 1)).isEqualTo(CellReport.Fate.LOADED);
        assertThat(CellReport.Fate.of(frame, 2)).isEqualTo(CellReport.Fate.PASSED);
        assertThat(CellReport.Fate.of(frame, 3)).isEqualTo(CellReport.Fate.RESIDENT);
        assertThat(CellReport.Fate.of(frame, 4)).isEqualTo(CellReport.Fate.EVICTED);
        assertThat(CellReport.Fate.of(frame, 5)).isEqualTo(CellReport.Fate.ABSENT);
    }

    @Test
    void theScoreComesWithItsRankAndItIsSilentOnceScoresWereLetGo() {
        HookFrame frame = new HookFrame(Mask.of(4, 1, 3), Mask.none(4), Mask.of(4, 1, 3));
        Pass pass = new Pass(0, new Dip().footprint(), Map.of(Hook.INPUT, List.of(frame), Hook.DOWN, List.of(frame)),
                Map.of(Hook.INPUT, new Scores(4, new float[] {0.5f, 1.84f, 0.1f, 2.5f})), 0.5, 0, 0, 0, 1, 1);
        CellHistory history = new CellHistory(new Cell(Hook.INPUT, 0, 1));
        history.moveTo(List.of(new TokenFrame(0, 7, "a", Runs.settings(0.5), Optional.of(pass))), 0);
        assertThat(CellReport.of(Optional.of(pass), history).lines(Words.english())).containsExactly(
                "layer 0 · input column 1", "score 1.84 · rank 2 of 4", "selected, loaded from Flash", "chosen 1 of 1, hit 0", "last used at token 0");
        assertThat(CellReport.of(Optional.of(pass.withoutScores()), history).lines(Words.english())).noneMatch(line -> line.startsWith("score"));
    }

    @Test
    void aHistoryIsTheSameForwardsAndBackwards() {
        Runs runs = new Runs();
        List<TokenFrame> tokens = runs.tokens(25);
        Cell cell = new Cell(Hook.DOWN, 17, 903);
        CellHistory wandering = new CellHistory(cell);
        for (int token : new int[] {3, 4, 20, 7, 24, 0, 24}) {
            wandering.moveTo(tokens, token);
            int chosen = 0;
            int last = -1;
            for (int t = 1; t <= token; t++) {
                if (runs.mask(Hook.DOWN, 17, t - 1).contains(903)) {
                    chosen++;
                    last = t;
                }
            }
            assertThat(wandering.masked()).isEqualTo(token);
            assertThat(wandering.chosen()).isEqualTo(chosen);
            assertThat(wandering.lastUsed()).isEqualTo(last);
        }
    }

    @Test
    void theInspectorFollowsTheMouseAndElseThePin() {
        Moment moment = new Moment();
        InspectorViewModel model = new InspectorViewModel(moment, Words.english());
        Runs runs = new Runs();
        moment.show(runs.snapshot(1, runs.tokens(10), Phase.FINISHED));
        assertThat(model.linesProperty().get()).isEmpty();
        moment.pinnedProperty().set(Optional.of(new Cell(Hook.INPUT, 2, 5)));
        moment.hoveredProperty().set(Optional.of(new Cell(Hook.DOWN, 3, 6)));
        assertThat(model.linesProperty().get()).first().isEqualTo("layer 3 · GLU column 6");
        moment.hoveredProperty().set(Optional.empty());
        assertThat(model.linesProperty().get()).first().isEqualTo("layer 2 · input column 5");
        moment.seek(0);
        assertThat(model.linesProperty().get()).contains("no mask at this token");
        model.unpin();
        assertThat(model.linesProperty().get()).isEmpty();
    }

    @Test
    void anotherRunStartsANewHistory() {
        Moment moment = new Moment();
        Runs runs = new Runs();
        CellReports reports = new CellReports(moment);
        Cell cell = new Cell(Hook.DOWN, 0, 0);
        moment.show(runs.snapshot(1, runs.tokens(10), Phase.FINISHED));
        assertThat(reports.of(cell).masked()).isEqualTo(9);
        moment.show(runs.snapshot(2, runs.tokens(20, 3), Phase.FINISHED));
        CellHistory fresh = new CellHistory(cell);
        fresh.moveTo(runs.tokens(20, 3), 19);
        assertThat(reports.of(cell).chosen()).isEqualTo(fresh.chosen());
        assertThat(reports.of(cell).masked()).isEqualTo(19);
    }
}
