package org.dipscope.ui;

import javafx.application.Application;
import javafx.application.Platform;
import org.dipscope.session.Phase;
import org.dipscope.session.ProgramVersion;
import org.dipscope.session.Progress;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.picture.JavaFxTurns;
import org.dipscope.ui.picture.PictureView;
import org.dipscope.ui.picture.ScreenshotRequest;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Theme;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Says how long the comparison of two runs keeps the JavaFX thread, as one piece and drawn behind the window: {@code PictureLog [tokens]}. */
public final class PictureLog {
    private static final int TIMES = 5;

    private PictureLog() {
    }

    public static void main(String[] arguments) {
        int tokens = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2000;
        Runs runs = new Runs();
        Snapshot a = runs.snapshot(1, runs.tokens(tokens), Phase.FINISHED);
        Snapshot b = runs.snapshot(2, runs.tokens(tokens, 3), Phase.FINISHED);
        Screenshots screenshots = new Screenshots(ProgramVersion.current(), Words.english());
        Picture.inJavaFx(() -> Application.setUserAgentStylesheet(Theme.DARK.userAgentStylesheet()));
        for (int scale = 1; scale <= 2; scale++) {
            ScreenshotRequest request = new ScreenshotRequest(PictureView.COMPARE, Theme.DARK, 1360, 900, scale);
            for (int i = 0; i < TIMES; i++) {
                List<Double> turns = Collections.synchronizedList(new ArrayList<>());
                long start = System.nanoTime();
                screenshots.compare(request, a, b, new JavaFxTurns(turn -> Platform.runLater(() -> turns.add(millis(turn)))), Progress.SILENT);
                double behind = (System.nanoTime() - start) / 1e6;
                long begin = System.nanoTime();
                screenshots.figure(request, a, b, new JavaFxTurns(turn -> Platform.runLater(() -> turns.add(millis(turn)))), Progress.SILENT);
                double figure = (System.nanoTime() - begin) / 1e6;
                double[] onePiece = new double[1];
                Picture.inJavaFx(() -> onePiece[0] = millis(() -> screenshots.compose(request, a, Optional.of(b))));
                List<Double> sorted = turns.stream().sorted().toList();
                System.out.printf("%d tokens each at %dx: as one piece %.0f ms on the JavaFX thread; behind the window %.0f ms, SVG %.0f ms, in %d turns of %.1f ms in the median, %.1f and %.1f ms the longest%n",
                        tokens, scale, onePiece[0], behind, figure, turns.size(), sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 2), sorted.getLast());
            }
        }
        Platform.exit();
    }

    private static double millis(Runnable turn) {
        long start = System.nanoTime();
        turn.run();
        return (System.nanoTime() - start) / 1e6;
    }
}
