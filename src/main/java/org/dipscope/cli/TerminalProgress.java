package org.dipscope.cli;

import org.dipscope.session.Progress;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Progress as lines on standard error, at most one a second, and a Ctrl-C that lets the work end in order: the shutdown waits until
 * {@link #close()}, so that nothing is left half-written.
 */
final class TerminalProgress implements Progress, AutoCloseable {
    private static final long SECOND = 1_000_000_000;
    private static final long PATIENCE_SECONDS = 20;

    private final PrintWriter err;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;
    private final long start = System.nanoTime();
    private volatile boolean cancelled;
    private long last;

    TerminalProgress(PrintWriter err) {
        this.err = err;
        this.hook = Thread.ofPlatform().unstarted(this::cancel);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void cancel() {
        cancelled = true;
        try {
            ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void report(double share, String what) {
        long now = System.nanoTime();
        if (now - last >= SECOND || share >= 1) {
            last = now;
            double seconds = (now - start) / 1e9;
            err.println("%3.0f %%  %s  (%.0f s)".formatted(100 * share, what, seconds));
            err.flush();
        }
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
