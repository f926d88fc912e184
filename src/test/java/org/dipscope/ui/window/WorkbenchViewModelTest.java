package org.dipscope.ui.window;

import org.dipscope.export.PictureNote;
import org.dipscope.session.Figures;
import org.dipscope.session.Phase;
import org.dipscope.session.Session;
import org.dipscope.session.SessionOpener;
import org.dipscope.session.Settings;
import org.dipscope.ui.FakeSession;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.picture.Picture;
import org.dipscope.ui.picture.PngPictures;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class WorkbenchViewModelTest {
    private static final Path FILE = Path.of("model.gguf");

    private final Deque<Runnable> behind = new ArrayDeque<>();
    private final Moment moment = new Moment();
    private final FakeSession session = new FakeSession();

    private WorkbenchViewModel window(SessionOpener opener) {
        return new WorkbenchViewModel(moment, opener, Words.english(), behind::add, Runnable::run);
    }

    private WorkbenchViewModel opened() {
        WorkbenchViewModel window = window((_, _) -> session);
        window.open(FILE);
        behind.remove().run();
        return window;
    }

    @Test
    void aModelLoadsBehindTheWindowAndTellsHowFarItIs() {
        WorkbenchViewModel[] window = new WorkbenchViewModel[1];
        window[0] = window((_, progress) -> {
            progress.report(0.5, "repacking weights");
            assertThat(window[0].loadingProperty().get()).isEqualTo(new Loading(FILE, 0.5, "50 % · 1 s left"));
            return session;
        });
        window[0].open(FILE);

        assertThat(window[0].sessionProperty().get()).isNull();
        assertThat(window[0].loadingProperty().get().share()).isZero();

        behind.remove().run();

        assertThat(window[0].sessionProperty().get()).isSameAs(session);
        assertThat(window[0].loadingProperty().get()).isNull();
    }

    @Test
    void aPictureBringsBackWhatEachRunWasAsked(@TempDir Path folder) throws IOException {
        WorkbenchViewModel window = opened();
        Settings settings = session.settings();
        PictureNote note = new PictureNote(session.model().name(), "9.9", "Why?", Optional.of("Be brief."), settings, Map.of(),
                Optional.of(new PictureNote.Compared(session.model().name(), "And how?", Optional.empty(), settings, Map.of())));
        Path file = folder.resolve("comparison.png");
        new PngPictures().save(new Picture(1, 1, new int[1], note), file);

        window.intake().take(file);
        behind.remove().run();

        assertThat(window.intake().askedProperty().get()).isEqualTo(new Question("Why?", Optional.of("Be brief.")));
        assertThat(window.intake().restoredProperty().get().sentence(Words.english())).doesNotContain("It was made with");

        window.intake().useCompared();

        assertThat(window.intake().askedProperty().get()).isEqualTo(new Question("And how?", Optional.empty()));
    }

    @Test
    void aPictureOfTwoRunsGivesBackTheFirstOnesSettingsAndSaysWhatBothDid(@TempDir Path folder) throws IOException {
        WorkbenchViewModel window = opened();
        Settings a = session.settings().with(session.settings().masking().withGamma(0.25));
        Settings b = session.settings().with(session.settings().masking().withGamma(0.75));
        Figures fast = new Figures(900, 120, 111.2, 49.1, 0.4, 0.74, 0.6, 7.8e6, 2e7);
        Figures slow = new Figures(900, 120, 86.4, 49.1, 0.4, 0.65, 0.6, 10.45e6, 2e7);
        PictureNote note = PictureNote.of("SmolLM2", "Why?", a, fast).comparedWith(b, slow);
        Path file = folder.resolve("comparison.png");
        new PngPictures().save(new Picture(1, 1, new int[1], note), file);

        window.intake().take(file);
        behind.remove().run();

        assertThat(window.settingsProperty().get().masking().gamma()).isEqualTo(0.25);
        assertThat(window.intake().askedProperty().get()).isEqualTo(new Question("Why?", Optional.empty()));
        assertThat(window.intake().restoredProperty().get().sentence(Words.english()))
                .endsWith(" a token. It was made with SmolLM2, and SmolLM2-135M-Instruct is open: open that model to have the same answer.")
                .contains("A was DIP-CA 0.6 γ 0.25", "111 tok/s simulated, 74 % hits, 7.8 MB").contains("B was DIP-CA 0.6 γ 0.75", "86.4 tok/s simulated, 65 % hits");

        window.intake().useCompared();

        assertThat(window.settingsProperty().get().masking().gamma()).isEqualTo(0.75);

        window.intake().dismissRestored();

        assertThat(window.intake().restoredProperty().get()).isNull();

        List<String> asked = new ArrayList<>();
        window.intake().askedProperty().subscribe(question -> Optional.ofNullable(question).map(Question::prompt).ifPresent(asked::add));
        asked.clear();
        window.intake().take(file);
        behind.remove().run();

        assertThat(asked).as("the same picture, dropped again").containsExactly("Why?");
        assertThat(window.settingsProperty().get().masking().gamma()).isEqualTo(0.25);

        window.intake().dismissRestored();

        assertThat(window.intake().restoredProperty().get()).isNull();
    }

    @Test
    void aRefusedFileLeavesEverythingAsItWas() {
        WorkbenchViewModel window = window((file, _) -> {
            if (file.equals(FILE)) {
                return session;
            }
            throw new IOException("notes.txt is not a GGUF file.");
        });
        window.open(FILE);
        behind.remove().run();
        window.open(Path.of("notes.txt"));
        behind.remove().run();

        assertThat(window.refusalProperty().get()).isEqualTo("notes.txt was not opened: notes.txt is not a GGUF file.");
        assertThat(window.sessionProperty().get()).isSameAs(session);
        assertThat(window.loadingProperty().get()).isNull();
        assertThat(session.closed).isFalse();
    }

    @Test
    void aCancelledModelIsGivenBackEvenWhereItArrivesAllTheSame() {
        WorkbenchViewModel window = window((_, _) -> session);
        window.open(FILE);
        window.cancelOpening();
        behind.remove().run();
        behind.remove().run();

        assertThat(window.sessionProperty().get()).isNull();
        assertThat(window.loadingProperty().get()).isNull();
        assertThat(session.closed).isTrue();
    }

    @Test
    void aLoaderThatHeedsTheCancelIsNoRefusal() {
        WorkbenchViewModel window = window((_, progress) -> {
            assertThat(progress.cancelled()).isTrue();
            throw new CancellationException();
        });
        window.open(FILE);
        window.cancelOpening();
        behind.remove().run();

        assertThat(window.refusalProperty().get()).isNull();
    }

    @Test
    void anotherModelTakesOverMaskingAndSamplingAndTheOldOneIsClosed() {
        FakeSession second = new FakeSession();
        Deque<Session> sessions = new ArrayDeque<>(java.util.List.of(session, second));
        WorkbenchViewModel window = window((_, _) -> sessions.remove());
        window.open(FILE);
        behind.remove().run();
        Settings changed = session.settings().with(session.settings().masking().withGamma(0.1));
        window.change(changed);
        window.open(Path.of("other.gguf"));

        assertThat(session.closed).isFalse();

        behind.remove().run();
        behind.remove().run();

        assertThat(session.closed).isTrue();
        assertThat(window.settingsProperty().get().masking().gamma()).isEqualTo(0.1);
        assertThat(second.settings()).isEqualTo(window.settingsProperty().get());
    }

    @Test
    void aRunIsFollowedUntilItEnds() {
        WorkbenchViewModel window = opened();
        window.run("  Why is the sky blue?\n", Optional.empty());

        assertThat(session.submitted).containsExactly("Why is the sky blue?");
        assertThat(window.runningProperty().get()).isTrue();

        session.advance(3);
        window.pull();

        assertThat(moment.tokenProperty().get()).isEqualTo(2);

        session.advance(1000);
        window.pull();

        assertThat(window.newestProperty().get().phase()).isEqualTo(Phase.FINISHED);
        assertThat(window.runningProperty().get()).isFalse();
    }

    @Test
    void nobodyFollowsARunOnceTheWindowIsClosed() {
        WorkbenchViewModel window = opened();
        window.run("one", Optional.empty());

        window.close();

        assertThat(window.runningProperty().get()).isFalse();
    }

    @Test
    void theEndOfTheRunBeforeIsNotTakenForTheEndOfTheNext() {
        WorkbenchViewModel window = opened();
        window.run("one", Optional.empty());
        session.advance(1000);
        window.pull();
        Session ended = new LateSession(session, session.newest().orElseThrow());
        WorkbenchViewModel late = window((_, _) -> ended);
        late.open(FILE);
        behind.remove().run();
        late.run("two", Optional.empty());
        late.pull();

        assertThat(late.runningProperty().get()).isTrue();
    }

    @Test
    void pinningTheSameRunTwiceKeepsItsNewestOnce() {
        WorkbenchViewModel window = opened();
        window.run("one", Optional.empty());
        session.advance(3);
        window.pull();
        window.pin();
        session.advance(3);
        window.pull();
        window.pin();

        assertThat(window.pinned()).hasSize(1);
        assertThat(window.pinned().getFirst().tokens()).hasSize(6);
    }

    @Test
    void runningAgainStartsColdWithTheSamePrompt() {
        WorkbenchViewModel window = opened();
        window.run("one", Optional.empty());
        session.advance(1000);
        window.pull();
        window.runAgain();
        session.advance(1);
        window.pull();

        assertThat(session.submitted).containsExactly("one", "one");
        assertThat(window.newestProperty().get().run().turns()).isEmpty();
    }

    @Test
    void stopReachesTheSession() {
        WorkbenchViewModel window = opened();
        window.run("one", Optional.empty());
        session.advance(2);
        window.stop();
        window.pull();

        assertThat(window.newestProperty().get().phase()).isEqualTo(Phase.STOPPED);
        assertThat(window.runningProperty().get()).isFalse();
    }

    @Test
    void aNewConversationEndsTheRunUnderWayAndItsLastTokenIsNotTakenUp() {
        WorkbenchViewModel window = opened();
        window.run("one", Optional.empty());
        session.advance(2);
        Session late = new LateSession(session, session.newest().orElseThrow());
        WorkbenchViewModel same = window((_, _) -> late);
        same.open(FILE);
        behind.remove().run();
        same.restart();
        same.pull();

        assertThat(same.runningProperty().get()).isFalse();
        assertThat(same.newestProperty().get()).isNull();
    }

    @Test
    void thePromptThatAnotherOneOvertookIsNotTakenForTheLast() {
        WorkbenchViewModel window = opened();
        window.run("one", Optional.empty());
        session.stop();
        Session late = new LateSession(session, session.newest().orElseThrow());
        WorkbenchViewModel quick = window((_, _) -> late);
        quick.open(FILE);
        behind.remove().run();
        quick.run("two", Optional.empty());
        quick.run("three", Optional.empty());
        quick.pull();

        assertThat(quick.runningProperty().get()).isTrue();
        assertThat(quick.newestProperty().get()).isNull();
    }
}
