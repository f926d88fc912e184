package org.dipscope.ui;

import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import org.dipscope.session.Snapshot;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** One answer with the window: its frames, and what it took. */
final class LiveAnswer extends AnimationTimer {
    private final Workbench bench;
    private final String prompt;
    /** A timer that was stopped may be called once more while somebody already reads. */
    private final List<Double> frames = new CopyOnWriteArrayList<>();
    private double seconds;
    private double wallSeconds;
    private double busySeconds;
    private int updates;
    private long last;

    LiveAnswer(Workbench bench, String prompt) {
        this.bench = bench;
        this.prompt = prompt;
    }

    @Override
    public void handle(long now) {
        long real = System.nanoTime();
        if (last != 0) {
            frames.add((real - last) / 1e6);
        }
        last = real;
    }

    /** Has the window ask, in a new conversation, and returns when the answer of that many tokens is complete. */
    void run(int tokens) {
        CompletableFuture<Snapshot> done = new CompletableFuture<>();
        long start = System.nanoTime();
        long before = processorTime();
        Platform.runLater(() -> {
            Snapshot newest = bench.window().newestProperty().get();
            int number = newest == null ? 0 : newest.run().number();
            ChangeListener<Snapshot> follow = (_, _, seen) -> {
                updates++;
                if (seen != null && seen.run().number() > number && seen.phase().ended()) {
                    stop();
                    done.complete(seen);
                }
            };
            done.thenRun(() -> bench.window().newestProperty().removeListener(follow));
            bench.window().restart();
            bench.window().sample(bench.window().settingsProperty().get().sampling().withMaxTokens(tokens));
            bench.window().newestProperty().addListener(follow);
            bench.window().run(prompt, Optional.empty());
            start();
        });
        Snapshot ended = done.join();
        seconds = tokens / ended.figures().measuredDecode();
        wallSeconds = (System.nanoTime() - start) / 1e9;
        busySeconds = (processorTime() - before) / 1e9;
    }

    /** Milliseconds from each frame to the next. */
    List<Double> frames() {
        return frames;
    }

    /** Of decode. */
    double seconds() {
        return seconds;
    }

    /** From the question to the end of the answer. */
    double wallSeconds() {
        return wallSeconds;
    }

    /** Processor time of the threads that draw. */
    double busySeconds() {
        return busySeconds;
    }

    /** How often the views took a snapshot. */
    int updates() {
        return updates;
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
}
