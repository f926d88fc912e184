package org.dipscope.ui;

import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.VBox;
import org.dipscope.session.Progress;
import org.dipscope.sparsity.Calibration;
import org.dipscope.sparsity.CalibrationFile;
import org.dipscope.sparsity.CalibrationKind;
import org.dipscope.sparsity.Calibrations;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** Long work in the window: it goes on behind it, says how far it is, ends when told to, and what comes out waits to be used. */
class LongWorkTest {
    @TempDir
    private Path folder;
    private final Semaphore steps = new Semaphore(0);
    private final List<List<CalibrationKind>> asked = new ArrayList<>();
    @RegisterExtension
    private final TestBench window = new TestBench(1000, 980).working(work -> Thread.ofPlatform().daemon().start(work)).asking(new FolderDialogs(() -> folder)).prepared(bench -> bench.learnBy((_, kinds, _, _, progress) -> learn(kinds, progress)));

    @BeforeEach
    void modelIsThere() {
        Frames.until(() -> bench().window().sessionProperty().get() != null);
    }

    private Workbench bench() {
        return window.bench();
    }

    /** A learner that goes a quarter further with each step that the test allows. */
    private byte[] learn(List<CalibrationKind> kinds, Progress progress) {
        asked.add(kinds);
        for (int quarter = 1; quarter <= 4; quarter++) {
            while (!tryStep()) {
                if (progress.cancelled()) {
                    throw new CancellationException();
                }
            }
            progress.report(quarter / 4.0, "");
        }
        Calibration learnt = Calibrations.everything("", 30, 576, 1536);
        return CalibrationFile.write(learnt.origin(), learnt.parts());
    }

    private boolean tryStep() {
        try {
            return steps.tryAcquire(2, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void begin(String lesson) {
        Frames.run(() -> ((ToggleButton) window.find("#advanced")).setSelected(true));
        Frames.run(() -> ((MenuButton) window.find("#learn")).getItems().stream().filter(item -> item.getId().equals("learn-" + lesson)).findFirst().orElseThrow().fire());
    }

    private Button button(int task, String text) {
        return lines().get(task).lookupAll(".button").stream().map(Button.class::cast).filter(button -> button.getText().equals(text)).findFirst().orElseThrow();
    }

    /** A line that was just put there has no place yet. */
    private void press(int task, String text) {
        Frames.until(() -> button(task, text).getWidth() > 0 && !window.scene().getRoot().isNeedsLayout());
        window.hands().click(button(task, text));
    }

    private List<Node> lines() {
        return List.copyOf(((VBox) window.find("#tasks")).getChildren());
    }

    private String words(int task) {
        return ((Label) lines().get(task).lookup(".task-left")).getText();
    }

    @Test
    void whatIsLearntBehindTheWindowWaitsUntilItIsUsedAndCanBeUndone() {
        begin("cats");
        Frames.until(() -> lines().size() == 1 && words(0).equals("begins"));
        steps.release();
        Frames.until(() -> words(0).matches("25 % · \\d+ (s|min) left"));
        assertThat(((ProgressBar) lines().getFirst().lookup(".progress-bar")).getProgress()).isEqualTo(0.25);
        steps.release(3);
        Frames.until(() -> words(0).startsWith("done in"));
        assertThat(asked).containsExactly(List.of(CalibrationKind.CATS));
        assertThat(bench().window().settingsProperty().get().masking().calibration()).as("nothing changes under anybody's hands").isEmpty();
        press(0, "Use it");
        Frames.until(() -> bench().window().settingsProperty().get().masking().method().id().equals("cats"));
        assertThat(lines()).isEmpty();
        assertThat(folder.resolve("dipscope-cats.cal")).exists();
        Frames.run(bench().window()::undo);
        assertThat(bench().window().settingsProperty().get().masking().method().id()).isEqualTo("dip-ca");
        assertThat(bench().window().settingsProperty().get().masking().calibration()).isEmpty();
    }

    @Test
    void severalGoOnAtOnceBesideARunAndOneCancelEndsOne() {
        begin("teal");
        begin("pinned");
        Frames.until(() -> lines().size() == 2 && asked.size() == 2);
        Frames.run(() -> bench().console().run());
        window.write(5);
        assertThat(bench().window().newestProperty().get().tokens()).hasSize(5);
        press(0, "Cancel");
        Frames.until(() -> lines().size() == 1);
        assertThat(bench().tasks().tasks()).singleElement().satisfies(task -> assertThat(task.label()).isEqualTo("Learning for Columns to pin"));
        assertThat(folder.resolve("dipscope-teal.cal")).doesNotExist();
        assertThat(bench().window().runningProperty().get()).isTrue();
        press(0, "Cancel");
        Frames.until(() -> lines().isEmpty());
    }

    @Test
    void barsOfSeveralBeginAtOnePlaceWhateverStandsBesideThem() {
        begin("teal");
        begin("pinned");
        Frames.until(() -> lines().size() == 2 && asked.size() == 2);
        steps.release();
        Frames.until(() -> words(0).contains("left") != words(1).contains("left"));
        Frames.until(() -> bar(0).getWidth() > 0 && bar(0).getMinX() == bar(1).getMinX());
    }

    private Bounds bar(int task) {
        Node bar = lines().get(task).lookup(".progress-bar");
        return bar.localToScene(bar.getLayoutBounds());
    }

    @Test
    void aMethodThatHasToLearnFirstIsGreyedUntilItHas() {
        assertThat(method("cats").isDisable()).isTrue();
        assertThat(second("cats")).isEqualTo("has to learn from a text first: Advanced › Learn");
        assertThat(method("gate").isDisable()).isFalse();
        Frames.run(() -> bench().controls().take(Calibrations.everything("", 30, 576, 1536), Optional.empty()));
        assertThat(method("cats").isDisable()).isFalse();
        assertThat(second("cats")).startsWith("reads gate whole");
    }

    private CustomMenuItem method(String id) {
        MenuButton menu = (MenuButton) window.find("#methodMenu");
        Frames.run(() -> menu.getOnShowing().handle(null));
        return (CustomMenuItem) menu.getItems().stream().filter(item -> ("method-" + id).equals(item.getId())).findFirst().orElseThrow();
    }

    private String second(String id) {
        return ((Label) ((VBox) method(id).getContent()).getChildren().getLast()).getText();
    }
}
