package org.dipscope.cli;

import org.dipscope.session.Progress;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Progress as lines on standard error, with the time that is left; few of them, so that a log stays readable. Never cancelled: Ctrl-C ends the program. */
final class ProgressLines implements Progress {
    private static final Duration PACE = Duration.ofSeconds(5);

    private final PrintWriter err;
    private final long start = System.nanoTime();
    private long said;

    private ProgressLines(PrintWriter err, Duration wait) {
        this.err = err;
        this.said = start - PACE.minus(wait).toNanos();
    }

    /** Lines from the first report on. */
    static ProgressLines atOnce(PrintWriter err) {
        return new ProgressLines(err, Duration.ZERO);
    }

    /** Lines for work that takes long, and not a word for work that is soon done. */
    static ProgressLines whereItTakesLong(PrintWriter err) {
        return new ProgressLines(err, PACE);
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
        return left < 5400 ? ", %d min left".formatted(Math.round(left / 60.0)) : String.format(Locale.ROOT, ", %.1f h left", left / 3600.0);
    }

    @Override
    public boolean cancelled() {
        return false;
    }
}
