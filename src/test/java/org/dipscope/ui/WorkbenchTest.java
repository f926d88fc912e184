package org.dipscope.ui;

import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.dipscope.session.ProgramVersion;
import org.dipscope.session.Progress;
import org.dipscope.session.Session;
import org.dipscope.ui.compare.Comparison;
import org.dipscope.ui.console.TokenFlow;
import org.dipscope.ui.picture.Picture;
import org.dipscope.ui.task.Work;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Appearance;
import org.dipscope.ui.theme.Theme;
import org.dipscope.ui.theme.Typefaces;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The window under real keys and clicks, on a session whose tokens come when the test says so. */
@ExtendWith(ApplicationExtension.class)
class WorkbenchTest {
    private static final Path MODEL = Path.of("SmolLM2-135M-Instruct.Q4_1.gguf");

    private final FakeSession session = new FakeSession();
    private final List<Runnable> commands = new ArrayList<>();
    private Workbench bench;
    private Scene scene;

    @Start
    void start(Stage stage) {
        Typefaces.load();
        Application.setUserAgentStylesheet(Theme.DARK.userAgentStylesheet());
        bench = new Workbench((file, _) -> open(file), MODEL, new Appearance(Theme.DARK), Words.english(), Runnable::run, Platform::runLater);
                scene = new Scene(bench.root(), 1000, 900);
        Theme.DARK.dress(scene);
        stage.setScene(scene);
        stage.setX(0);
        stage.setY(0);
        stage.show();
        bench.view().focus();
        bench.window().open(MODEL);
    }

    private Session open(Path file) throws IOException {
        if (file.equals(MODEL)) {
            return session;
        }
        throw new IOException(file + " is not a GGUF file: it begins with “note”; choose a model that ends in .gguf.");
    }

    @BeforeEach
    void settle() {
        WaitForAsyncUtils.waitForFxEvents();
    }

    private <T extends Node> T find(String selector, Class<T> type) {
        return type.cast(scene.lookup(selector));
    }

    /** Writes so many tokens and waits until the window has taken the newest. */
    private void write(int tokens) throws Exception {
        session.advance(tokens);
        WaitForAsyncUtils.waitForAsyncFx(5000, () -> {
            bench.window().pull();
            scene.getRoot().applyCss();
            scene.getRoot().layout();
        });
    }

    private void on(Runnable action) {
        WaitForAsyncUtils.waitForAsyncFx(5000, action);
    }

    @Test
    void typingAndEnterAskTheModelAndTheAnswerGrowsInThePlace(FxRobot robot) throws Exception {
        robot.eraseText(30);
        Pointer.click(robot, ".text-area");
        on(() -> bench.console().promptProperty().set(""));
        robot.write("Hi there");
        robot.type(KeyCode.ENTER);

        assertThat(session.submitted).containsExactly("Hi there");
        assertThat(find(".text-area", TextArea.class).getText()).isEmpty();

        write(7);
        TokenFlow answer = find(".token-flow", TokenFlow.class);

        assertThat(answer.size()).isEqualTo(7);
        assertThat(bench.moment().tokenProperty().get()).isEqualTo(6);
        assertThat(find("#run", Button.class).getText()).isEqualTo("Stop");
    }

    @Test
    void shiftEnterIsANewLine(FxRobot robot) {
        on(() -> bench.console().promptProperty().set(""));
        Pointer.click(robot, ".text-area");
        robot.write("one");
        robot.press(KeyCode.SHIFT).type(KeyCode.ENTER).release(KeyCode.SHIFT);
        robot.write("two");

        assertThat(bench.console().promptProperty().get()).isEqualTo("one\ntwo");
        assertThat(session.submitted).isEmpty();
    }

    @Test
    void aSliderMovedWhileItWritesChangesTheSettingsOfTheNextToken(FxRobot robot) throws Exception {
        on(() -> bench.console().run());
        write(4);
        Slider prune = find("#prune", Slider.class);
        robot.interact(prune::requestFocus);
        for (int i = 0; i < 20; i++) {
            robot.type(KeyCode.RIGHT);
        }

        assertThat(session.settings().masking().density()).isEqualTo(0.4);
        assertThat(find("#pruneLine", Label.class).getText()).startsWith("density 0.40 = ⅓");

        write(1);

        assertThat(session.newest().orElseThrow().tokens().get(3).settings().masking().density()).isEqualTo(0.6);
        assertThat(session.newest().orElseThrow().tokens().get(4).settings().masking().density()).isEqualTo(0.4);
    }

    @Test
    void escapeStopsTheRun(FxRobot robot) throws Exception {
        on(() -> bench.console().run());
        write(4);
        Pointer.click(robot, ".text-area");
        robot.type(KeyCode.ESCAPE);
        write(0);

        assertThat(session.stops).isEqualTo(1);
        assertThat(bench.window().runningProperty().get()).isFalse();
        assertThat(find("#run", Button.class).getText()).isEqualTo("Run");
        assertThat(find(".ending", Label.class).getText()).isEqualTo("stopped after 4 tokens");
    }

    @Test
    void controlEnterRunsFromAnywhere(FxRobot robot) {
        robot.interact(() -> find("#gamma", Slider.class).requestFocus());
        robot.press(KeyCode.CONTROL).type(KeyCode.ENTER).release(KeyCode.CONTROL);

        assertThat(session.submitted).containsExactly("Why is the sky blue?");
    }

    @Test
    void aClickOnATokenScrubsBackToIt(FxRobot robot) throws Exception {
        on(() -> bench.console().run());
        write(30);
        TokenFlow answer = find(".token-flow", TokenFlow.class);
        Bounds bounds = WaitForAsyncUtils.waitForAsyncFx(20_000, () -> answer.localToScreen(answer.getBoundsInLocal()));
        int token = answer.tokenAt(40, 11);
        robot.clickOn(bounds.getMinX() + 40, bounds.getMinY() + 11);

        assertThat(token).isPositive();
        assertThat(bench.moment().tokenProperty().get()).isEqualTo(token);
        assertThat(bench.moment().liveProperty().get()).isFalse();
    }

    @Test
    void pinChangeRunAgainCompare(FxRobot robot) throws Exception {
        on(() -> bench.console().run());
        write(1000);
        assertThat(find("#compare", ToggleButton.class).isDisabled()).isTrue();

        robot.press(KeyCode.CONTROL).type(KeyCode.D).release(KeyCode.CONTROL);
        on(() -> bench.controls().masking().gammaProperty().set(0.2));
        on(() -> bench.console().run());
        write(1000);
        Pointer.click(robot, find(".toolbar", Node.class).lookup("#compare"));
        settle();

        assertThat(bench.window().comparingProperty().get()).isTrue();
        assertThat(find(".parting", Label.class).getText()).isEqualTo("the answers part at token 5: “of” against “the”");
        assertThat(bench.root().lookupAll(".comparison-table .second").stream().map(node -> ((Label) node).getText())).contains("γ cache weight");

        List<Work<Picture>> taken = new ArrayList<>();
        on(() -> taken.add(bench.shot()));
        Picture picture = taken.getFirst().run(Progress.SILENT);

        assertThat(picture.width()).isEqualTo(2720);
        assertThat(picture.note().settings().masking().gamma()).isEqualTo(0.5);
        assertThat(picture.note().compared().orElseThrow().settings().masking().gamma()).isEqualTo(0.2);
        assertThat(new Comparison(bench.window().pinned().getFirst(), bench.window().newestProperty().get()).firstDifference()).hasValue(5);
    }

    @Test
    void aFileThatIsNoModelGetsASentenceAndLeavesTheWindowAsItWas(FxRobot robot) throws Exception {
        on(() -> bench.console().run());
        write(4);
        on(() -> bench.view().take(List.of(new File("notes.txt"))));
        settle();

        assertThat(find("#refusalText", Label.class).getText()).startsWith("notes.txt was not opened: notes.txt is not a GGUF file");
        assertThat(find("#refusal", Node.class).isVisible()).isTrue();
        assertThat(find("#modelMenu", javafx.scene.control.MenuButton.class).getText()).isEqualTo("SmolLM2-135M-Instruct · Q4_1");

        write(3);

        assertThat(find(".token-flow", TokenFlow.class).size()).isEqualTo(7);

        Pointer.click(robot, "#dismiss");

        assertThat(find("#refusal", Node.class).isVisible()).isFalse();
    }

    @Test
    void choosingAMethodDisablesWhatItDoesNotUse(FxRobot robot) {
        Pointer.click(robot, "#methodMenu");
        Pointer.click(robot, "Gate");
        settle();

        assertThat(session.settings().masking().method().id()).isEqualTo("gate");
        assertThat(find("#gamma", Slider.class).isDisabled()).isTrue();
        assertThat(find("#prune", Slider.class).isDisabled()).isFalse();
    }
}
