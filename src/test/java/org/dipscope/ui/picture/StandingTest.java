package org.dipscope.ui.picture;

import javafx.beans.property.SimpleIntegerProperty;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.VBox;
import org.dipscope.session.Phase;
import org.dipscope.session.Snapshot;
import org.dipscope.export.PictureNote;
import org.dipscope.ui.Runs;
import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** A window is drawn in turns, and its picture is of one moment. */
class StandingTest {
    private static final int LINES = 40;

    private final SimpleIntegerProperty revision = new SimpleIntegerProperty();
    private final Deque<Runnable> turns = new ArrayDeque<>();
    private final List<Picture> taken = new ArrayList<>();
    private final List<Boolean> ended = new ArrayList<>();
    private final Snapshot run = run();
    private VBox root;
    private Scene scene;

    private static Snapshot run() {
        Runs runs = new Runs();
        return runs.snapshot(1, runs.tokens(3), Phase.FINISHED);
    }

    private void begin() {
        root = new VBox();
        scene = new Scene(root, 320, 640);
        write("before");
        root.applyCss();
        root.layout();
        new Standing(scene, 2, turns::add, List.of(revision), () -> ended.add(true)).take(PictureNote.of(run, Optional.empty()), taken::add);
    }

    private void write(String words) {
        root.getChildren().clear();
        for (int line = 0; line < LINES; line++) {
            root.getChildren().add(new Label(words + " " + line));
        }
    }

    private int turns() {
        int count = 0;
        while (!turns.isEmpty()) {
            turns.poll().run();
            count++;
        }
        return count;
    }

    private void turns(int count) {
        for (int i = 0; i < count; i++) {
            turns.poll().run();
        }
    }

    private void takenIsWhatTheWindowShows() {
        WritableImage whole = Still.of(root, 2);
        assertThat(taken).singleElement().satisfies(picture -> {
            assertThat(picture.width()).isEqualTo(640);
            assertThat(picture.height()).isEqualTo(1280);
            assertThat(picture.argb()).isEqualTo(Picture.of(whole, picture.note()).argb());
        });
        assertThat(ended).containsExactly(true);
    }

    @Test
    void stripByStripItIsTheWholeWindow() {
        org.dipscope.ui.Picture.inJavaFx(() -> {
            begin();
            assertThat(taken).as("nothing is drawn in the turn that asks").isEmpty();
            assertThat(turns()).as("layout, and strips of 75 units").isEqualTo(1 + 9);
            takenIsWhatTheWindowShows();
        });
    }

    @Test
    void whatChangesBetweenTwoStripsIsWholeInThePicture() {
        org.dipscope.ui.Picture.inJavaFx(() -> {
            begin();
            turns(4);
            write("after");
            revision.set(1);
            assertThat(turns()).as("all strips once more").isEqualTo(9);
            takenIsWhatTheWindowShows();
        });
    }

    @Test
    void aKeyBeginsAnewAndAMouseThatMovesOrKeysThatAreLetGoDoNot() {
        org.dipscope.ui.Picture.inJavaFx(() -> {
            begin();
            turns(4);
            Event.fireEvent(root, new MouseEvent(MouseEvent.MOUSE_MOVED, 1, 1, 1, 1, MouseButton.NONE, 0, false, false, false, false, false, false, false, false, false, true, null));
            turns(1);
            Event.fireEvent(root, new KeyEvent(KeyEvent.KEY_RELEASED, "", "", KeyCode.S, false, true, false, false));
            Event.fireEvent(root, new KeyEvent(KeyEvent.KEY_RELEASED, "", "", KeyCode.CONTROL, false, false, false, false));
            turns(1);
            Event.fireEvent(root, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.A, false, false, false, false));
            assertThat(turns()).isEqualTo(9);
            takenIsWhatTheWindowShows();
        });
    }

    @Test
    void aWindowThatNeverKeepsStillIsDrawnInOnePiece() {
        org.dipscope.ui.Picture.inJavaFx(() -> {
            begin();
            turns(1);
            int count = 0;
            while (!turns.isEmpty()) {
                revision.set(revision.get() + 1);
                turns.poll().run();
                count++;
            }
            assertThat(count).as("two strips that were for nothing, and the whole").isEqualTo(3);
            takenIsWhatTheWindowShows();
        });
    }
}
