package org.dipscope.memory;

import java.util.Arrays;

/**
 * The columns most often selected stay; nothing else is ever loaded. The counts come from calibration, or from the first tokens of the
 * sequence: until those have passed, the columns most often selected so far are kept.
 */
final class Pinned implements ReplacementPolicy {
    private final Worth uses;
    private final int learning;
    private final long[] pins;
    private int seen;
    private int pinned = -1;

    Pinned(PolicyStart start) {
        uses = new Worth(start.columns());
        learning = start.frequencies().isPresent() ? 0 : start.learning();
        pins = new long[(start.columns() + 63) >>> 6];
        start.frequencies().ifPresent(counts -> {
            for (int column = 0; column < counts.length; column++) {
                uses.set(column, counts[column]);
            }
        });
    }

    @Override
    public void record(long[] mask, int token) {
        if (seen < learning) {
            seen++;
            uses.increment(mask);
            pinned = -1;
        }
    }

    @Override
    public Worth worth() {
        return uses;
    }

    @Override
    public boolean bypasses() {
        return true;
    }

    @Override
    public void decline(long[] missed, int capacity) {
        if (seen < learning) {
            return;
        }
        if (pinned != capacity) {
            pin(capacity);
        }
        for (int w = 0; w < missed.length; w++) {
            missed[w] &= pins[w];
        }
    }

    private void pin(int capacity) {
        int columns = uses.columns();
        Arrays.fill(pins, -1L);
        if ((columns & 63) != 0) {
            pins[pins.length - 1] = (1L << columns) - 1;
        }
        uses.removeLeast(pins, Math.max(0, columns - capacity));
        pinned = capacity;
    }
}
