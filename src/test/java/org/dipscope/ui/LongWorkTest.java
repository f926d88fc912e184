package org.dipscope.ui;

import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.dipscope.session.Progress;
import org.dipscope.sparsity.Calibration;
import org.dipscope.sparsity.CalibrationFile;
import org.dipscope.sparsity.CalibrationKind;
import org.dipscope.sparsity.Calibrations;
import org.dipscope.ui.picture.PngPictures;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Appearance;
import org.dipscope.ui.theme.Theme;
import org.dipscope.ui.theme.Typefaces;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** Long work in the window: it goes on behind it, says how far it is, ends when told to, and what comes out waits to be used. */
@ExtendWith(ApplicationExtension.class)
class LongWorkTest {
    private static final Path MODEL = Path.of("SmolLM2-135M-Instruct.Q4_1.gguf");

    @TempDir
    private Path folder;
    private final FakeSession session = new FakeSession();
    private final Semaphore steps = new Semaphore(0);
    private final List<List<CalibrationKind>> asked = new ArrayList<>();
    private Workbench bench;
    private Scene scene;

    @Start
    void start(Stage stage) {
        Typefaces.load();
        Application.setUserAgentStylesheet(Theme.DARK.userAgentStylesheet());
        bench = new Workbench((_, _) -> session, MODEL, new Appearance(Theme.DARK), Words.english(), work -> Thread.ofPlatform().daemon().start(work), Platform::runLater);
        bench.serve(new FileDialogs() {
            @Override
            public Optional<Path> open(Kind kind, Optional<Path> from) {
                return Optional.empty();
            }

            @Override
            public Optional<Path> save(Kind kind, String proposed) {
                return Optional.of(folder.resolve(proposed + "." + kind.endings().getFirst()));
            }

            @Override
            public void announce(String sentence) {
                // Nobody reads it.
            }
        }, new PngPictures());
        bench.learnBy((_, kinds, _, _, progress) -> learn(kinds, progress));
        scene = new Scene(bench.root(), 1000, 980);
        Theme.DARK.dress(scene);
        stage.setScene(scene);
        stage.setX(0);
        stage.setY(0);
        stage.show();
        bench.window().open(MODEL);
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

    private void await(Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(condition).get());
    }

    private void begin(FxRobot robot, String lesson) throws Exception {
        await(() -> bench.window().sessionProperty().get() != null);
        robot.interact(() -> ((ToggleButton) scene.lookup("#advanced")).setSelected(true));
        WaitForAsyncUtils.waitForFxEvents();
        robot.interact(() -> ((MenuButton) scene.lookup("#learn")).getItems().stream().filter(item -> item.getId().equals("learn-" + lesson)).findFirst().orElseThrow().fire());
    }

    private Button button(int task, String text) {
        return lines().get(task).lookupAll(".button").stream().map(Button.class::cast).filter(button -> button.getText().equals(text)).findFirst().orElseThrow();
    }

    /** A line that was just put there has no place yet. */
    private void press(FxRobot robot, int task, String text) throws Exception {
        await(() -> button(task, text).getWidth() > 0 && !scene.getRoot().isNeedsLayout());
        Pointer.click(robot, button(task, text));
    }

    private List<Node> lines() {
        return List.copyOf(((VBox) scene.lookup("#tasks")).getChildren());
    }

    private String words(int task) {
        return ((Label) lines().get(task).lookup(".task-left")).getText();
    }

    @Test
    void whatIsLearntBehindTheWindowWaitsUntilItIsUsedAndCanBeUndone(FxRobot robot) throws Exception {
        begin(robot, "cats");
        await(() -> lines().size() == 1 && words(0).equals("begins"));
        steps.release();
        await(() -> words(0).matches("25 % · \\d+ (s|min) left"));
        assertThat(((ProgressBar) lines().getFirst().lookup(".progress-bar")).getProgress()).isEqualTo(0.25);
        steps.release(3);
        await(() -> words(0).startsWith("done in"));
        assertThat(asked).containsExactly(List.of(CalibrationKind.CATS));
        assertThat(bench.window().settingsProperty().get().masking().calibration()).as("nothing changes under anybody's hands").isEmpty();
        press(robot, 0, "Use it");
        await(() -> bench.window().settingsProperty().get().masking().method().id().equals("cats"));
        assertThat(lines()).isEmpty();
        assertThat(folder.resolve("dipscope-cats.cal")).exists();
        robot.interact(bench.window()::undo);
        assertThat(bench.window().settingsProperty().get().masking().method().id()).isEqualTo("dip-ca");
        assertThat(bench.window().settingsProperty().get().masking().calibration()).isEmpty();
    }

    @Test
    void severalGoOnAtOnceBesideARunAndOneCancelEndsOne(FxRobot robot) throws Exception {
        begin(robot, "teal");
        begin(robot, "pinned");
        await(() -> lines().size() == 2 && asked.size() == 2);
        robot.interact(() -> bench.console().run());
        session.advance(5);
        robot.interact(() -> bench.window().pull());
        assertThat(bench.window().newestProperty().get().tokens()).hasSize(5);
        press(robot, 0, "Cancel");
        await(() -> lines().size() == 1);
        assertThat(bench.tasks().tasks()).singleElement().satisfies(task -> assertThat(task.label()).isEqualTo("Learning for Columns to pin"));
        assertThat(folder.resolve("dipscope-teal.cal")).doesNotExist();
        assertThat(bench.window().runningProperty().get()).isTrue();
        press(robot, 0, "Cancel");
        await(() -> lines().isEmpty());
    }

    @Test
    void aMethodThatHasToLearnFirstIsGreyedUntilItHas(FxRobot robot) throws Exception {
        await(() -> bench.window().sessionProperty().get() != null);
        assertThat(method(robot, "cats").isDisable()).isTrue();
        assertThat(second(robot, "cats")).isEqualTo("has to learn from a text first: Advanced › Learn");
        assertThat(method(robot, "gate").isDisable()).isFalse();
        robot.interact(() -> bench.controls().take(Calibrations.everything("", 30, 576, 1536), Optional.empty()));
        assertThat(method(robot, "cats").isDisable()).isFalse();
        assertThat(second(robot, "cats")).startsWith("reads gate whole");
    }

    private CustomMenuItem method(FxRobot robot, String id) {
        MenuButton menu = (MenuButton) scene.lookup("#methodMenu");
        robot.interact(() -> menu.getOnShowing().handle(null));
        return (CustomMenuItem) menu.getItems().stream().filter(item -> ("method-" + id).equals(item.getId())).findFirst().orElseThrow();
    }

    private String second(FxRobot robot, String id) {
        return ((Label) ((VBox) method(robot, id).getContent()).getChildren().getLast()).getText();
    }
}
