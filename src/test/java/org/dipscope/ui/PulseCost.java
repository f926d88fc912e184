package org.dipscope.ui;

import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.dipscope.session.Phase;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.cache.CacheView;
import org.dipscope.ui.masks.MasksView;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.scrubber.ScrubberView;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Theme;
import org.dipscope.ui.timeline.TimelineView;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;

/**
 * Times what a pulse costs on the JavaFX thread, five new tokens each: taking the snapshot, and laying out and drawing masks, cache,
 * timeline and scrubber; in processor time, so that a busy machine does not matter. Run by hand.
 */
public final class PulseCost {
    private static final int TOKENS_A_PULSE = 5;

    private PulseCost() {
    }

    public static void main(String[] arguments) {
        Runs runs = new Runs();
        List<TokenFrame> tokens = runs.tokens(2000);
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        Picture.inJavaFx(() -> {
            Moment moment = new Moment();
            VBox views = new VBox(8, Picture.load("MasksView.fxml", new MasksView(moment, Words.english())), Picture.load("CacheView.fxml", new CacheView(moment, Words.english())),
                    Picture.load("TimelineView.fxml", new TimelineView(moment, Words.english())), Picture.load("ScrubberView.fxml", new ScrubberView(moment, Words.english())));
            views.getChildren().subList(0, 3).forEach(view -> VBox.setVgrow(view, Priority.ALWAYS));
            Scene scene = Picture.scene((Parent) views, Theme.DARK, 776, 760);
            for (int run = 1; run <= 4; run++) {
                double[] millis = new double[tokens.size() / TOKENS_A_PULSE];
                double[] taking = new double[millis.length];
                for (int pulse = 0; pulse < millis.length; pulse++) {
                    long start = clock.getCurrentThreadCpuTime();
                    moment.show(runs.snapshot(run, tokens.subList(0, (pulse + 1) * TOKENS_A_PULSE), Phase.DECODE));
                    taking[pulse] = (clock.getCurrentThreadCpuTime() - start) / 1e6;
                    scene.getRoot().layout();
                    millis[pulse] = (clock.getCurrentThreadCpuTime() - start) / 1e6;
                }
                System.out.printf("run %d: first half %s, second half %s; of it taking the snapshot %s%n", run,
                        summary(Arrays.copyOfRange(millis, 0, millis.length / 2)), summary(Arrays.copyOfRange(millis, millis.length / 2, millis.length)),
                        summary(taking));
            }
        });
        Platform.exit();
    }

    private static String summary(double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        return "median %.2f ms, 99 %% %.2f ms".formatted(sorted[sorted.length / 2], sorted[sorted.length * 99 / 100]);
    }
}
