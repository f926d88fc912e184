package org.dipscope.cli;

import org.dipscope.session.Progress;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Progress as lines on standard error, with the time that is left; few of them, so that a log stays readable. A Ctrl-C lets the work end
 * in order: the shutdown waits a moment for {@link #close()}. Nothing is lost where that comes too late, since files are moved into place
 * when they are whole.
 */
final class TerminalProgress implements Progress, AutoCloseable {
    private static final Duration PACE = Duration.ofSeconds(5);
    private static final long PATIENCE_MILLIS = 700;

    private final PrintWriter err;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;
    private final long start = System.nanoTime();
    private volatile boolean cancelled;
    private long said = start - PACE.toNanos();

    TerminalProgress(PrintWriter err) {
        this.err = err;
        this.hook = Thread.ofPlatform().unstarted(this::cancel);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void cancel() {
        cancelled = true;
        try {
            ended.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void report(double share, String what) {
        long now = System.nanoTime();
        if (now - said >= PACE.toNanos()) {
            said = now;
            err.printf("%3.0f %%  %s%s%n", 100 * share, what, left(share, (now - start) / 1e9));
            err.flush();
        }
    }

    /** The time left if the rest goes as fast; nothing before there is enough to tell by. */
    static String left(double share, double seconds) {
        if (share < 0.01 || share >= 1) {
            return "";
        }
        long left = Math.round(seconds * (1 - share) / share);
        if (left < 90) {
            return ", %d s left".formatted(left);
        }
        return left < 5400 ? ", %d min left".formatted(Math.round(left / 60.0)) : ", %.1f h left".formatted(left / 3600.0);
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The shutdown is under way, and the hook has done its work.
        }
    }
}
