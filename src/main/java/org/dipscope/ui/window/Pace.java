package org.dipscope.ui.window;

/**
 * How often the views follow a run: as often as laying them out takes a thirtieth of one processor, which is a twentieth with what the
 * renderer does meanwhile, but four times a second at least. What they leave is the engine's, and where drawing is done in software on the
 * engine's own cores, every frame that is not drawn is a token sooner.
 */
final class Pace {
    private static final long SHORTEST_NANOS = 33_000_000;
    private static final long LONGEST_NANOS = 230_000_000;
    private static final long SHARE = 30;

    private long began;
    private long interval = SHORTEST_NANOS;

    /** Whether it is time to take the newest snapshot; if so, its cost counts from now. */
    boolean due(long now) {
        if (now - began < interval) {
            return false;
        }
        began = now;
        return true;
    }

    /** The frame that took a snapshot is laid out: its cost so far says when the next one may come. */
    void drawn(long now) {
        long wanted = Math.clamp((now - began) * SHARE, SHORTEST_NANOS, LONGEST_NANOS);
        // One slow frame, such as the first of a view, must not slow the next second down.
        interval = (3 * interval + wanted) / 4;
    }

    /** Nanoseconds from one snapshot to the next, as things stand. */
    long interval() {
        return interval;
    }
}
