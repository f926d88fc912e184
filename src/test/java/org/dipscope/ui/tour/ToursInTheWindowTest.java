package org.dipscope.ui.tour;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.Frames;
import org.dipscope.ui.RealWindow;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeoutException;

import static org.assertj.core.api.Assertions.assertThat;

/** Tours as somebody takes them: on the real model in the real window, by clicks and keys alone, with what is seen on the way. */
class ToursInTheWindowTest {
    private static final Words WORDS = Words.english();

    private RealWindow window;
    private Settings mine;

    @BeforeEach
    void openTheWindow() throws TimeoutException {
        window = RealWindow.open();
        Frames.run(() -> window.bench().controls().masking().gammaProperty().set(0.37));
        mine = settings();
    }

    @AfterEach
    void closeIt() {
        window.close();
    }

    private Settings settings() {
        return Frames.ask(() -> window.bench().window().settingsProperty().get());
    }

    private boolean shown(String query) {
        return Frames.ask(() -> {
            Node node = window.find(query);
            return node != null && node.isVisible();
        });
    }

    private String owner() {
        return Frames.ask(() -> window.stage().getScene().getFocusOwner().getId());
    }

    private String button() {
        return Frames.ask(() -> ((Button) window.find("#tour-next")).getText());
    }

    /** Presses the card's button, waits for the run that it begins, and returns that. */
    private Snapshot runStep() {
        int before = window.run();
        assertThat(button()).isEqualTo(WORDS.text("tours.run"));
        window.hands().click("#tour-next");
        Snapshot run = window.ended(before);
        Frames.until(() -> !((Button) window.find("#tour-next")).getText().equals(WORDS.text("tours.running")));
        return run;
    }

    @Test
    void aTourIsTakenToItsEndByTheMouseAndSaysTheFiguresOfItsOwnRuns() {
        window.hands().click("#tours");
        assertThat(shown("#tour-parting")).as("the list of tours").isTrue();
        window.hands().click("#tour-parting");
        assertThat(shown("#tour")).isTrue();
        assertThat(window.says("#tour .heading")).isEqualTo(WORDS.text("tours.parting"));
        assertThat(window.says("#tour .note")).isEqualTo("1 of 2");
        assertThat(window.newest()).as("nothing runs by itself").isNull();

        Snapshot dense = runStep();
        assertThat(dense.settings().masking().method().id()).isEqualTo("dense");
        assertThat(window.says("#tour .note")).isEqualTo("1 of 2");
        assertThat(button()).isEqualTo(WORDS.text("tours.next"));
        window.hands().click("#tour-next");
        assertThat(window.says("#tour .note")).isEqualTo("2 of 2");
        Snapshot pruned = runStep();
        assertThat(pruned.settings().masking().method().id()).isEqualTo("dip");

        assertThat(Frames.ask(() -> window.bench().window().comparingProperty().get())).as("both stand side by side").isTrue();
        int parted = Answers.common(dense, pruned);
        assertThat(window.says("#compare .parting")).contains("at token " + parted + ":").contains("“" + pruned.tokens().get(parted).text().strip() + "”");
        assertThat(window.says("#tour .tour-found")).contains(String.valueOf(parted)).contains(pruned.tokens().get(parted).text().strip());
        assertThat(button()).isEqualTo(WORDS.text("tours.done"));
        window.hands().click("#tour-next");
        assertThat(shown("#tour")).isFalse();
        assertThat(settings()).isEqualTo(mine);
    }

    @Test
    void aTourThatIsBegunByKeysIsLeftInTheMiddleOfARunAndTheSettingsComeBack() {
        Snapshot before = window.answer("Why is the sky blue?", 12);
        Settings asked = settings();
        window.hands().push(KeyCode.CONTROL, KeyCode.D);
        window.hands().push(KeyCode.CONTROL, KeyCode.T);
        window.hands().push(KeyCode.TAB);
        window.hands().push(KeyCode.ENTER);
        assertThat(window.says("#tour .heading")).isEqualTo(WORDS.text("tours." + Tours.ALL.get(1).id()));
        assertThat(owner()).as("the card has the keyboard").isEqualTo("tour-next");
        int first = window.run();
        window.hands().push(KeyCode.SPACE);
        assertThat(owner()).as("and keeps it while it waits").isEqualTo("tour-next");
        window.ended(first);
        Frames.until(() -> button().equals(WORDS.text("tours.next")));
        window.hands().push(KeyCode.SPACE);
        assertThat(window.says("#tour .note")).isEqualTo("2 of 3");
        int last = window.run();
        window.hands().click("#tour-next");
        Frames.until(() -> {
            Snapshot newest = window.bench().window().newestProperty().get();
            return newest != null && newest.run().number() > last && newest.tokens().size() > 2;
        });
        assertThat(settings().masking().gamma()).isEqualTo(0.2);
        assertThat(button()).isEqualTo(WORDS.text("tours.running"));

        window.hands().click("#tour-leave");

        Snapshot stopped = window.ended(last);
        assertThat(stopped.tokens().size()).isLessThan(stopped.run().started().sampling().maxTokens());
        assertThat(shown("#tour")).isFalse();
        assertThat(owner()).as("who has left begins where people begin").isEqualTo("input");
        assertThat(settings()).isEqualTo(asked);
        assertThat(Frames.ask(() -> window.bench().window().pinned())).as("what was pinned is kept").containsExactly(before);
        assertThat(window.answer("Why is the sky blue?", 12).settings()).as("the next question is asked as before").isEqualTo(before.settings());
    }
}
