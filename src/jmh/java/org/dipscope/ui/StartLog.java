package org.dipscope.ui;

import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.dipscope.session.ModelOpener;
import org.dipscope.session.SampleModel;
import org.dipscope.ui.picture.PngPictures;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Typefaces;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long it takes from the start of the process to a window that can be used, and to a model that is loaded. */
public final class StartLog {

    private StartLog() {
    }

    public static void main(String[] arguments) throws Exception {
        Instant start = ProcessHandle.current().info().startInstant().orElseThrow();
        Path file = SampleModel.ofThisProgram().orRefuse().file();
        Platform.startup(() -> {
            Typefaces.load();
            Workbench bench = new DipscopeWindow(new ModelOpener(Runtime.getRuntime().availableProcessors()), file, new PngPictures(), Words.english(), Optional.empty()).open(new Stage(), file);
            long[] frames = new long[1];
            new AnimationTimer() {
                @Override
                public void handle(long now) {
                    // The second frame comes when the first one has been drawn.
                    if (++frames[0] == 2) {
                        System.out.println("window after " + Duration.between(start, Instant.now()).toMillis() + " ms");
                        stop();
                    }
                }
            }.start();
            bench.window().sessionProperty().addListener((_, _, _) -> {
                System.out.println("model after " + Duration.between(start, Instant.now()).toMillis() + " ms");
                System.exit(0);
            });
        });
        Thread.sleep(60_000);
    }
}
