package org.dipscope.ui.picture;

import javafx.application.Application;
import javafx.application.Platform;
import org.dipscope.session.HeardProgress;
import org.dipscope.session.Phase;
import org.dipscope.session.ProgramVersion;
import org.dipscope.session.Progress;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.Runs;
import org.dipscope.ui.Screenshots;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Theme;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The comparison is drawn behind the window, and is what the JavaFX thread would have drawn as one piece. */
class StripsTest {
    private static final int TIMES = 6;
    private final Runs runs = new Runs();
    private final Snapshot a = runs.snapshot(1, runs.tokens(300), Phase.FINISHED);
    private final Snapshot b = runs.snapshot(2, runs.tokens(300, 7), Phase.FINISHED);
    private final ScreenshotRequest request = new ScreenshotRequest(PictureView.COMPARE, Theme.DARK, 1360, 900, 1);
    private final Screenshots screenshots = new Screenshots(new ProgramVersion("9.9"), Words.english());

    @BeforeEach
    void dress() {
        org.dipscope.ui.Picture.inJavaFx(() -> Application.setUserAgentStylesheet(Theme.DARK.userAgentStylesheet()));
    }

    private Picture onePiece() {
        List<Picture> drawn = new ArrayList<>();
        org.dipscope.ui.Picture.inJavaFx(() -> drawn.add(screenshots.compose(request, a, Optional.of(b))));
        return drawn.getFirst();
    }

    @Test
    void aPictureDrawnBehindTheWindowIsTheOneOfTheJavaFxThreadWhichDrawsMeanwhile() {
        Picture expected = onePiece();
        AtomicInteger turns = new AtomicInteger();
        for (int i = 0; i < TIMES; i++) {
            // The JavaFX thread builds, styles and lays out the same nodes at the same time.
            Thread window = Thread.ofPlatform().start(this::onePiece);
            Picture strips = screenshots.compare(request, a, b, new JavaFxTurns(turn -> {
                turns.incrementAndGet();
                Platform.runLater(turn);
            }), Progress.SILENT);
            join(window);

            assertThat(strips.width()).isEqualTo(1360);
            assertThat(strips.height()).isEqualTo(900);
            assertThat(strips.argb()).isEqualTo(expected.argb());
        }
        assertThat(turns.get()).isEqualTo(TIMES * 900 / 30);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void itSaysHowFarItIsAndEndsBetweenTwoStrips() {
        AtomicInteger turns = new AtomicInteger();
        HeardProgress impatient = new HeardProgress(_ -> turns.get() == 3);

        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> screenshots.compare(request, a, b, new JavaFxTurns(turn -> {
            turns.incrementAndGet();
            Platform.runLater(turn);
        }), impatient));

        assertThat(turns.get()).isEqualTo(3);
        assertThat(impatient.shares()).isSorted().hasSize(5).allMatch(share -> share > 0 && share < 1);
    }
}
