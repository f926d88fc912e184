package org.dipscope.ui.cache;

import org.dipscope.mask.Mask;
import org.dipscope.session.HookFrame;

/** What a token made of each column of a layer, as a heatmap's levels in the model's own order. */
final class CacheLevels {
    /** Neither wanted nor in DRAM. */
    static final byte ABSENT = 0;
    /** In DRAM and not wanted. */
    static final byte RESIDENT = 1;
    /** Wanted, and in DRAM when the token came. */
    static final byte HIT = 2;
    /** Wanted and read from Flash, whether or not DRAM keeps it. */
    static final byte LOADED = 3;
    /** In DRAM before, driven out by this token. */
    static final byte EVICTED = 4;

    /** By wanted, had and has, the first being the highest bit. */
    private static final byte[] STATES = {ABSENT, RESIDENT, EVICTED, RESIDENT, LOADED, LOADED, HIT, HIT};

    private CacheLevels() {
    }

    /** One of the five states for each column. */
    static void of(HookFrame frame, byte[] levels) {
        Mask selected = frame.selected();
        Mask before = frame.before();
        Mask after = frame.after();
        int size = selected.size();
        for (int from = 0; from < size; from += Long.SIZE) {
            long wanted = selected.word(from >> 6);
            long had = before.word(from >> 6);
            long has = after.word(from >> 6);
            int end = Math.min(size, from + Long.SIZE);
            for (int column = from; column < end; column++) {
                levels[column] = STATES[(int) (wanted & 1) << 2 | (int) (had & 1) << 1 | (int) (has & 1)];
                wanted >>>= 1;
                had >>>= 1;
                has >>>= 1;
            }
        }
    }
}
