package org.dipscope.ui;

import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.dipscope.session.Conversation;
import org.dipscope.session.DefaultSettings;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.dipscope.session.SampleModel;
import org.dipscope.session.SessionOpener;
import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;
import org.dipscope.session.ModelOpener;
import org.dipscope.tokenizer.Message;
import org.dipscope.tokenizer.Role;
import org.dipscope.ui.picture.PngPictures;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Typefaces;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * How far the views slow decode down, and how evenly the frames come: the same answer in turn without and with the window, in one
 * process. Arguments: rounds, tokens.
 */
public final class FrameLog {
    private static final String PROMPT = "Write a long story about a lighthouse keeper who collects old maps.";

    private FrameLog() {
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        int tokens = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 256;
        int threads = Runtime.getRuntime().availableProcessors();
        Path file = SampleModel.ofThisProgram().orRefuse().file();
        SessionOpener opener = new ModelOpener(threads);
        CountDownLatch ready = new CountDownLatch(1);
        CompletableFuture<Workbench> opened = new CompletableFuture<>();
        Platform.startup(() -> {
            Typefaces.load();
            Workbench bench = new DipscopeWindow(opener, file, new PngPictures(), Words.english(), Optional.empty()).open(new Stage(), file);
            bench.window().sessionProperty().addListener((_, _, _) -> ready.countDown());
            opened.complete(bench);
        });
        Workbench bench = opened.join();
        ready.await();
        try (LoadedModel bare = LoadedModel.open(file, threads, Progress.SILENT)) {
            for (int round = 0; round <= rounds; round++) {
                double alone = alone(bare, tokens);
                List<Double> frames = new ArrayList<>();
                long start = System.nanoTime();
                long before = processorTime();
                double live = live(bench, tokens, frames);
                double busy = (double) (processorTime() - before) / (System.nanoTime() - start);
                if (round > 0) {
                    Collections.sort(frames);
                    System.out.printf(Locale.ROOT, "without window %.1f tok/s, with window %.1f tok/s, ratio %.2f; %d frames, median %.1f ms, 99 %% within %.1f ms, longest %.1f ms; window's threads busy %.0f %%%n",
                            alone, live, live / alone, frames.size(), frames.get(frames.size() / 2), frames.get((int) (frames.size() * 0.99)), frames.getLast(), 100 * busy);
                }
            }
        }
        System.exit(0);
    }

    /** Processor time of the threads that draw, in nanoseconds. */
    private static long processorTime() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && (thread.getThreadName().startsWith("JavaFX") || thread.getThreadName().contains("Quantum") || thread.getThreadName().startsWith("Headless"))) {
                sum += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return sum;
    }

    private static double alone(LoadedModel model, int tokens) throws Exception {
        Settings settings = DefaultSettings.embedded().with(DefaultSettings.embedded().sampling().withMaxTokens(tokens));
        Conversation conversation = new Conversation(model, true);
        conversation.begin(model.template().encode(model.tokenizer(), List.of(new Message(Role.USER, PROMPT)), true), settings, () -> false);
        while (!conversation.ended()) {
            conversation.next(settings);
        }
        return conversation.figures().measuredDecode();
    }

    private static double live(Workbench bench, int tokens, List<Double> frames) throws Exception {
        AnimationTimer timer = new AnimationTimer() {
            private long last;

            @Override
            public void handle(long now) {
                long real = System.nanoTime();
                if (last != 0) {
                    frames.add((real - last) / 1e6);
                }
                last = real;
            }
        };
        CompletableFuture<Integer> before = new CompletableFuture<>();
        Platform.runLater(() -> {
            Snapshot newest = bench.window().newestProperty().get();
            before.complete(newest == null ? 0 : newest.run().number());
            bench.window().restart();
            bench.window().sample(bench.window().settingsProperty().get().sampling().withMaxTokens(tokens));
            bench.window().run(PROMPT);
            timer.start();
        });
        int number = before.join();
        while (true) {
            Thread.sleep(20);
            CompletableFuture<Snapshot> seen = new CompletableFuture<>();
            Platform.runLater(() -> seen.complete(bench.window().newestProperty().get()));
            Snapshot newest = seen.join();
            if (newest != null && newest.run().number() > number && newest.phase().ended()) {
                Platform.runLater(timer::stop);
                return newest.figures().measuredDecode();
            }
        }
    }
}
