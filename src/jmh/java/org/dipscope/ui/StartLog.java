package org.dipscope.ui;

import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.stage.Window;
import org.dipscope.Dipscope;

import java.time.Duration;
import java.time.Instant;

/**
 * How long it takes from the start of the process to a window that can be used, and to a model that is loaded. It starts the program as a
 * person does, reads the options of the command line on the way, and looks at it from outside.
 */
public final class StartLog {
    private static final Instant START = ProcessHandle.current().info().startInstant().orElseThrow();

    private StartLog() {
    }

    public static void main(String[] arguments) throws Exception {
        Thread.ofPlatform().daemon().start(() -> Dipscope.main(arguments));
        while (Window.getWindows().isEmpty()) {
            Thread.sleep(1);
        }
        Platform.runLater(StartLog::follow);
        Thread.sleep(60_000);
    }

    private static void follow() {
        Scene scene = Window.getWindows().getFirst().getScene();
        new AnimationTimer() {
            private int frames;
            private boolean loading;

            @Override
            public void handle(long now) {
                // A frame waits for the drawing of the one before it: at the third the first one is on the screen.
                if (++frames == 3) {
                    tell("window");
                }
                Node strip = scene.lookup(".loading");
                loading |= strip.isVisible();
                if (frames > 3 && loading && !strip.isVisible()) {
                    tell("model");
                    System.exit(0);
                }
            }
        }.start();
    }

    private static void tell(String what) {
        System.out.println(what + " after " + Duration.between(START, Instant.now()).toMillis() + " ms");
    }
}
