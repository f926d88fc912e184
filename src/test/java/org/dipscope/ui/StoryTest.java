package org.dipscope.ui;

import javafx.scene.Node;
import javafx.scene.control.Slider;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.dipscope.session.HookFrame;
import org.dipscope.session.Phase;
import org.dipscope.session.Progress;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.cache.CacheViewModel;
import org.dipscope.ui.heatmap.Cells;
import org.dipscope.ui.masks.MaskMode;
import org.dipscope.ui.masks.MasksViewModel;
import org.dipscope.ui.moment.ColumnOrder;
import org.dipscope.ui.picture.Picture;
import org.dipscope.ui.picture.PngPictures;
import org.dipscope.ui.task.Work;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole story of a first visit, on the real model in the real window: each step goes on where the one before it ended. */
class StoryTest {
    private static final String LONG_STORY = "Write a long story about a lighthouse keeper who collects old maps.";

    @TempDir
    private Path folder;
    private RealWindow window;
    private Hands hands;
    private Workbench bench;

    @BeforeEach
    void openTheWindow() throws TimeoutException {
        window = RealWindow.open();
        hands = window.hands();
        bench = window.bench();
    }

    @AfterEach
    void closeTheWindow() {
        window.close();
    }

    @Test
    void itGoesOnFromTheFirstQuestionToTheComparison() throws Exception {
        thePromptIsReadyAndEnterRunsIt();
        theCellsShownAreTheEnginesOwnBitsAtThatToken();
        thePruneRatioMovesWhileTheTextIsComing();
        aSmallerGammaRaisesTheHitRateAndFreezesTheMasks();
        theDramBudgetChangesWhatTheCacheHolds();
        escapeStopsTheRun();
        aPinnedRunIsComparedWithTheNextAndThePictureCarriesBoth();
        aFileThatIsNoModelGetsASentenceAndLeavesTheWindowAsItWas();
    }

    private void thePromptIsReadyAndEnterRunsIt() throws Exception {
        TextArea box = find("#input", TextArea.class);
        String ready = Frames.ask(box::getText);
        assertThat(ready).isEqualTo("Why is the sky blue?");
        Frames.run(() -> {
            box.requestFocus();
            box.selectAll();
        });
        hands.write("Why is the sky blue?");
        hands.push(KeyCode.ENTER);
        Frames.until(() -> newest() != null && newest().tokens().size() > 3);
        Snapshot early = Frames.ask(this::newest);
        assertThat(early.run().prompt()).isEqualTo("Why is the sky blue?");
        Frames.until(() -> newest().phase().ended());
        Snapshot late = Frames.ask(this::newest);
        assertThat(late.phase()).isEqualTo(Phase.FINISHED);
        assertThat(late.text()).startsWith(early.text()).hasSizeGreaterThan(40);
        assertThat(late.tokens().getFirst().pass()).isEmpty();
        assertThat(late.figures().measuredDecode()).isPositive();
        assertThat(late.figures().hitRate()).isBetween(0.3, 1.0);
    }

    private void theCellsShownAreTheEnginesOwnBitsAtThatToken() throws Exception {
        Frames.run(() -> {
            MasksViewModel masks = new MasksViewModel(bench.moment(), Words.english());
            CacheViewModel cache = new CacheViewModel(bench.moment(), Words.english());
            masks.modeProperty().set(MaskMode.NOW);
            for (int token : new int[] {1, 20, newest().tokens().size() - 1}) {
                bench.moment().seek(token);
                TokenFrame frame = newest().tokens().get(token);
                for (Hook hook : List.of(Hook.INPUT, Hook.DOWN)) {
                    assertBits(masks.cells(hook), hook, frame);
                    assertThat(cache.cells(hook).rows()).isEqualTo(30);
                }
            }
            bench.moment().goLive();
        });
    }

    private void assertBits(Cells cells, Hook hook, TokenFrame frame) {
        ColumnOrder order = bench.moment().orderProperty().get();
        assertThat(cells.rows()).isEqualTo(30);
        assertThat(cells.columns()).isEqualTo(hook.columns(576, 1536));
        for (int layer = 0; layer < 30; layer++) {
            Mask selected = frame.pass().orElseThrow().frame(hook, layer).orElseThrow().selected();
            assertThat(selected.count()).isEqualTo(hook == Hook.INPUT ? 384 : 712);
            for (int position = 0; position < cells.columns(); position++) {
                assertThat(cells.level(layer, position) > 0).isEqualTo(selected.contains(order.column(hook, layer, position)));
            }
        }
    }

    private void thePruneRatioMovesWhileTheTextIsComing() throws Exception {
        window.begin(LONG_STORY, 400);
        Frames.until(() -> newest().tokens().size() > 12);
        Frames.run(() -> find("#prune", Slider.class).setValue(0.6));
        int moved = Frames.ask(() -> newest().tokens().size());
        Frames.until(() -> newest().tokens().size() > moved + 12);
        List<TokenFrame> tokens = Frames.ask(() -> newest().tokens());
        assertThat(tokens.get(5).settings().masking().density()).isEqualTo(0.6);
        assertThat(tokens.get(5).pass().orElseThrow().density()).isBetween(0.59, 0.601);
        TokenFrame last = tokens.getLast();
        assertThat(last.settings().masking().density()).isEqualTo(0.4);
        assertThat(last.pass().orElseThrow().density()).isBetween(0.39, 0.401);
        // Each token keeps the settings that it was made with, and they change once.
        long changes = java.util.stream.IntStream.range(1, tokens.size())
                .filter(i -> !tokens.get(i).settings().equals(tokens.get(i - 1).settings())).count();
        assertThat(changes).isEqualTo(1);
    }

    private void aSmallerGammaRaisesTheHitRateAndFreezesTheMasks() throws Exception {
        Frames.run(() -> find("#prune", Slider.class).setValue(0.4));
        Frames.run(() -> find("#gamma", Slider.class).setValue(1));
        int first = Frames.ask(() -> newest().tokens().size());
        Frames.until(() -> newest().phase().ended() || newest().tokens().size() > first + 24);
        Frames.run(() -> find("#gamma", Slider.class).setValue(0.2));
        int second = Frames.ask(() -> newest().tokens().size());
        Frames.until(() -> newest().phase().ended() || newest().tokens().size() > second + 24);
        List<TokenFrame> tokens = Frames.ask(() -> newest().tokens());
        List<TokenFrame> plain = tokens.stream().filter(token -> token.settings().masking().gamma() == 1).skip(4).toList();
        List<TokenFrame> aware = tokens.stream().filter(token -> token.settings().masking().gamma() == 0.2).skip(4).toList();
        assertThat(plain).hasSizeGreaterThan(10);
        assertThat(aware).hasSizeGreaterThan(10);
        assertThat(hitRate(aware)).isGreaterThan(hitRate(plain) + 0.1);
        assertThat(churn(aware)).isLessThan(churn(plain));
    }

    private static double hitRate(List<TokenFrame> tokens) {
        return tokens.stream().mapToDouble(token -> token.pass().orElseThrow().hitRate()).average().orElseThrow();
    }

    /** Mean share of a token's columns that the token before it had not chosen. */
    private static double churn(List<TokenFrame> tokens) {
        double sum = 0;
        for (int i = 1; i < tokens.size(); i++) {
            Mask now = tokens.get(i).pass().orElseThrow().frame(Hook.DOWN, 10).orElseThrow().selected();
            Mask before = tokens.get(i - 1).pass().orElseThrow().frame(Hook.DOWN, 10).orElseThrow().selected();
            sum += (double) now.andNot(before).count() / now.count();
        }
        return sum / (tokens.size() - 1);
    }

    private void theDramBudgetChangesWhatTheCacheHolds() throws Exception {
        Frames.run(() -> find("#gamma", Slider.class).setValue(0.5));
        window.begin(LONG_STORY, 400);
        Frames.until(() -> newest().tokens().size() > 6);
        int before = Frames.ask(() -> newest().allocation().capacityColumns().get(Hook.DOWN));
        Frames.run(() -> bench.controls().memory().dramProperty().set(60e6));
        Frames.until(() -> newest().settings().memory().device().dramBytes() == 60e6 && newest().tokens().size() > 12
                && newest().tokens().getLast().settings().memory().device().dramBytes() == 60e6);
        Snapshot smaller = Frames.ask(this::newest);
        int after = smaller.allocation().capacityColumns().get(Hook.DOWN);
        assertThat(after).isLessThan(before);
        HookFrame frame = smaller.tokens().getLast().pass().orElseThrow().frame(Hook.DOWN, 3).orElseThrow();
        assertThat(frame.after().count()).isLessThanOrEqualTo(after);
        Frames.run(() -> bench.controls().memory().dramProperty().set(80e6));
    }

    private void escapeStopsTheRun() throws Exception {
        assertThat(Frames.ask(() -> bench.window().runningProperty().get())).isTrue();
        Frames.run(() -> find("#input", TextArea.class).requestFocus());
        hands.push(KeyCode.ESCAPE);
        Frames.until(() -> newest().phase().ended());
        assertThat(Frames.ask(this::newest).phase()).isEqualTo(Phase.STOPPED);
        assertThat(Frames.ask(this::newest).tokens()).hasSizeLessThan(400);
    }

    private void aPinnedRunIsComparedWithTheNextAndThePictureCarriesBoth() throws Exception {
        Frames.run(() -> bench.console().restart());
        window.begin("Why is the sky blue?", 24);
        Frames.until(() -> newest().phase().ended());
        hands.push(KeyCode.CONTROL, KeyCode.D);
        Frames.until(() -> bench.window().pinned().size() == 1);
        Frames.run(() -> bench.console().restart());
        Frames.run(() -> find("#prune", Slider.class).setValue(0.7));
        window.begin("Why is the sky blue?", 24);
        Frames.until(() -> newest().run().number() != bench.window().pinned().getFirst().run().number() && newest().phase().ended());
        hands.push(KeyCode.CONTROL, KeyCode.B);
        Frames.until(() -> bench.window().comparingProperty().get());
        Path file = folder.resolve("comparison.png");
        CompletableFuture<Work<Picture>> taken = new CompletableFuture<>();
        Frames.run(() -> bench.shoot(taken::complete));
        new PngPictures().save(taken.join().run(Progress.SILENT), file);
        assertPictureCarriesBoth(file);
        Frames.run(() -> bench.window().comparingProperty().set(false));
    }

    private void assertPictureCarriesBoth(Path file) throws Exception {
        var image = javax.imageio.ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isGreaterThanOrEqualTo(2000);
        var about = new com.fasterxml.jackson.databind.ObjectMapper().readTree(org.dipscope.export.PngText.get(Files.readAllBytes(file)).orElseThrow());
        assertThat(about.path("settings").path("density").asDouble()).isEqualTo(0.6);
        assertThat(about.path("compared").path("settings").path("density").asDouble()).isBetween(0.299, 0.301);
        assertThat(about.path("figures").path("simulated").path("hit_rate").asDouble()).isPositive();
        assertThat(about.path("model").asText()).isNotBlank();
    }

    private void aFileThatIsNoModelGetsASentenceAndLeavesTheWindowAsItWas() throws Exception {
        Path file = Files.writeString(folder.resolve("letter.gguf"), "Dear reader, this is no model.");
        Object session = Frames.ask(() -> bench.window().sessionProperty().get());
        Frames.run(() -> bench.window().open(file));
        Frames.until(() -> bench.window().refusalProperty().get() != null && !bench.window().refusalProperty().get().isBlank());
        assertThat(Frames.ask(() -> bench.window().refusalProperty().get())).containsIgnoringCase("GGUF").endsWith(".");
        assertThat(Frames.ask(() -> bench.window().sessionProperty().get())).isSameAs(session);
        Frames.run(() -> bench.window().dismiss());
    }

    private Snapshot newest() {
        return bench.window().newestProperty().get();
    }

    private <T extends Node> T find(String query, Class<T> type) {
        return type.cast(window.find(query));
    }
}
