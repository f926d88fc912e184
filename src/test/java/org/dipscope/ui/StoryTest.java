package org.dipscope.ui;

import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Slider;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.dipscope.session.HookFrame;
import org.dipscope.session.ModelOpener;
import org.dipscope.session.Phase;
import org.dipscope.session.SampleModel;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.cache.CacheViewModel;
import org.dipscope.ui.heatmap.Cells;
import org.dipscope.ui.masks.MaskMode;
import org.dipscope.ui.masks.MasksViewModel;
import org.dipscope.ui.moment.ColumnOrder;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.dipscope.ui.picture.PngPictures;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole story of a first visit, on the real model in the real window: each step goes on where the one before it ended. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StoryTest {
    private static final int PATIENCE_SECONDS = 120;
    private static final String LONG_STORY = "Write a long story about a lighthouse keeper who collects old maps.";

    private final FxRobot robot = new FxRobot();
    private Workbench bench;
    private Stage stage;

    @BeforeAll
    void openTheWindow() throws Exception {
        FxToolkit.registerPrimaryStage();
        Path model = SampleModel.ofThisProgram().file();
        AtomicReference<Workbench> opened = new AtomicReference<>();
        robot.interact(() -> {
            stage = new Stage();
            DipscopeWindow window = new DipscopeWindow(new ModelOpener(2), model, new PngPictures(), Words.english(), Optional.empty());
            opened.set(window.open(stage, model));
            // The headless screen ends at 1000 pixels; the window's own least size is for people.
            stage.setMinWidth(0);
            stage.setMinHeight(0);
            stage.setX(0);
            stage.setY(0);
            stage.setWidth(980);
            stage.setHeight(760);
        });
        bench = opened.get();
        await(() -> bench.window().sessionProperty().get() != null);
    }

    @AfterAll
    void closeTheWindow() {
        robot.interact(() -> {
            bench.window().close();
            stage.hide();
        });
    }

    @Test
    @Order(1)
    void thePromptIsReadyAndEnterRunsIt() throws Exception {
        TextArea box = find("#input", TextArea.class);
        String ready = fx(box::getText);
        assertThat(ready).isEqualTo("Why is the sky blue?");
        robot.interact(() -> {
            box.requestFocus();
            box.selectAll();
        });
        robot.write("Why is the sky blue?");
        robot.push(KeyCode.ENTER);
        await(() -> newest() != null && newest().tokens().size() > 3);
        Snapshot early = fx(this::newest);
        assertThat(early.run().prompt()).isEqualTo("Why is the sky blue?");
        await(() -> newest().phase().ended());
        Snapshot late = fx(this::newest);
        assertThat(late.phase()).isEqualTo(Phase.FINISHED);
        assertThat(late.text()).startsWith(early.text()).hasSizeGreaterThan(40);
        assertThat(late.tokens().getFirst().pass()).isEmpty();
        assertThat(late.figures().measuredDecode()).isPositive();
        assertThat(late.figures().hitRate()).isBetween(0.3, 1.0);
    }

    @Test
    @Order(2)
    void theCellsShownAreTheEnginesOwnBitsAtThatToken() throws Exception {
        robot.interact(() -> {
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

    @Test
    @Order(3)
    void thePruneRatioMovesWhileTheTextIsComing() throws Exception {
        begin(LONG_STORY, 400);
        await(() -> newest().tokens().size() > 12);
        robot.interact(() -> find("#prune", Slider.class).setValue(0.6));
        int moved = fx(() -> newest().tokens().size());
        await(() -> newest().tokens().size() > moved + 12);
        List<TokenFrame> tokens = fx(() -> newest().tokens());
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

    @Test
    @Order(4)
    void aSmallerGammaRaisesTheHitRateAndFreezesTheMasks() throws Exception {
        robot.interact(() -> find("#prune", Slider.class).setValue(0.4));
        robot.interact(() -> find("#gamma", Slider.class).setValue(1));
        int first = fx(() -> newest().tokens().size());
        await(() -> newest().phase().ended() || newest().tokens().size() > first + 24);
        robot.interact(() -> find("#gamma", Slider.class).setValue(0.2));
        int second = fx(() -> newest().tokens().size());
        await(() -> newest().phase().ended() || newest().tokens().size() > second + 24);
        List<TokenFrame> tokens = fx(() -> newest().tokens());
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

    @Test
    @Order(5)
    void theDramBudgetChangesWhatTheCacheHolds() throws Exception {
        robot.interact(() -> find("#gamma", Slider.class).setValue(0.5));
        begin(LONG_STORY, 400);
        await(() -> newest().tokens().size() > 6);
        int before = fx(() -> newest().allocation().capacityColumns().get(Hook.DOWN));
        robot.interact(() -> bench.controls().memory().dramProperty().set(60e6));
        await(() -> newest().settings().memory().device().dramBytes() == 60e6 && newest().tokens().size() > 12
                && newest().tokens().getLast().settings().memory().device().dramBytes() == 60e6);
        Snapshot smaller = fx(this::newest);
        int after = smaller.allocation().capacityColumns().get(Hook.DOWN);
        assertThat(after).isLessThan(before);
        HookFrame frame = smaller.tokens().getLast().pass().orElseThrow().frame(Hook.DOWN, 3).orElseThrow();
        assertThat(frame.after().count()).isLessThanOrEqualTo(after);
        robot.interact(() -> bench.controls().memory().dramProperty().set(80e6));
    }

    @Test
    @Order(6)
    void escapeStopsTheRun() throws Exception {
        assertThat(fx(() -> bench.window().runningProperty().get())).isTrue();
        robot.interact(() -> find("#input", TextArea.class).requestFocus());
        robot.push(KeyCode.ESCAPE);
        await(() -> newest().phase().ended());
        assertThat(fx(this::newest).phase()).isEqualTo(Phase.STOPPED);
        assertThat(fx(this::newest).tokens()).hasSizeLessThan(400);
    }

    @Test
    @Order(7)
    void aPinnedRunIsComparedWithTheNextAndThePictureCarriesBoth(@TempDir Path folder) throws Exception {
        robot.interact(() -> bench.console().restart());
        begin("Why is the sky blue?", 24);
        await(() -> newest().phase().ended());
        robot.push(KeyCode.CONTROL, KeyCode.D);
        await(() -> bench.window().pinned().size() == 1);
        robot.interact(() -> bench.console().restart());
        robot.interact(() -> find("#prune", Slider.class).setValue(0.7));
        begin("Why is the sky blue?", 24);
        await(() -> newest().run().number() != bench.window().pinned().getFirst().run().number() && newest().phase().ended());
        robot.push(KeyCode.CONTROL, KeyCode.B);
        await(() -> bench.window().comparingProperty().get());
        Path file = folder.resolve("comparison.png");
        var picture = fx(() -> bench.shot()).run(org.dipscope.session.Progress.SILENT);
        new PngPictures().save(picture, file);
        assertPictureCarriesBoth(file);
        robot.interact(() -> bench.window().comparingProperty().set(false));
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

    @Test
    @Order(8)
    void aFileThatIsNoModelGetsASentenceAndLeavesTheWindowAsItWas(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("letter.gguf"), "Dear reader, this is no model.");
        Object session = fx(() -> bench.window().sessionProperty().get());
        robot.interact(() -> bench.window().open(file));
        await(() -> bench.window().refusalProperty().get() != null && !bench.window().refusalProperty().get().isBlank());
        assertThat(fx(() -> bench.window().refusalProperty().get())).containsIgnoringCase("GGUF").endsWith(".");
        assertThat(fx(() -> bench.window().sessionProperty().get())).isSameAs(session);
        robot.interact(() -> bench.window().dismiss());
    }

    /** Types a prompt for an answer of at most so many tokens, and runs it. */
    private void begin(String prompt, int maxTokens) throws Exception {
        int before = fx(() -> newest() == null ? 0 : newest().run().number());
        robot.interact(() -> bench.window().sample(bench.window().settingsProperty().get().sampling().withMaxTokens(maxTokens)));
        TextArea box = find("#input", TextArea.class);
        robot.interact(() -> {
            box.setText(prompt);
            box.requestFocus();
        });
        robot.push(KeyCode.CONTROL, KeyCode.ENTER);
        await(() -> newest().run().number() > before);
    }

    private Snapshot newest() {
        return bench.window().newestProperty().get();
    }

    private <T extends Node> T find(String query, Class<T> type) {
        Scene scene = stage.getScene();
        return type.cast(scene.lookup(query));
    }

    private static <T> T fx(Callable<T> question) throws Exception {
        AtomicReference<T> answer = new AtomicReference<>();
        AtomicReference<Exception> failure = new AtomicReference<>();
        java.util.concurrent.CountDownLatch asked = new java.util.concurrent.CountDownLatch(1);
        Platform.runLater(() -> {
            try {
                answer.set(question.call());
            } catch (Exception e) {
                failure.set(e);
            } finally {
                asked.countDown();
            }
        });
        asked.await();
        if (failure.get() != null) {
            throw failure.get();
        }
        return answer.get();
    }

    /** Waits for something that must come; the time is a guard against waiting for ever and says nothing about speed. */
    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!fx(condition)) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("what the test waits for did not come");
            }
            Thread.sleep(10);
        }
    }
}
