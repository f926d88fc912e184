package org.dipscope.ui.compare;

import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.FakeSession;
import org.dipscope.ui.heatmap.Cells;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.Test;

import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class DifferenceViewModelTest {
    private static final int TOKEN = 9;
    private static final int LAYER = 17;

    private final Snapshot a = run(0.5);
    private final Snapshot b = run(0.2);
    private final Moment moment = new Moment();
    private final DifferenceViewModel model = new DifferenceViewModel(moment, Words.english());

    DifferenceViewModelTest() {
        moment.show(a);
        moment.seek(TOKEN);
        model.compare(new Comparison(a, b));
    }

    private static Snapshot run(double gamma) {
        FakeSession session = new FakeSession();
        session.change(session.settings().with(session.settings().masking().withGamma(gamma)));
        session.submit("Why is the sky blue?", Optional.empty());
        session.advance(20);
        return session.newest().orElseThrow();
    }

    private byte level(int position) {
        Cells cells = model.cells(Hook.DOWN);
        return cells.levels()[LAYER * cells.columns() + position];
    }

    private static Mask mask(Snapshot run) {
        return run.tokens().get(TOKEN).pass().orElseThrow().frame(Hook.DOWN, LAYER).orElseThrow().selected();
    }

    @Test
    void aSwipeShowsTheMaskOfABeforeItsEdgeAndThatOfBBehindIt() {
        model.swipingProperty().set(true);
        model.edgeProperty().set(0.25);

        for (int position = 0; position < mask(a).size(); position++) {
            int column = moment.orderProperty().get().column(Hook.DOWN, LAYER, position);
            byte expected = position < mask(a).size() / 4 ? mask(a).contains(column) ? Both.ONLY_A : Both.NEITHER
                    : mask(b).contains(column) ? Both.ONLY_B : Both.NEITHER;
            assertThat(level(position)).as("position %s", position).isEqualTo(expected);
        }
    }

    @Test
    void movingTheEdgePaintsAnewAndLeavingGivesTheDifferenceBack() {
        byte[] difference = model.cells(Hook.DOWN).levels().clone();
        long before = model.revisionProperty().get();

        model.edgeProperty().set(0.75);

        assertThat(model.revisionProperty().get()).as("an edge that nobody sees").isEqualTo(before);

        model.swipingProperty().set(true);
        model.edgeProperty().set(0);

        assertThat(model.revisionProperty().get()).isGreaterThan(before + 1);
        assertThat(model.cells(Hook.DOWN).levels()).doesNotContain(Both.ONLY_A, Both.SHARED);

        model.swipingProperty().set(false);

        assertThat(model.cells(Hook.DOWN).levels()).isEqualTo(difference);
    }
}
