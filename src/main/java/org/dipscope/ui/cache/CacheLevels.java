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

    /** For how many tokens an event can still be seen. */
    static final int FADE = 3;

    private static final byte FADING_RESIDENT = 5;
    private static final byte FADING_HIT = FADING_RESIDENT + FADE;
    private static final byte FADING_ABSENT = FADING_HIT + FADE;
    /** Levels in all. */
    static final int COUNT = FADING_ABSENT + FADE;

    private CacheLevels() {
    }

    /** One of the five states: the level without what fades on it. */
    static byte state(int level) {
        return level < FADING_RESIDENT ? (byte) level : level < FADING_HIT ? RESIDENT : level < FADING_ABSENT ? HIT : ABSENT;
    }

    /** Whether the column was in DRAM when the token came or is since. */
    static boolean inDram(int level) {
        int state = state(level);
        return state == RESIDENT || state == HIT || state == LOADED;
    }

    /** How many tokens ago the event was that fades on this level, from 1; 0 where none does. */
    static int age(int level) {
        return level < FADING_RESIDENT ? 0 : (level - FADING_RESIDENT) % FADE + 1;
    }

    /**
     * Lets an earlier token's events shine through the states of now: what it loaded where that is still in DRAM, what it evicted where that
     * is still gone. Of several events the newest is seen, so younger tokens come first.
     *
     * @param past   the same hook and layer, {@code age} tokens ago
     * @param age    in [1, {@link #FADE}]
     * @param levels filled by {@link #of}
     */
    static void fade(HookFrame past, int age, byte[] levels) {
        Mask before = past.before();
        Mask after = past.after();
        for (int from = 0; from < levels.length; from += Long.SIZE) {
            long had = before.word(from >> 6);
            long has = after.word(from >> 6);
            for (long changed = had ^ has; changed != 0; changed &= changed - 1) {
                int bit = Long.numberOfTrailingZeros(changed);
                boolean loaded = (has >>> bit & 1) == 1;
                byte level = levels[from + bit];
                if (loaded && level == RESIDENT) {
                    levels[from + bit] = (byte) (FADING_RESIDENT + age - 1);
                } else if (loaded && level == HIT) {
                    levels[from + bit] = (byte) (FADING_HIT + age - 1);
                } else if (!loaded && level == ABSENT) {
                    levels[from + bit] = (byte) (FADING_ABSENT + age - 1);
                }
            }
        }
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
