package org.dipscope.ui;

import javafx.scene.Node;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.image.Image;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.stage.Window;
import org.controlsfx.control.PopOver;
import org.dipscope.export.PngText;
import org.dipscope.session.ModelOpener;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Appearance;
import org.dipscope.ui.theme.Theme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** Every key that people are promised, pressed; and where the window says what they are. */
class KeysTest {
    private final List<FileDialogs.Kind> asked = new ArrayList<>();
    @TempDir
    private Path folder;
    @RegisterExtension
    private final TestBench window = new TestBench(1000, 900).asking(new FileDialogs() {
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
    });
    private final Hands hands = window.hands();

    private boolean over() {
        return window.find(".over-scrim").isVisible();
    }

    private Node owner() {
        return Frames.ask(window.scene()::getFocusOwner);
    }

    @Test
    void runStopPinUndoAndPictureGoByTheirKeys() throws Exception {
        hands.push(KeyCode.CONTROL, KeyCode.ENTER);
        assertThat(window.session().submitted).containsExactly("Why is the sky blue?");
        window.write(5);
        hands.push(KeyCode.ESCAPE);
        assertThat(window.session().stops).isEqualTo(1);
        window.write(0);
        hands.push(KeyCode.CONTROL, KeyCode.D);
        assertThat(window.bench().window().pinned()).hasSize(1);
        Frames.run(() -> window.bench().controls().masking().gammaProperty().set(0.2));
        Frames.run(() -> window.find("#gamma").requestFocus());
        hands.push(KeyCode.CONTROL, KeyCode.Z);
        assertThat(window.session().settings().masking().gamma()).isEqualTo(0.5);
        hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        assertThat(window.session().settings().masking().gamma()).isEqualTo(0.2);
        hands.push(KeyCode.CONTROL, KeyCode.S);
        assertThat(asked).containsExactly(FileDialogs.Kind.PICTURE);
        Frames.until(() -> Files.exists(folder.resolve("dipscope.png")));
        assertThat(PngText.get(Files.readAllBytes(folder.resolve("dipscope.png")))).isPresent();
        hands.push(KeyCode.CONTROL, KeyCode.O);
        assertThat(asked).endsWith(FileDialogs.Kind.ANYTHING);
    }

    @Test
    void pictureAndCommandGoToTheClipboard() {
        Frames.run(() -> window.bench().console().run());
        window.write(1000);
        hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.C);
        Frames.until(() -> Clipboard.getSystemClipboard().hasImage());
        Frames.run(() -> assertThat(Clipboard.getSystemClipboard().getImage()).isNotNull().extracting(Image::getWidth).isEqualTo(2 * window.scene().getWidth()));
        hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.X);
        Frames.run(() -> assertThat(Clipboard.getSystemClipboard().getString()).isEqualTo("dipscope generate --prompt 'Why is the sky blue?'"));
    }

    @Test
    void thePaletteDoesWhatIsTypedAndGivesTheKeyboardBack() {
        Frames.run(() -> window.find("#gamma").requestFocus());
        hands.push(KeyCode.CONTROL, KeyCode.K);
        assertThat(over()).isTrue();
        hands.write("glu alone");
        hands.push(KeyCode.ENTER);

        assertThat(over()).isFalse();
        assertThat(window.bench().moment().arrangementProperty().get().name()).isEqualTo("GLU");
        assertThat(owner().getId()).isEqualTo("gamma");

        hands.push(KeyCode.CONTROL, KeyCode.K);
        hands.write("no such thing");
        assertThat(window.find("#palette-list .placeholder .label")).isInstanceOfSatisfying(Label.class, words -> {
            assertThat(words.getText()).isEqualTo("Nothing has these words");
            assertThat(words.getParent().isVisible()).isTrue();
        });
        hands.push(KeyCode.ESCAPE);
        assertThat(over()).isFalse();
        assertThat(owner().getId()).isEqualTo("gamma");
    }

    @Test
    void whatLiesUnderAListHearsNoKeys() {
        hands.push(KeyCode.CONTROL, KeyCode.K);
        hands.push(KeyCode.CONTROL, KeyCode.O);
        hands.push(KeyCode.CONTROL, KeyCode.N);
        assertThat(asked).isEmpty();
        assertThat(over()).isTrue();
        hands.write("sky");
        hands.push(KeyCode.CONTROL, KeyCode.Z);
        assertThat(((TextField) window.find("#palette-query")).getText()).as("a text's own keys").isNotEqualTo("sky");
        hands.push(KeyCode.ESCAPE);
        hands.push(KeyCode.CONTROL, KeyCode.O);
        assertThat(asked).containsExactly(FileDialogs.Kind.ANYTHING);
    }

    @Test
    void escapeTakesAwayWhatWasRefusedOnceThereIsNothingToStop() {
        Frames.run(() -> window.bench().console().run());
        window.write(3);
        Frames.run(() -> window.bench().window().refuse("That is no model; choose another file."));
        hands.push(KeyCode.ESCAPE);
        assertThat(window.session().stops).isEqualTo(1);
        assertThat(window.find("#refusal").isVisible()).as("the first one stops the run").isTrue();
        window.write(0);
        hands.push(KeyCode.ESCAPE);
        assertThat(window.find("#refusal").isVisible()).isFalse();
    }

    @Test
    void aQuestionMarkListsTheKeysAndIsOneWhereTextIsTyped() {
        Frames.run(() -> window.find("#gamma").requestFocus());
        hands.write("?");
        assertThat(over()).isTrue();
        assertThat(window.find(".keys-list")).isNotNull();
        assertThat(window.find(".keys-list").lookupAll(".key").stream().map(key -> ((Label) key).getText())).contains("Ctrl+K", "Ctrl+← →", "Ctrl+wheel");
        hands.push(KeyCode.ESCAPE);
        Frames.run(() -> {
            window.find("#input").requestFocus();
            ((TextArea) window.find("#input")).setText("");
        });
        hands.write("?");
        assertThat(over()).isFalse();
        assertThat(window.bench().console().promptProperty().get()).isEqualTo("?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"palette", "keys", "tours"})
    void tabStaysInWhatStandsOverTheWindow(String id) {
        Frames.run(() -> window.find("#gamma").requestFocus());
        Frames.run(window.command(id)::perform);
        Node over = window.find(".over-scrim");
        for (int i = 0; i < 20; i++) {
            hands.push(i % 3 == 2 ? new KeyCode[] {KeyCode.SHIFT, KeyCode.TAB} : new KeyCode[] {KeyCode.TAB});
            assertThat(within(over, owner())).as("%s after %d tabs", owner(), i + 1).isTrue();
        }
        hands.push(KeyCode.ESCAPE);
        assertThat(over()).isFalse();
        assertThat(owner().getId()).isEqualTo("gamma");
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
        Frames.run(() -> window.find("#sampling").requestFocus());
        hands.push(KeyCode.SPACE);
        assertThat(popOvers()).isEqualTo(1);
        hands.write("0.7");
        hands.push(KeyCode.TAB);
        hands.write("40");
        hands.push(KeyCode.ENTER);
        hands.push(KeyCode.ESCAPE);

        assertThat(popOvers()).isZero();
        assertThat(window.session().settings().sampling().temperature()).isEqualTo(0.7);
        assertThat(window.session().settings().sampling().topK()).isEqualTo(40);
        assertThat(owner().getId()).isEqualTo("sampling");
    }

    private static long popOvers() {
        return Window.getWindows().stream().filter(window -> window instanceof PopOver && window.isShowing()).count();
    }

    /** The keys of the design; the platform's own one, Ctrl or Cmd, is "Shortcut". */
    @ParameterizedTest
    @CsvSource({"run, Shortcut+Enter", "stop, Esc", "pin, Shortcut+D", "screenshot, Shortcut+S", "open, Shortcut+O", "palette, Shortcut+K", "undo, Shortcut+Z", "redo, Shortcut+Shift+Z"})
    void commandsHaveTheKeysThatPeopleKnow(String id, String keys) {
        assertThat(window.command(id).shortcut()).contains(KeyCombination.valueOf(keys));
    }

    @ParameterizedTest
    @CsvSource({"run, #run", "pin, #pin", "compare, #compare", "screenshot, #screenshot", "tours, #tours", "runs, #runs", "palette, #palette", "theme, #theme", "again, #again", "restart, #restart",
            "back, #step-back", "forward, #step-forward", "live, #go-live"})
    void aButtonSaysTheKeysOfItsCommand(String id, String button) {
        Control control = (Control) window.find(button);

        assertThat(window.command(id).keys()).isNotEmpty();
        assertThat(control.getTooltip().getText()).endsWith("  " + window.command(id).keys());
    }

    @Test
    void theMenuSaysThemToo() {
        assertThat(((MenuButton) window.find("#modelMenu")).getItems().getFirst().getAccelerator()).isEqualTo(window.command("open").shortcut().orElseThrow());
    }

    @Test
    void noTwoCommandsHaveTheSameKeys() {
        assertThat(window.bench().all().stream().flatMap(one -> one.shortcut().stream())).doesNotHaveDuplicates();
    }

    @Test
    void aRecentFileThatIsGoneIsSaidToBeAndLeavesTheMenu() throws Exception {
        Path gone = folder.resolve("gone.gguf");
        Workbench real = new Workbench(new ModelOpener(1), TestBench.MODEL, new Appearance(Theme.DARK), Words.english(), Runnable::run, Runnable::run);
        Frames.run(() -> {
            real.toolbar().recent().setAll(gone);
            real.toolbar().open(gone);
        });

        assertThat(real.window().refusalProperty().get()).isEqualTo("gone.gguf is not there; check its name and folder.");
        assertThat(real.toolbar().recent()).isEmpty();
    }
}
