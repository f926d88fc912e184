package org.dipscope.ui;

import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import org.dipscope.session.ProgramVersion;
import org.dipscope.session.Progress;
import org.dipscope.session.Session;
import org.dipscope.ui.compare.Comparison;
import org.dipscope.ui.console.TokenFlow;
import org.dipscope.ui.picture.Picture;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.task.Work;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The window under real keys and clicks, on a session whose tokens come when the test says so. */
class WorkbenchTest {
    @RegisterExtension
    private final TestBench window = new TestBench(1000, 900).opening((file, _) -> open(file));
    private final FakeSession session = window.session();
    private final Hands hands = window.hands();

    private Session open(Path file) throws IOException {
        if (file.equals(TestBench.MODEL)) {
            return session;
        }
        throw new IOException(file + " is not a GGUF file: it begins with “note”; choose a model that ends in .gguf.");
    }

    private Workbench bench() {
        return window.bench();
    }

    private <T extends Node> T find(String selector, Class<T> type) {
        return type.cast(window.find(selector));
    }

    @Test
    void typingAndEnterAskTheModelAndTheAnswerGrowsInThePlace() throws Exception {
        hands.click(".text-area");
        Frames.run(() -> bench().console().promptProperty().set(""));
        hands.write("Hi there");
        hands.push(KeyCode.ENTER);

        assertThat(session.submitted).containsExactly("Hi there");
        assertThat(find(".text-area", TextArea.class).getText()).isEmpty();

        window.write(7);
        TokenFlow answer = find(".token-flow", TokenFlow.class);

        assertThat(answer.size()).isEqualTo(7);
        assertThat(bench().moment().tokenProperty().get()).isEqualTo(6);
        assertThat(find("#run", Button.class).getText()).isEqualTo("Stop");
    }

    @Test
    void anEmptyBoxSaysWhatItIsForAlsoWhileItHasTheKeyboardAndTheInvitationFollowsIt() {
        Label invited = find(".invitation-text", Label.class);
        assertThat(invited.getText()).startsWith("Press ↵ and watch");
        hands.click(".text-area");
        Frames.run(() -> bench().console().promptProperty().set(""));

        assertThat(invited.getText()).startsWith("Ask something and watch");
        TextArea box = find("#input", TextArea.class);
        assertThat(box.isFocused()).isTrue();
        assertThat(box.lookupAll(".text")).filteredOn(Node::isVisible).extracting(text -> ((Text) text).getText()).contains(Words.english().text("console.ask"));
    }

    @Test
    void aLongPromptIsSeenInWholeLines() {
        Frames.run(() -> bench().console().promptProperty().set("Explain this in simple words.\n".repeat(20).strip()));
        TextArea box = find("#input", TextArea.class);
        Text line = (Text) box.lookupAll(".text").stream().filter(text -> ((Text) text).getText().startsWith("Explain")).findFirst().orElseThrow();
        double seen = ((Region) box.lookup(".scroll-pane")).getHeight() - 8;
        double lines = 7 * line.getLayoutBounds().getHeight() / line.getText().lines().count();

        assertThat(seen).isBetween(lines, lines + 1);
    }

    @Test
    void shiftEnterIsANewLine() {
        Frames.run(() -> bench().console().promptProperty().set(""));
        hands.click(".text-area");
        hands.write("one");
        hands.push(KeyCode.SHIFT, KeyCode.ENTER);
        hands.write("two");

        assertThat(bench().console().promptProperty().get()).isEqualTo("one\ntwo");
        assertThat(session.submitted).isEmpty();
    }

    @Test
    void aSliderMovedWhileItWritesChangesTheSettingsOfTheNextToken() throws Exception {
        Frames.run(() -> bench().console().run());
        window.write(4);
        Slider prune = find("#prune", Slider.class);
        Frames.run(prune::requestFocus);
        for (int i = 0; i < 20; i++) {
            hands.push(KeyCode.RIGHT);
        }

        assertThat(session.settings().masking().density()).isEqualTo(0.4);
        assertThat(find("#pruneLine", Label.class).getText()).startsWith("density 0.40 = ⅓");

        window.write(1);

        assertThat(session.newest().orElseThrow().tokens().get(3).settings().masking().density()).isEqualTo(0.6);
        assertThat(session.newest().orElseThrow().tokens().get(4).settings().masking().density()).isEqualTo(0.4);
    }

    @Test
    void escapeStopsTheRun() throws Exception {
        Frames.run(() -> bench().console().run());
        window.write(4);
        hands.click(".text-area");
        hands.push(KeyCode.ESCAPE);
        window.write(0);

        assertThat(session.stops).isEqualTo(1);
        assertThat(bench().window().runningProperty().get()).isFalse();
        assertThat(find("#run", Button.class).getText()).isEqualTo("Run");
        assertThat(find(".ending", Label.class).getText()).isEqualTo("stopped after 4 tokens");
    }

    @Test
    void controlEnterRunsFromAnywhere() {
        Frames.run(() -> find("#gamma", Slider.class).requestFocus());
        hands.push(KeyCode.CONTROL, KeyCode.ENTER);

        assertThat(session.submitted).containsExactly("Why is the sky blue?");
    }

    @Test
    void aClickOnATokenScrubsBackToIt() throws Exception {
        Frames.run(() -> bench().console().run());
        window.write(30);
        TokenFlow answer = find(".token-flow", TokenFlow.class);
        Bounds bounds = Frames.ask(() -> answer.localToScreen(answer.getBoundsInLocal()));
        int token = answer.tokenAt(40, 11);
        hands.click(new Point2D(bounds.getMinX() + 40, bounds.getMinY() + 11));

        assertThat(token).isPositive();
        assertThat(bench().moment().tokenProperty().get()).isEqualTo(token);
        assertThat(bench().moment().liveProperty().get()).isFalse();
    }

    @Test
    void pinChangeRunAgainCompare() throws Exception {
        Frames.run(() -> bench().console().run());
        window.write(1000);
        assertThat(find("#compare", ToggleButton.class).isDisabled()).isTrue();

        hands.push(KeyCode.CONTROL, KeyCode.D);
        Frames.run(() -> bench().controls().masking().gammaProperty().set(0.2));
        Frames.run(() -> bench().console().run());
        window.write(1000);
        hands.click(find(".toolbar", Node.class).lookup("#compare"));

        assertThat(bench().window().comparingProperty().get()).isTrue();
        assertThat(find(".parting", Label.class).getText()).isEqualTo("the answers part at token 5: “of” against “the”");
        assertThat(window.scene().getRoot().lookupAll(".comparison-table .second").stream().map(node -> ((Label) node).getText())).contains("γ cache weight");

        assertThat(legend()).containsExactly("both", "only A", "only B");
        hands.click("#compare-swipe");
        assertThat(legend()).as("under a swipe a colour is a whole mask").containsExactly("chosen by A", "chosen by B");

        List<Work<Picture>> taken = new ArrayList<>();
        Frames.run(() -> bench().shoot(taken::add));
        Picture picture = taken.getFirst().run(Progress.SILENT);

        assertThat(picture.width()).isEqualTo(2720);
        assertThat(picture.note().settings().masking().gamma()).isEqualTo(0.5);
        assertThat(picture.note().compared().orElseThrow().settings().masking().gamma()).isEqualTo(0.2);
        assertThat(new Comparison(bench().window().pinned().getFirst(), bench().window().newestProperty().get()).firstDifference()).hasValue(5);
    }

    @Test
    void theViewsKeepTheirTokenWhileTheirPictureIsTakenAndFollowTheRunAfterwards() throws Exception {
        Frames.run(() -> bench().console().run());
        window.write(5);
        List<Work<Picture>> taken = new ArrayList<>();
        Frames.ask(() -> {
            bench().shoot(taken::add);
            bench().shoot(taken::add);
            session.advance(3);
            bench().window().pull();
            assertThat(taken).isEmpty();
            assertThat(bench().moment().tokenProperty().get()).isEqualTo(4);
            return true;
        });
        Frames.until(() -> taken.size() == 2);
        Frames.run(bench().window()::pull);

        assertThat(bench().moment().tokenProperty().get()).isEqualTo(7);
        for (Work<Picture> one : taken) {
            Picture picture = one.run(Progress.SILENT);
            assertThat(picture.width()).isEqualTo(2000);
            assertThat(picture.height()).isEqualTo(1800);
        }
    }

    private List<String> legend() {
        return Frames.ask(() -> window.find("#centre").lookupAll(".legend-entry .label").stream().map(label -> ((Label) label).getText()).toList());
    }

    @Test
    void aFileThatIsNoModelGetsASentenceAndLeavesTheWindowAsItWas() throws Exception {
        Frames.run(() -> bench().console().run());
        window.write(4);
        Frames.run(() -> bench().view().take(List.of(new File("notes.txt"))));

        assertThat(find("#refusalText", Label.class).getText()).startsWith("notes.txt was not opened: notes.txt is not a GGUF file");
        assertThat(find("#refusal", Node.class).isVisible()).isTrue();
        assertThat(find("#modelMenu", javafx.scene.control.MenuButton.class).getText()).isEqualTo("SmolLM2-135M-Instruct · Q4_1");

        window.write(3);

        assertThat(find(".token-flow", TokenFlow.class).size()).isEqualTo(7);

        hands.click("#dismiss");

        assertThat(find("#refusal", Node.class).isVisible()).isFalse();
    }

    @Test
    void choosingAMethodDisablesWhatItDoesNotUse() {
        hands.click("#methodMenu");
        hands.click("Gate");

        assertThat(session.settings().masking().method().id()).isEqualTo("gate");
        assertThat(find("#gamma", Slider.class).isDisabled()).isTrue();
        assertThat(find("#prune", Slider.class).isDisabled()).isFalse();
    }
}
