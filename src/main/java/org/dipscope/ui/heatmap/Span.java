package org.dipscope.ui.heatmap;

/**
 * The part of an axis that is shown, as shares of the whole.
 *
 * @param from in [0, 1)
 * @param to   in (from, 1]
 */
public record Span(double from, double to) {
    /** All of it. */
    public static final Span WHOLE = new Span(0, 1);

    public Span {
        if (!(from >= 0 && from < to && to <= 1)) {
            throw new IllegalArgumentException("from " + from + " to " + to + " is no part of [0, 1]");
        }
    }

    /** The share of the whole that is shown, in (0, 1]. */
    public double length() {
        return to - from;
    }

    /** The place on the whole axis of a place in this span, both in [0, 1]. */
    public double at(double share) {
        return from + share * length();
    }

    /** The place in this span, in [0, 1] where it is shown, of a place on the whole axis. */
    public double place(double whole) {
        return (whole - from) / length();
    }

    /**
     * This span made longer or shorter about a place that stays where it is.
     *
     * @param factor on the length, above 0
     * @param about  the place in this span, in [0, 1]
     * @param least  the shortest length
     */
    public Span zoomed(double factor, double about, double least) {
        double length = Math.clamp(length() * factor, Math.min(least, 1), 1);
        double start = Math.clamp(at(about) - about * length, 0, 1 - length);
        return length == 1 ? WHOLE : new Span(start, Math.min(1, start + length));
    }

    /** This span moved along the axis, not beyond its ends. */
    public Span moved(double distance) {
        double start = Math.clamp(from + distance, 0, 1 - length());
        return new Span(start, Math.min(1, start + length()));
    }
}
