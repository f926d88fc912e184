package org.dipscope.ui;

import org.dipscope.export.DataTable;
import org.dipscope.session.Settings;
import org.dipscope.export.PictureNote;
import org.dipscope.session.Figures;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.picture.Picture;
import org.dipscope.ui.picture.PngPictures;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.window.WorkbenchViewModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class ErrandsTest {
    private static final DataTable TABLE = new DataTable(List.of("token"), List.of(List.<Object>of(1)));

    @TempDir
    private Path folder;

    private final WorkbenchViewModel window = new WorkbenchViewModel(new Moment(), (_, _) -> new FakeSession(), Words.english(), Runnable::run, Runnable::run);
    private final List<String> announced = new ArrayList<>();

    /** Errands whose dialogs answer with this name. */
    private Errands typing(String name) {
        Errands errands = new Errands(window, Words.english(), Runnable::run, Runnable::run);
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
            typing(name).savePicture(ErrandsTest::picture, "dipscope");

            assertThat(window.refusalProperty().get()).contains(name).endsWith("name it with .png.");
        }
        assertThat(files()).isEmpty();
        assertThat(announced).isEmpty();
    }

    @Test
    void noOtherFileIsWrittenUnderTheNameOfAnotherFormatEither() throws IOException {
        typing("x.png").saveFigure(() -> "<svg/>", "dipscope");
        assertThat(window.refusalProperty().get()).endsWith("name it with .svg.");
        typing("x.zip").saveRuns(List.of());
        assertThat(window.refusalProperty().get()).endsWith("name it with .dipruns.");
        assertThat(typing("x.csv").chooseSweep()).isEmpty();
        assertThat(window.refusalProperty().get()).endsWith("name it with .jsonl.");
        typing("x.xlsx").saveTable(() -> () -> TABLE, "dipscope");
        assertThat(window.refusalProperty().get()).endsWith("name it with .csv, .json, .jsonl or .parquet.");

        assertThat(files()).isEmpty();
    }

    @Test
    void aNameWithoutAnEndingGetsTheUsualOne() throws IOException {
        typing("sky").savePicture(ErrandsTest::picture, "dipscope");
        typing("SKY.CSV").saveTable(() -> () -> TABLE, "dipscope");
        typing("sky.parquet").saveTable(() -> () -> TABLE, "dipscope");

        assertThat(files()).containsExactlyInAnyOrder("sky.png", "SKY.CSV", "sky.parquet");
        assertThat(announced).containsExactly("Saved sky.png", "Saved SKY.CSV", "Saved sky.parquet");
        assertThat(window.refusalProperty().get()).isNull();
    }

    @Test
    void aNameThatGetsAnEndingReplacesNoFileThatNobodyAskedAbout() throws IOException {
        Files.writeString(folder.resolve("sky.png"), "older");

        typing("sky").savePicture(ErrandsTest::picture, "dipscope");

        assertThat(Files.readString(folder.resolve("sky.png"))).isEqualTo("older");
        assertThat(window.refusalProperty().get()).startsWith("sky.png is there already");

        typing("sky.png").savePicture(ErrandsTest::picture, "dipscope");

        assertThat(Files.size(folder.resolve("sky.png"))).isGreaterThan("older".length());
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
