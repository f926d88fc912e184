package org.dipscope.ui;

import com.fasterxml.jackson.databind.ObjectMapper;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import org.dipscope.export.PngText;
import org.dipscope.memory.ComputeRate;
import org.dipscope.mask.Hook;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.moment.Cell;
import org.dipscope.ui.picture.PngPictures;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Appearance;
import org.dipscope.ui.theme.Theme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

import static org.assertj.core.api.Assertions.assertThat;

/** Everything that can be taken out of the window, by the menu where people find it, and what comes back in. */
class CarryAwayTest {
    private static final Path SWEEP = Path.of("docs", "sweeps", "trade-off.jsonl");
    private static final Path MODEL = Path.of("SmolLM2-135M-Instruct.Q4_1.gguf");
    private static final List<String> TABLES = List.of("tokens", "masks", "layers", "memory", "cell", "policies", "miss-ratios", "comparison", "differences", "runs", "sweep", "roofline");

    @TempDir
    private Path folder;
    private final FakeSession session = new FakeSession();
    private String ending = "csv";
    private Workbench bench;
    private Scene scene;

    /** A window with two pinned runs that are compared, and everything else that a view can have. */
    private void open() {
        Application.setUserAgentStylesheet(Theme.DARK.userAgentStylesheet());
        bench = new Workbench((_, _) -> session, MODEL, new Appearance(Theme.DARK), Words.english(), Runnable::run, Runnable::run);
        bench.serve(new FileDialogs() {
            @Override
            public Optional<Path> open(Kind kind, Optional<Path> from) {
                return Optional.empty();
            }

            @Override
            public Optional<Path> save(Kind kind, String proposed) {
                return Optional.of(folder.resolve(proposed + "." + (kind == Kind.TABLE ? ending : kind.endings().getFirst())));
            }

            @Override
            public void announce(String sentence) {
                // Nobody reads it.
            }
        }, new PngPictures());
        scene = new Scene(bench.root(), 1440, 900);
        Theme.DARK.dress(scene);
        scene.getRoot().applyCss();
        scene.getRoot().layout();
        bench.window().open(MODEL);
        bench.console().run();
        session.advance(60);
        bench.window().pull();
        bench.window().pin();
        bench.controls().masking().gammaProperty().set(0.2);
        bench.console().runAgain();
        session.advance(60);
        bench.window().pull();
        bench.window().pin();
    }

    private void fill() {
        bench.moment().pinnedProperty().set(Optional.of(new Cell(Hook.DOWN, 17, 903)));
        bench.whatIf().bySizeProperty().set(false);
        bench.whatIf().playNow();
        bench.whatIf().bySizeProperty().set(true);
        bench.whatIf().playNow();
        bench.window().intake().take(SWEEP);
        bench.roofline().rateProperty().set(new ComputeRate(83.4e9, true));
        bench.window().roofingProperty().set(true);
        bench.window().comparingProperty().set(true);
    }

    private MenuItem item(String id) {
        return ((MenuButton) scene.lookup("#carry")).getItems().stream().filter(item -> item.getId().equals("carry-" + id)).findFirst().orElseThrow();
    }

    @Test
    void everyViewIsSavedAsCsvAndAsJsonFromTheMenu() {
        Picture.inJavaFx(() -> {
            open();
            fill();
            for (String format : List.of("csv", "json")) {
                ending = format;
                for (String table : TABLES) {
                    assertThat(item(table + "-table").isDisable()).as(table).isFalse();
                    item(table + "-table").fire();
                    assertThat(bench.window().refusalProperty().get()).as(table).isNull();
                }
            }
            try {
                for (String table : TABLES) {
                    List<String> lines = Files.readAllLines(folder.resolve("dipscope-" + table + ".csv"));
                    assertThat(new ObjectMapper().readTree(folder.resolve("dipscope-" + table + ".json").toFile())).as(table).isNotEmpty();
                    assertThat(lines.getFirst()).as(table).contains(",");
                    assertThat(lines.size()).as(table).isGreaterThan(1);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void whatAViewDoesNotHaveIsGreyed() {
        Picture.inJavaFx(() -> {
            open();
            // These tokens were not chosen among others.
            for (String table : List.of("alternatives", "cell", "comparison", "differences", "sweep", "roofline", "policies", "miss-ratios")) {
                assertThat(item(table + "-table").isDisable()).as(table).isTrue();
            }
            assertThat(item("figure").isDisable()).isTrue();
            assertThat(item("tokens-table").isDisable()).isFalse();
        });
    }

    @Test
    void thePictureOfTheComparisonIsOnTheClipboardTwiceAsLargeAndDroppedItBringsBothRunsBack() {
        Picture.inJavaFx(() -> {
            open();
            bench.window().comparingProperty().set(true);
            Snapshot a = bench.comparison().aProperty().get();
            Snapshot b = bench.comparison().bProperty().get();
            item("copy-picture").fire();
            assertThat(Clipboard.getSystemClipboard().getImage().getWidth()).isEqualTo(2 * 1360);
            bench.all().stream().filter(command -> command.id().equals("screenshot")).findFirst().orElseThrow().perform();
            Path file = folder.resolve("dipscope-comparison.png");
            try {
                assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(2 * 1360);
                assertThat(PngText.get(Files.readAllBytes(file)).orElseThrow()).contains("\"compared\"");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            bench.controls().masking().gammaProperty().set(0.9);
            bench.console().promptProperty().set("something else");
            bench.view().take(List.of(file.toFile()));
            assertThat(bench.window().settingsProperty().get().masking()).isEqualTo(a.settings().masking());
            assertThat(bench.console().promptProperty().get()).isEqualTo("Why is the sky blue?");
            String said = bench.window().intake().restoredProperty().get().sentence(Words.english());
            assertThat(said).contains("A was DIP-CA 0.6 γ 0.5").contains("B was DIP-CA 0.6 γ 0.2").contains(" tok/s simulated").doesNotContain("NaN");
            bench.window().intake().useCompared();
            assertThat(bench.window().settingsProperty().get().masking()).isEqualTo(b.settings().masking());
        });
    }

    @Test
    void figureBundleAndCommandComeFromTheSameMenu() {
        Picture.inJavaFx(() -> {
            open();
            item("copy-command").fire();
            assertThat(Clipboard.getSystemClipboard().getString()).startsWith("dipscope generate --prompt 'Why is the sky blue?' --gamma 0.2");
            item("save-runs").fire();
            bench.window().comparingProperty().set(true);
            item("figure").fire();
            assertThat(folder.resolve("dipscope-comparison.svg")).content().contains("<text").contains("Why is the sky blue?");
            bench.window().pinnedRuns().runs().stream().toList().forEach(bench.window().pinnedRuns()::unpin);
            bench.view().take(List.of(folder.resolve("dipscope-runs.dipruns").toFile()));
            assertThat(bench.window().pinned()).hasSize(2);
        });
    }
}
