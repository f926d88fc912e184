package org.dipscope.session;

/**
 * The progress of a part of some work, told as progress of the whole.
 *
 * @param whole the whole's
 * @param from  the whole's share before the part, in [0, 1]
 * @param to    the whole's share after it
 */
public record ProgressPart(Progress whole, double from, double to) implements Progress {
    @Override
    public void report(double share, String what) {
        whole.report(from + share * (to - from), what);
    }

    @Override
    public boolean cancelled() {
        return whole.cancelled();
    }
}
