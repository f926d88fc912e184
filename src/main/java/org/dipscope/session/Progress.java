package org.dipscope.session;

import java.util.concurrent.CancellationException;

/** How far a long piece of work has come, and whether somebody still wants it. Called from the thread that does the work. */
public interface Progress {

    /** Reports to nobody and is never cancelled. */
    Progress SILENT = new Progress() {
        @Override
        public void report(double share, String what) {
            // Nobody watches.
        }

        @Override
        public boolean cancelled() {
            return false;
        }
    };

    /**
     * Tells how far the work has come.
     *
     * @param share of the work done, in [0, 1]
     * @param what  what is being done, in a few words
     */
    void report(double share, String what);

    /** Whether the work should end as soon as it can. */
    boolean cancelled();

    /** Ends work that nobody wants any more: throws {@link CancellationException} then. */
    default void requireWanted() {
        if (cancelled()) {
            throw new CancellationException();
        }
    }
}
