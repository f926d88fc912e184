package org.dipscope.ui;

import javafx.application.Application;
import org.dipscope.session.Phase;
import org.dipscope.session.Progress;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.picture.PictureView;
import org.dipscope.ui.picture.ScreenshotRequest;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Theme;
import org.junit.jupiter.api.Test;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.assertThat;

class BusyWindowTest {
    private final AtomicBoolean learning = new AtomicBoolean();

    @Test
    void workThatCannotGoOnIsToldInPlaceOfWaitingForIt() {
        Picture.inJavaFx(() -> Application.setUserAgentStylesheet(Theme.DARK.userAgentStylesheet()));
        Runs runs = new Runs();
        Snapshot run = runs.snapshot(1, runs.tokens(4), Phase.FINISHED);

        assertThat(run.run().model().file()).doesNotExist();
        assertThatThrownBy(() -> new BusyWindow(Words.english(), (_, _, _, _, progress) -> learn(progress)).take(new ScreenshotRequest(PictureView.LONG_WORK, Theme.DARK, 1100, 700, 1), run))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(run.run().model().file().getFileName().toString());
        assertThat(learning).as("nothing goes on behind it").isFalse();
    }

    private byte[] learn(Progress progress) {
        learning.set(true);
        while (!progress.cancelled()) {
            Thread.onSpinWait();
        }
        learning.set(false);
        throw new CancellationException();
    }
}
