package org.dipscope.cli;

import org.dipscope.session.Progress;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Progress as lines on standard error. A Ctrl-C lets the work end in order: the shutdown waits a moment for {@link #close()}. Nothing is lost
 * where that comes too late, since files are moved into place when they are whole.
 */
final class TerminalProgress implements Progress, AutoCloseable {
    private static final long PATIENCE_MILLIS = 700;

    private final ProgressLines lines;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean cancelled;

    TerminalProgress(PrintWriter err) {
        this.lines = ProgressLines.atOnce(err);
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
    public void report(double share, String what) {
        lines.report(share, what);
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
