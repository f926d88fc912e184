package org.dipscope.ui.moment;

import org.dipscope.session.Snapshot;

/** How many tokens wide a run is drawn, so that its picture does not shrink with each token that comes. */
public final class Extent {
    private static final int LEAST = 32;

    private Extent() {
    }

    /** Its tokens once it has ended; before, the next power of two from {@value #LEAST} on, but no more than it may write. */
    public static int of(Snapshot snapshot) {
        int tokens = snapshot.tokens().size();
        if (snapshot.phase().ended()) {
            return tokens;
        }
        int room = LEAST;
        while (room < tokens) {
            room *= 2;
        }
        return Math.max(tokens, Math.min(room, snapshot.settings().sampling().maxTokens()));
    }
}
