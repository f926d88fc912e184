package org.dipscope.ui;

import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Control;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextArea;
import javafx.scene.image.Image;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.controlsfx.control.PopOver;
import org.dipscope.export.PngText;
import org.dipscope.session.ModelOpener;
import org.dipscope.ui.command.Command;
import org.dipscope.ui.picture.PngPictures;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Appearance;
import org.dipscope.ui.theme.Theme;
import org.dipscope.ui.theme.Typefaces;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** Every key that people are promised, pressed; and where the window says what they are. */
@ExtendWith(ApplicationExtension.class)
class KeysTest {
    private static final Path MODEL = Path.of("SmolLM2-135M-Instruct.Q4_1.gguf");

    private final FakeSession session = new FakeSession();
    private final List<FileDialogs.Kind> asked = new ArrayList<>();
    private final FxRobot robot = new FxRobot();
    @TempDir
    private Path folder;
    private Workbench bench;
    private Scene scene;

    @Start
    void start(Stage stage) {
        Typefaces.load();
        Application.setUserAgentStylesheet(Theme.DARK.userAgentStylesheet());
        bench = new Workbench((_, _) -> session, MODEL, new Appearance(Theme.DARK), Words.english(), Runnable::run, Platform::runLater);
        bench.serve(new FileDialogs() {
            @Override
            public Optional<Path> open(Kind kind, Optional<Path> from) {
                asked.add(kind);
                return Optional.empty();
            }

            @Override
            public Optional<Path> save(Kind kind, String name) {
                asked.add(kind);
                return Optional.of(folder.resolve(name + "." + kind.endings().getFirst()));
            }

            @Override
            public void announce(String sentence) {
                // The file itself is looked at.
            }
        }, new PngPictures());
        scene = new Scene(bench.root(), 1000, 900);
        Theme.DARK.dress(scene);
        stage.setScene(scene);
        stage.setX(0);
        stage.setY(0);
        stage.show();
        bench.view().focus();
        bench.window().open(MODEL);
    }

    private void on(Runnable action) {
        WaitForAsyncUtils.waitForAsyncFx(20_000, action);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void press(KeyCode... keys) {
        robot.push(keys);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void write(int tokens) {
        session.advance(tokens);
        on(() -> bench.window().pull());
    }

    private boolean over() {
        return scene.lookup(".over-scrim").isVisible();
    }

    private Command command(String id) {
        return bench.all().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void runStopPinUndoAndPictureGoByTheirKeys() throws Exception {
        press(KeyCode.CONTROL, KeyCode.ENTER);
        assertThat(session.submitted).containsExactly("Why is the sky blue?");
        write(5);
        press(KeyCode.ESCAPE);
        assertThat(session.stops).isEqualTo(1);
        write(0);
        press(KeyCode.CONTROL, KeyCode.D);
        assertThat(bench.window().pinned()).hasSize(1);
        on(() -> bench.controls().masking().gammaProperty().set(0.2));
        on(() -> scene.lookup("#gamma").requestFocus());
        press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(session.settings().masking().gamma()).isEqualTo(0.5);
        press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        assertThat(session.settings().masking().gamma()).isEqualTo(0.2);
        press(KeyCode.CONTROL, KeyCode.S);
        assertThat(asked).containsExactly(FileDialogs.Kind.PICTURE);
        assertThat(PngText.get(Files.readAllBytes(folder.resolve("dipscope.png")))).isPresent();
        press(KeyCode.CONTROL, KeyCode.O);
        assertThat(asked).endsWith(FileDialogs.Kind.ANYTHING);
    }

    @Test
    void pictureAndCommandGoToTheClipboard() {
        on(() -> bench.console().run());
        write(1000);
        press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.C);
        on(() -> assertThat(Clipboard.getSystemClipboard().getImage()).isNotNull().extracting(Image::getWidth).isEqualTo(2 * scene.getWidth()));
        press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.X);
        on(() -> assertThat(Clipboard.getSystemClipboard().getString()).isEqualTo("dipscope generate --prompt 'Why is the sky blue?'"));
    }

    @Test
    void thePaletteDoesWhatIsTypedAndGivesTheKeyboardBack() {
        on(() -> scene.lookup("#gamma").requestFocus());
        press(KeyCode.CONTROL, KeyCode.K);
        assertThat(over()).isTrue();
        robot.write("glu alone");
        press(KeyCode.ENTER);

        assertThat(over()).isFalse();
        assertThat(bench.moment().arrangementProperty().get().name()).isEqualTo("GLU");
        assertThat(scene.getFocusOwner().getId()).isEqualTo("gamma");

        press(KeyCode.CONTROL, KeyCode.K);
        press(KeyCode.ESCAPE);
        assertThat(over()).isFalse();
        assertThat(scene.getFocusOwner().getId()).isEqualTo("gamma");
    }

    @Test
    void aQuestionMarkListsTheKeysAndIsOneWhereTextIsTyped() {
        on(() -> scene.lookup("#gamma").requestFocus());
        robot.write("?");
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(over()).isTrue();
        assertThat(bench.root().lookup(".keys-list")).isNotNull();
        press(KeyCode.ESCAPE);
        on(() -> {
            scene.lookup("#input").requestFocus();
            ((TextArea) scene.lookup("#input")).setText("");
        });
        robot.write("?");
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(over()).isFalse();
        assertThat(bench.console().promptProperty().get()).isEqualTo("?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"palette", "keys", "tours"})
    void tabStaysInWhatStandsOverTheWindow(String id) {
        on(() -> scene.lookup("#gamma").requestFocus());
        on(command(id)::perform);
        Node over = scene.lookup(".over-scrim");
        for (int i = 0; i < 20; i++) {
            press(i % 3 == 2 ? new KeyCode[] {KeyCode.SHIFT, KeyCode.TAB} : new KeyCode[] {KeyCode.TAB});
            assertThat(within(over, scene.getFocusOwner())).as("%s after %d tabs", scene.getFocusOwner(), i + 1).isTrue();
        }
        press(KeyCode.ESCAPE);
        assertThat(over()).isFalse();
        assertThat(scene.getFocusOwner().getId()).isEqualTo("gamma");
    }

    private static boolean within(Node parent, Node node) {
        for (Node up = node; up != null; up = up.getParent()) {
            if (up == parent) {
                return true;
            }
        }
        return false;
    }

    @Test
    void aPopOverIsOpenedFilledInAndLeftWithoutAMouse() {
        on(() -> scene.lookup("#sampling").requestFocus());
        press(KeyCode.SPACE);
        assertThat(popOvers()).isEqualTo(1);
        robot.write("0.7");
        press(KeyCode.TAB);
        robot.write("40");
        press(KeyCode.ENTER);
        press(KeyCode.ESCAPE);

        assertThat(popOvers()).isZero();
        assertThat(session.settings().sampling().temperature()).isEqualTo(0.7);
        assertThat(session.settings().sampling().topK()).isEqualTo(40);
        assertThat(scene.getFocusOwner().getId()).isEqualTo("sampling");
    }

    private static long popOvers() {
        return Window.getWindows().stream().filter(window -> window instanceof PopOver && window.isShowing()).count();
    }

    /** The keys of the design; the platform's own one, Ctrl or Cmd, is "Shortcut". */
    @ParameterizedTest
    @CsvSource({"run, Shortcut+Enter", "stop, Esc", "pin, Shortcut+D", "screenshot, Shortcut+S", "open, Shortcut+O", "palette, Shortcut+K", "undo, Shortcut+Z", "redo, Shortcut+Shift+Z"})
    void commandsHaveTheKeysThatPeopleKnow(String id, String keys) {
        assertThat(command(id).shortcut()).contains(KeyCombination.valueOf(keys));
    }

    @ParameterizedTest
    @CsvSource({"run, #run", "pin, #pin", "compare, #compare", "screenshot, #screenshot", "tours, #tours", "runs, #runs", "palette, #palette", "theme, #theme", "again, #again", "restart, #restart",
            "back, #step-back", "forward, #step-forward", "live, #go-live"})
    void aButtonSaysTheKeysOfItsCommand(String id, String button) {
        Control control = (Control) scene.lookup(button);

        assertThat(command(id).keys()).isNotEmpty();
        assertThat(control.getTooltip().getText()).endsWith("  " + command(id).keys());
    }

    @Test
    void theMenuSaysThemToo() {
        assertThat(((MenuButton) scene.lookup("#modelMenu")).getItems().getFirst().getAccelerator()).isEqualTo(command("open").shortcut().orElseThrow());
    }

    @Test
    void noTwoCommandsHaveTheSameKeys() {
        assertThat(bench.all().stream().flatMap(one -> one.shortcut().stream())).doesNotHaveDuplicates();
    }

    @Test
    void aRecentFileThatIsGoneIsSaidToBeAndLeavesTheMenu() throws Exception {
        Path gone = folder.resolve("gone.gguf");
        Workbench real = new Workbench(new ModelOpener(1), MODEL, new Appearance(Theme.DARK), Words.english(), Runnable::run, Runnable::run);
        on(() -> {
            real.toolbar().recent().setAll(gone);
            real.toolbar().open(gone);
        });

        assertThat(real.window().refusalProperty().get()).isEqualTo("gone.gguf is not there; check its name and folder.");
        assertThat(real.toolbar().recent()).isEmpty();
    }
}
