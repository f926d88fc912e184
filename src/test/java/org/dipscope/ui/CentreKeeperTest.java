package org.dipscope.ui;

import org.dipscope.export.RunArchive;
import org.dipscope.session.Phase;
import org.dipscope.ui.state.CentreState;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Appearance;
import org.dipscope.ui.theme.Theme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** One window after the other, on the same pinned runs. */
class CentreKeeperTest {
    private static final Path MODEL = Path.of("SmolLM2-135M-Instruct.Q4_1.gguf");
    private final Runs runs = new Runs();
    @TempDir
    private Path folder;

    private Workbench window() {
        return new Workbench((_, _) -> new FakeSession(), MODEL, new Appearance(Theme.DARK), Words.english(), Runnable::run, Runnable::run);
    }

    private void bringRuns(Workbench bench) {
        new RunKeeper(new RunArchive(folder.resolve("runs")), bench.window(), Words.english(), Runnable::run, Runnable::run).begin();
    }

    private void keepTwo(Workbench bench) {
        bringRuns(bench);
        bench.window().keep(List.of(runs.snapshot(1, runs.tokens(6), Phase.FINISHED), runs.snapshot(2, runs.tokens(4), Phase.FINISHED)));
    }

    @Test
    void aComparisonOfPinnedRunsComesBackWithTheSameRunOnEachSide() {
        Picture.inJavaFx(() -> {
            Workbench first = window();
            keepTwo(first);
            first.compare(first.window().pinned().get(1), first.window().pinned().get(0));
            assertThat(first.comparison().comparisonProperty().get().a().tokens().size()).isEqualTo(4);
            CentreState taken = new CentreKeeper(first).take();

            Workbench next = window();
            new CentreKeeper(next).restore(taken);
            assertThat(next.window().comparingProperty().get()).isFalse();
            bringRuns(next);

            assertThat(next.window().comparingProperty().get()).isTrue();
            assertThat(next.comparison().comparisonProperty().get().a().tokens().size()).isEqualTo(4);
            assertThat(next.comparison().comparisonProperty().get().b().tokens().size()).isEqualTo(6);
        });
    }

    @Test
    void aComparisonWithARunThatNobodyPinnedLeavesTheLiveViews() {
        Picture.inJavaFx(() -> {
            Workbench first = window();
            keepTwo(first);
            first.window().open(MODEL);
            first.window().resume(runs.snapshot(9, runs.tokens(3), Phase.FINISHED));
            first.compare(first.window().pinned().getFirst(), first.moment().snapshotProperty().get());

            assertThat(new CentreKeeper(first).take()).isEqualTo(new CentreState.Live());
        });
    }

    @Test
    void aRunThatIsGoneLeavesTheLiveViews() {
        Picture.inJavaFx(() -> {
            keepTwo(window());
            Workbench next = window();
            new CentreKeeper(next).restore(new CentreState.Comparison("gone", "gone-too"));
            bringRuns(next);

            assertThat(next.window().comparingProperty().get()).isFalse();
        });
    }

    @Test
    void theRooflineComesBackOnceTheModelIsThere() {
        Picture.inJavaFx(() -> {
            Workbench first = window();
            first.window().roofingProperty().set(true);
            CentreState taken = new CentreKeeper(first).take();

            Workbench next = window();
            new CentreKeeper(next).restore(taken);
            assertThat(next.window().roofingProperty().get()).isFalse();
            next.window().open(MODEL);

            assertThat(next.window().roofingProperty().get()).isTrue();
        });
    }

    @Test
    void aTradeOffComesBackWhileItsFileIsThere() throws Exception {
        Path sweep = Files.copy(Path.of("docs/sweeps/trade-off.jsonl"), folder.resolve("sweep.jsonl"));
        Picture.inJavaFx(() -> {
            Workbench first = window();
            first.window().sweepProperty().set(sweep);
            CentreState taken = new CentreKeeper(first).take();

            Workbench next = window();
            new CentreKeeper(next).restore(taken);
            assertThat(next.window().sweepProperty().get()).isEqualTo(sweep.toAbsolutePath());

            Workbench later = window();
            new CentreKeeper(later).restore(new CentreState.TradeOff(folder.resolve("gone.jsonl")));
            assertThat(later.window().sweepProperty().get()).isNull();
        });
    }
}
