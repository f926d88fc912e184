package org.dipscope.ui.window;

import org.dipscope.session.Progress;
import org.dipscope.ui.text.TimeLeft;

import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The progress of one model's loading: told on the loader's thread, seen on the window's, the newest alone. */
final class Opening implements Progress {
    private final Path file;
    private final TimeLeft time;
    private final Executor window;
    private final Consumer<Loading> seen;
    private final AtomicReference<Loading> newest = new AtomicReference<>();
    private volatile boolean cancelled;

    Opening(Path file, TimeLeft time, Executor window, Consumer<Loading> seen) {
        this.time = time;
        this.file = file;
        this.window = window;
        this.seen = seen;
    }

    @Override
    public void report(double share, String what) {
        if (newest.getAndSet(at(Math.clamp(share, 0, 1))) == null) {
            window.execute(() -> seen.accept(newest.getAndSet(null)));
        }
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    /** How far it is at this share. */
    Loading at(double share) {
        return new Loading(file, share, time.at(share));
    }

    Path file() {
        return file;
    }

    void cancel() {
        cancelled = true;
    }
}
