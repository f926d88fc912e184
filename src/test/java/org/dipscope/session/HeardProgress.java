package org.dipscope.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Keeps what work says of how far it is, and cancels it once that is enough. */
public final class HeardProgress implements Progress {
    private final List<Double> shares = new ArrayList<>();
    private final Predicate<List<Double>> enough;

    /** Is cancelled where this holds of the shares so far. */
    public HeardProgress(Predicate<List<Double>> enough) {
        this.enough = enough;
    }

    /** Is never cancelled. */
    public HeardProgress() {
        this(_ -> false);
    }

    @Override
    public void report(double share, String what) {
        shares.add(share);
    }

    @Override
    public boolean cancelled() {
        return enough.test(shares);
    }

    /** The shares that were told, in order. */
    public List<Double> shares() {
        return shares;
    }
}
