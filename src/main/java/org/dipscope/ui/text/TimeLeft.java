package org.dipscope.ui.text;

import java.util.function.LongSupplier;

/** How far a piece of work is and how long the rest takes at the same pace, in words. */
public final class TimeLeft {
    /** Before this share is done, what is left is a guess that would jump. */
    private static final double ENOUGH = 0.02;
    private static final double NANOS = 1e9;

    private final Words words;
    private final LongSupplier clock;
    private final long began;

    /**
     * For work that begins now.
     *
     * @param clock nanoseconds, from any beginning
     */
    public TimeLeft(Words words, LongSupplier clock) {
        this.words = words;
        this.clock = clock;
        this.began = clock.getAsLong();
    }

    /** "25 % · 2 min left"; the share alone while it is too small to tell. */
    public String at(double share) {
        if (share < ENOUGH) {
            return words.numerals().percent(share);
        }
        double seconds = (clock.getAsLong() - began) / NANOS * (1 - share) / share;
        return words.text("tasks.left", words.numerals().percent(share),
                seconds < 90 ? words.text("tasks.seconds", Math.max(1, Math.round(seconds))) : words.text("tasks.minutes", Math.round(seconds / 60)));
    }

    /** "done in 12 s". */
    public String done() {
        long seconds = Math.round((clock.getAsLong() - began) / NANOS);
        return seconds < 90 ? words.text("tasks.done-seconds", Math.max(1, seconds)) : words.text("tasks.done-minutes", Math.round(seconds / 60.0));
    }
}
