package org.dipscope.ui.runs;

import org.dipscope.session.PinnedRun;
import org.dipscope.session.Phase;
import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.Runs;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class RunsViewModelTest {
    private final Runs runs = new Runs();
    private Instant now = Instant.parse("2026-11-24T08:00:00Z");
    private final PinnedRuns pinned = new PinnedRuns(() -> now);
    private final List<Integer> compared = new ArrayList<>();
    private final List<Settings> adopted = new ArrayList<>();
    private final RunsViewModel model = new RunsViewModel(pinned, Words.english(), (a, b) -> {
        compared.add(a.run().number());
        compared.add(b.run().number());
    }, _ -> { }, adopted::add);

    private void pin(int number, int tokens) {
        now = now.plusSeconds(1);
        pinned.pin(runs.snapshot(number, runs.tokens(tokens), Phase.FINISHED));
    }

    private List<String> titles() {
        return model.groupsProperty().get().stream().flatMap(group -> group.rows().stream()).map(RunRow::title).toList();
    }

    @Test
    void aRunIsCalledByItsNameOrElseByNumberAndPrompt() {
        pin(3, 4);
        assertThat(titles()).containsExactly("3 · Why is the sky blue?");

        model.rename(model.groupsProperty().get().getFirst().rows().getFirst(), "  plain  ");
        assertThat(titles()).containsExactly("plain");
    }

    @Test
    void aSearchFindsWordsOfNameNoteSettingsAndPrompt() {
        pin(1, 3);
        pin(2, 5);
        pinned.rename(pinned.runs().getLast(), "late");
        pinned.note(pinned.runs().getFirst(), "freezes the cache");

        model.searchProperty().set("FREEZES dip");
        assertThat(titles()).containsExactly("1 · Why is the sky blue?");
        model.searchProperty().set("late sky");
        assertThat(titles()).containsExactly("late");
        model.searchProperty().set("ocean");
        assertThat(model.groupsProperty().get()).isEmpty();
        assertThat(model.kept()).isEqualTo(2);
    }

    @Test
    void groupsHaveTheirOwnTitles() {
        pin(1, 3);
        pin(2, 5);
        model.groupingProperty().set(RunsViewModel.Grouping.METHOD);

        assertThat(model.groupsProperty().get()).singleElement().satisfies(group -> {
            assertThat(group.title()).isEqualTo("DIP");
            assertThat(group.rows()).hasSize(2);
        });
    }

    @Test
    void theRunThatWasPinnedFirstIsA() {
        pin(1, 3);
        pin(2, 5);
        List<RunRow> rows = model.groupsProperty().get().getFirst().rows();
        model.compare(rows.getLast(), rows.getFirst());

        assertThat(compared).containsExactly(1, 2);
    }

    @Test
    void itsSettingsCanBeHadAgain() {
        pin(1, 3);
        model.adopt(model.groupsProperty().get().getFirst().rows().getFirst());

        assertThat(adopted).containsExactly(Runs.settings(0.5));
    }

    @Test
    void aRunThatGoesOnStaysOneRunUnderItsName() {
        pin(1, 3);
        pinned.rename(pinned.runs().getFirst(), "mine");
        pin(1, 9);

        assertThat(pinned.runs()).singleElement().satisfies(run -> {
            assertThat(run.name()).isEqualTo("mine");
            assertThat(run.snapshot().tokens()).hasSize(9);
        });
        assertThat(pinned.snapshots()).hasSize(1);
    }

    @Test
    void runsOfAnotherDayGetNumbersThatNoSessionGivesAndComeInOnce() {
        pin(1, 3);
        PinnedRun before = new PinnedRun("old-1", "", "", now.minusSeconds(99), runs.snapshot(1, runs.tokens(4), Phase.FINISHED));

        assertThat(pinned.restore(List.of(before))).hasSize(1);
        assertThat(pinned.restore(List.of(before))).isEmpty();
        assertThat(pinned.snapshots().stream().map(Snapshot::run).map(run -> run.number())).containsExactly(1, 0);
        assertThat(titles()).contains("Why is the sky blue?");
    }
}
