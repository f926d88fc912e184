package org.dipscope.ui;

import javafx.application.Platform;
import javafx.stage.Stage;
import org.dipscope.export.PictureNote;
import org.dipscope.session.Phase;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.picture.PngPictures;
import org.dipscope.ui.picture.Standing;
import org.dipscope.ui.picture.Still;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Typefaces;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Says how long a picture of the window, all views full, keeps the JavaFX thread: {@code StandingLog [tokens] [strips|whole]}, in strips, which
 * is the default, or as one piece, so that the first of either is the first of its process.
 */
public final class StandingLog {
    private static final Path MODEL = Path.of("SmolLM2-135M-Instruct.Q4_1.gguf");
    private static final int TIMES = 6;
    private static final int SCALE = 2;

    private StandingLog() {
    }

    public static void main(String[] arguments) {
        int tokens = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2000;
        boolean whole = arguments.length > 1 && arguments[1].equals("whole");
        Runs runs = new Runs();
        Snapshot run = runs.snapshot(1, runs.tokens(tokens), Phase.FINISHED);
        CompletableFuture<Workbench> opened = new CompletableFuture<>();
        Platform.startup(() -> {
            Typefaces.load();
            Workbench bench = new DipscopeWindow((_, _) -> new EndedSession(run), MODEL, new PngPictures(), Words.english(), Optional.empty()).open(new Stage(), MODEL);
            bench.window().sessionProperty().addListener((_, _, _) -> {
                bench.window().resume(run);
                opened.complete(bench);
            });
        });
        Workbench bench = opened.join();
        for (int i = 0; i < TIMES; i++) {
            Frames.pass();
            List<Double> turns = new ArrayList<>();
            long start = System.nanoTime();
            if (whole) {
                Picture.inJavaFx(() -> turns.add(millis(() -> Still.of(bench.root(), SCALE))));
            } else {
                CompletableFuture<Void> taken = new CompletableFuture<>();
                Picture.inJavaFx(() -> new Standing(bench.root().getScene(), SCALE, turn -> Platform.runLater(() -> turns.add(millis(turn))), List.of(), () -> { })
                        .take(PictureNote.of(run, Optional.empty()), _ -> taken.complete(null)));
                taken.join();
                Frames.pass();
            }
            double all = (System.nanoTime() - start) / 1e6;
            List<Double> sorted = turns.stream().sorted().toList();
            System.out.printf("%d tokens, %.0f x %.0f at %dx: turns %d, median %.0f ms, longest %.0f ms; %.0f ms with the frames between them%n", tokens,
                    bench.root().getScene().getWidth(), bench.root().getScene().getHeight(), SCALE, sorted.size(), sorted.get(sorted.size() / 2), sorted.getLast(), all);
        }
        System.exit(0);
    }

    private static double millis(Runnable turn) {
        long start = System.nanoTime();
        turn.run();
        return (System.nanoTime() - start) / 1e6;
    }
}
