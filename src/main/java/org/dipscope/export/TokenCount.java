package org.dipscope.export;

import org.dipscope.session.Progress;

import java.util.concurrent.CancellationException;

/** Counts the tokens that work on a file has behind it: tells how far it is, and ends it as soon as nobody wants it any more. */
final class TokenCount {
    private static final int BETWEEN_REPORTS = 64;

    private final long all;
    private final Progress progress;
    private long done;

    /**
     * Nothing is done yet.
     *
     * @param all      how many tokens there are to go through
     * @param progress told of it
     */
    TokenCount(long all, Progress progress) {
        this.all = Math.max(1, all);
        this.progress = progress;
    }

    /** Another token is done; throws {@link CancellationException} where the work was cancelled. */
    void next() {
        progress.requireWanted();
        done++;
        if (done % BETWEEN_REPORTS == 0) {
            progress.report((double) done / all, "tokens");
        }
    }
}
