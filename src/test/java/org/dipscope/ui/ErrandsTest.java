package org.dipscope.ui;

import org.dipscope.export.DataTable;
import org.dipscope.export.PictureNote;
import org.dipscope.export.RunBundle;
import org.dipscope.session.Figures;
import org.dipscope.session.HeardProgress;
import org.dipscope.session.Phase;
import org.dipscope.session.PinnedRun;
import org.dipscope.session.Progress;
import org.dipscope.session.Settings;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.picture.Picture;
import org.dipscope.ui.picture.PngPictures;
import org.dipscope.ui.task.LongTask;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.window.WorkbenchViewModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ErrandsTest {
    private static final DataTable TABLE = new DataTable(List.of("token"), List.of(List.<Object>of(1)));

    @TempDir
    private Path folder;

    private final WorkbenchViewModel window = new WorkbenchViewModel(new Moment(), (_, _) -> new FakeSession(), Words.english(), Runnable::run, Runnable::run);
    private final List<String> announced = new ArrayList<>();

    /** Errands whose dialogs answer with this name. */
    private Errands typing(String name) {
        return typing(name, window);
    }

    private Errands typing(String name, WorkbenchViewModel at) {
        Errands errands = new Errands(at, Words.english());
        errands.serve(new FileDialogs() {
            @Override
            public Optional<Path> open(Kind kind, Optional<Path> from) {
                return Optional.of(folder.resolve(name));
            }

            @Override
            public Optional<Path> save(Kind kind, String proposed) {
                return Optional.of(folder.resolve(name));
            }

            @Override
            public void announce(String sentence) {
                announced.add(sentence);
            }
        }, new PngPictures());
        return errands;
    }

    private static Picture picture() {
        Settings settings = new FakeSession().settings();
        return new Picture(1, 1, new int[1], PictureNote.of("SmolLM2", "Why?", settings, new Figures(900, 120, 111.2, 49.1, 0.4, 0.74, 0.6, 7.8e6, 2e7)));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void aPictureIsNotWrittenUnderTheNameOfAnotherFormat() throws IOException {
        for (String name : List.of("x.jpg", "x.txt", "x.v2")) {
            typing(name).savePicture(made -> made.accept(_ -> picture()), "dipscope");

            assertThat(window.refusalProperty().get()).contains(name).endsWith("end the name with .png.");
        }
        assertThat(files()).isEmpty();
        assertThat(announced).isEmpty();
    }

    @Test
    void noOtherFileIsWrittenUnderTheNameOfAnotherFormatEither() throws IOException {
        typing("x.png").saveFigure(() -> _ -> "<svg/>", "dipscope");
        assertThat(window.refusalProperty().get()).endsWith("end the name with .svg.");
        typing("x.zip").saveRuns(List.of());
        assertThat(window.refusalProperty().get()).endsWith("end the name with .dipruns.");
        assertThat(typing("x.csv").chooseSweep()).isEmpty();
        assertThat(window.refusalProperty().get()).endsWith("end the name with .jsonl.");
        typing("x.xlsx").saveTable(() -> _ -> TABLE, "dipscope");
        assertThat(window.refusalProperty().get()).endsWith("end the name with .csv, .json, .jsonl or .parquet.");

        assertThat(files()).isEmpty();
    }

    @Test
    void aNameWithoutAnEndingGetsTheUsualOne() throws IOException {
        typing("sky").savePicture(made -> made.accept(_ -> picture()), "dipscope");
        typing("SKY.CSV").saveTable(() -> _ -> TABLE, "dipscope");
        typing("sky.parquet").saveTable(() -> _ -> TABLE, "dipscope");

        assertThat(files()).containsExactlyInAnyOrder("sky.png", "SKY.CSV", "sky.parquet");
        assertThat(announced).containsExactly("Saved sky.png", "Saved SKY.CSV", "Saved sky.parquet");
        assertThat(window.refusalProperty().get()).isNull();
    }

    @Test
    void aNameThatGetsAnEndingReplacesNoFileThatNobodyAskedAbout() throws IOException {
        Files.writeString(folder.resolve("sky.png"), "older");

        typing("sky").savePicture(made -> made.accept(_ -> picture()), "dipscope");

        assertThat(Files.readString(folder.resolve("sky.png"))).isEqualTo("older");
        assertThat(window.refusalProperty().get()).startsWith("sky.png is there already");

        typing("sky.png").savePicture(made -> made.accept(_ -> picture()), "dipscope");

        assertThat(Files.size(folder.resolve("sky.png"))).isGreaterThan("older".length());
    }

    @Test
    void aSaveThatIsCancelledLeavesTheOlderFileAndNothingElse() throws IOException, InterruptedException {
        List<Runnable> behind = new ArrayList<>();
        LinkedBlockingQueue<Runnable> turns = new LinkedBlockingQueue<>();
        WorkbenchViewModel patient = new WorkbenchViewModel(new Moment(), (_, _) -> new FakeSession(), Words.english(), behind::add, turns::add);
        Files.writeString(folder.resolve("sky.dipruns"), "older");
        Files.writeString(folder.resolve("sky.csv"), "older");
        Files.writeString(folder.resolve("sky.png"), "older");
        Runs runs = new Runs();
        PinnedRun run = new PinnedRun("sky", "", "", Instant.EPOCH, runs.snapshot(1, runs.tokens(200), Phase.FINISHED));
        DataTable rows = new DataTable(List.of("token"), IntStream.range(0, 1000).mapToObj(token -> List.<Object>of(token)).toList());
        for (int cancelledAfter = 0; cancelledAfter < 3; cancelledAfter++) {
            Countdown progress = new Countdown(cancelledAfter);
            assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> RunBundle.write(folder.resolve("sky.dipruns"), List.of(run), progress));
            Countdown rest = new Countdown(cancelledAfter);
            assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> rows.save(folder.resolve("sky.csv"), rest));
        }
        for (String name : List.of("sky.dipruns", "sky.csv", "sky.png")) {
            Errands errands = typing(name, patient);
            switch (name.substring(4)) {
                case "dipruns" -> errands.saveRuns(List.of(run));
                case "csv" -> errands.saveTable(() -> _ -> rows, "dipscope");
                default -> errands.savePicture(made -> made.accept(_ -> picture()), "dipscope");
            }
        }
        while (patient.tasks().tasks().size() < 3) {
            turns.take().run();
        }
        assertThat(patient.tasks().tasks()).extracting(LongTask::label).containsExactlyInAnyOrder("Saving sky.dipruns", "Saving sky.csv", "Saving sky.png");
        patient.tasks().cancelAll();
        behind.forEach(Runnable::run);
        while (!patient.tasks().tasks().isEmpty()) {
            turns.take().run();
        }
        assertThat(files()).containsExactlyInAnyOrder("sky.dipruns", "sky.csv", "sky.png");
        for (String name : files()) {
            assertThat(folder.resolve(name)).content().isEqualTo("older");
        }
        assertThat(announced).isEmpty();
    }

    /** Is cancelled once it was asked so often whether to go on. */
    private static final class Countdown implements Progress {
        private int left;

        Countdown(int left) {
            this.left = left;
        }

        @Override
        public void report(double share, String what) {
            // Nobody watches.
        }

        @Override
        public boolean cancelled() {
            return left-- <= 0;
        }
    }

    @Test
    void anOpeningSaysHowFarItIsAndEndsWhereItIsCancelled() throws IOException {
        Runs runs = new Runs();
        PinnedRun run = new PinnedRun("sky", "", "", Instant.EPOCH, runs.snapshot(1, runs.tokens(200), Phase.FINISHED));
        Path file = folder.resolve("sky.dipruns");
        RunBundle.write(file, List.of(run));
        HeardProgress heard = new HeardProgress();
        RunBundle.read(file, heard);
        assertThat(heard.shares()).isSorted().hasSizeGreaterThan(1).allMatch(share -> share > 0 && share <= 1);
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> RunBundle.read(file, new Countdown(50)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void theSystemsDialogHasWordsForEveryKindOfFile(String language) {
        Words words = Words.of(Locale.of(language));
        for (FileDialogs.Kind kind : FileDialogs.Kind.values()) {
            String id = kind.name().toLowerCase(Locale.ROOT);
            boolean opens = kind == FileDialogs.Kind.ANYTHING || kind == FileDialogs.Kind.RUNS;
            assertThat(words.text("files." + (opens ? "open-" : "save-") + id)).isNotBlank();
            kind.endings().forEach(ending -> assertThat(words.text("files." + id + "-" + ending)).isNotBlank());
        }
        assertThat(words.text("files.all-of-these")).isNotBlank();
    }

    @Test
    void theEndingsAreListedAsASentenceSaysThem() {
        assertThat(Words.english().alternatives(List.of(".png"))).isEqualTo(".png");
        assertThat(Words.of(Locale.GERMAN).alternatives(List.of(".csv", ".json", ".parquet"))).isEqualTo(".csv, .json oder .parquet");
    }
}
