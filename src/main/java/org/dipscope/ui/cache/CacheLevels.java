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

    private CacheLevels() {
    }

    /** One of the five states for each column. */
    static void of(HookFrame frame, byte[] levels) {
        Mask selected = frame.selected();
        Mask before = frame.before();
        Mask after = frame.after();
        for (int column = 0; column < selected.size(); column++) {
            int word = column >> 6;
            int wanted = (int) (selected.word(word) >>> column) & 1;
            int had = (int) (before.word(word) >>> column) & 1;
            int has = (int) (after.word(word) >>> column) & 1;
            levels[column] = (byte) (wanted == 1 ? LOADED - had : has == 1 ? RESIDENT : had * EVICTED);
        }
    }
}
