package org.dipscope.ui;

import org.dipscope.export.RunArchive;
import org.dipscope.session.Phase;
import org.dipscope.session.PinnedRun;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.window.WorkbenchViewModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class RunKeeperTest {
    private final Runs runs = new Runs();
    @TempDir
    private Path folder;

    private WorkbenchViewModel window() {
        WorkbenchViewModel window = new WorkbenchViewModel(new Moment(), (_, _) -> new FakeSession(), Words.english(), Runnable::run, Runnable::run);
        new RunKeeper(new RunArchive(folder.resolve("runs")), window, Words.english(), Runnable::run, Runnable::run).begin();
        return window;
    }

    @Test
    void aWindowThatNeverClosedLosesNoRunNameOrNote() {
        WorkbenchViewModel crashed = window();
        crashed.keep(List.of(runs.snapshot(1, runs.tokens(6), Phase.FINISHED), runs.snapshot(2, runs.tokens(4), Phase.FINISHED)));
        crashed.pinnedRuns().rename(crashed.pinnedRuns().runs().getFirst(), "mine");
        crashed.pinnedRuns().note(crashed.pinnedRuns().runs().getLast(), "freezes sooner");

        WorkbenchViewModel next = window();

        assertThat(next.pinnedRuns().runs()).extracting(PinnedRun::name, PinnedRun::note)
                .containsExactlyInAnyOrder(org.assertj.core.groups.Tuple.tuple("mine", ""), org.assertj.core.groups.Tuple.tuple("", "freezes sooner"));
        assertThat(next.pinned().getFirst().tokens()).isNotEmpty();
    }

    @Test
    void aRunThatWasLetGoStaysAway() throws Exception {
        WorkbenchViewModel first = window();
        first.keep(List.of(runs.snapshot(1, runs.tokens(3), Phase.FINISHED)));
        first.pinnedRuns().unpin(first.pinnedRuns().runs().getFirst());

        assertThat(window().pinnedRuns().runs()).isEmpty();
        try (var files = Files.list(folder.resolve("runs"))) {
            assertThat(files).isEmpty();
        }
    }
}
