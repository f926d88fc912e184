package org.dipscope.cli;

import org.dipscope.session.Progress;

import java.io.PrintWriter;
import java.time.Duration;

/** Progress as lines on standard error, with the time that is left; few of them, so that a log stays readable. */
final class TerminalProgress implements Progress {
    private static final Duration PACE = Duration.ofSeconds(5);

    private final PrintWriter err;
    private final long start = System.nanoTime();
    private long said = start - PACE.toNanos();

    TerminalProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void report(double share, String what) {
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
        // Ctrl-C ends the process; what is on the disk is whole.
        return false;
    }
}
