package org.dipscope.ui;

import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import org.testfx.util.WaitForAsyncUtils;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** The JavaFX thread as tests ask it: for answers, and for the frames that show what was done. */
public final class Frames {
    /** A guard against waiting for ever, which says nothing about speed. */
    private static final int PATIENCE_SECONDS = 60;

    private Frames() {
    }

    /** What the JavaFX thread answers; what it throws is thrown here. */
    public static <T> T ask(Callable<T> question) {
        return WaitForAsyncUtils.waitForAsyncFx(1000L * PATIENCE_SECONDS, question);
    }

    /** Does something on the JavaFX thread, and waits until what follows from it is laid out. */
    public static void run(Runnable action) {
        WaitForAsyncUtils.waitForAsyncFx(1000L * PATIENCE_SECONDS, action);
        pass();
    }

    /** Returns when the JavaFX thread has done all that it was asked to so far, and has laid out a whole frame after it. */
    public static void pass() {
        CountDownLatch over = new CountDownLatch(1);
        Platform.runLater(() -> new AnimationTimer() {
            private boolean whole;

            @Override
            public void handle(long now) {
                if (whole) {
                    stop();
                    over.countDown();
                }
                whole = true;
            }
        }.start());
        try {
            assertThat(over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("a frame comes").isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets frames pass until something holds that must come to hold; it is looked at on the JavaFX thread. */
    public static void until(Callable<Boolean> condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!ask(condition)) {
            assertThat(System.nanoTime()).as("what the test waits for did not come").isLessThan(end);
            pass();
        }
    }
}
