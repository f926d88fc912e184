package org.dipscope.memory;

import org.dipscope.mask.Mask;

import java.util.Arrays;

/**
 * Dipscope's own: a column is worth how often it was wanted lately and how often it was wanted right after tokens that looked like this
 * one. What looks alike is found among the last {@value #MEMORY} masks of the same hook by their overlap; the {@value #NEIGHBOURS}
 * likest vote with the masks that followed them. It needs no calibration and no scores.
 */
final class Echo implements ReplacementPolicy {
    static final int MEMORY = 256;
    static final int NEIGHBOURS = 8;
    /** A column that every neighbour votes for gains {@code 8 · 2^8}, half of what one has that is always wanted. */
    static final int VOTE_BIT = 8;
    /** A column that is always wanted has this frequency. */
    static final int ALWAYS_BIT = 12;
    /** Frequencies fade by a 128th a token, by more in the beginning. */
    static final int SLOWEST_FADING = 7;

    private final int words;
    private final Worth frequency;
    private final Worth votes;
    private final Worth worth;
    /** {@code [word][slot]}, so that one mask meets all slots at once. */
    private final long[][] memory;
    private final int[] sizes = new int[MEMORY];
    private final long[] shared = new long[MEMORY];
    private final long[] follower;
    private final long[] likest = new long[NEIGHBOURS];
    private int recorded;

    Echo(PolicyStart start) {
        words = Mask.wordCount(start.columns());
        frequency = new Worth(start.columns());
        votes = new Worth(start.columns());
        worth = new Worth(start.columns());
        memory = new long[words][MEMORY];
        follower = new long[words];
    }

    @Override
    public void record(long[] mask, int token) {
        int fading = Math.min(SLOWEST_FADING, Integer.SIZE - 1 - Integer.numberOfLeadingZeros(recorded + 1));
        frequency.fade(fading);
        frequency.add(mask, ALWAYS_BIT - fading);
        remember(mask);
        int neighbours = findLikest(mask);
        votes.clear();
        for (int n = 0; n < neighbours; n++) {
            int slot = ((int) likest[n] + 1) % MEMORY;
            for (int w = 0; w < words; w++) {
                follower[w] = memory[w][slot];
            }
            votes.increment(follower);
        }
        worth.setSum(frequency, votes, VOTE_BIT);
    }

    private void remember(long[] mask) {
        int slot = recorded % MEMORY;
        int size = 0;
        for (int w = 0; w < words; w++) {
            memory[w][slot] = mask[w];
            size += Long.bitCount(mask[w]);
        }
        sizes[slot] = size;
        recorded++;
    }

    /**
     * Fills {@link #likest} with the slots of the likest masks and says how many there are: those with the most columns shared less those
     * not shared, of equal ones the later. A key holds the likeness above, then the time, then the slot, so that one comparison decides.
     */
    private int findLikest(long[] mask) {
        countShared(mask);
        int found = 0;
        int past = Math.min(recorded, MEMORY) - 1;
        for (int back = past; back >= 1; back--) {
            int slot = (recorded - 1 - back) % MEMORY;
            long likeness = 2 * shared[slot] - sizes[slot] + Integer.MAX_VALUE;
            long key = likeness << 20 | (long) (MEMORY - back) << 10 | slot;
            if (found < NEIGHBOURS) {
                likest[found++] = key;
            } else if (key > likest[NEIGHBOURS - 1]) {
                likest[NEIGHBOURS - 1] = key;
            } else {
                continue;
            }
            for (int i = found - 1; i > 0 && likest[i] > likest[i - 1]; i--) {
                long less = likest[i - 1];
                likest[i - 1] = likest[i];
                likest[i] = less;
            }
        }
        for (int n = 0; n < found; n++) {
            likest[n] &= (1 << 10) - 1;
        }
        return found;
    }

    private void countShared(long[] mask) {
        int slots = Math.min(recorded, MEMORY);
        Arrays.fill(shared, 0, slots, 0);
        for (int w = 0; w < words; w++) {
            addShared(mask[w], memory[w], shared, slots);
        }
    }

    /** A loop of its own, so that the compiler makes vectors of it. */
    private static void addShared(long bits, long[] slots, long[] sums, int count) {
        for (int i = 0; i < count; i++) {
            sums[i] += Long.bitCount(bits & slots[i]);
        }
    }

    @Override
    public Worth worth() {
        return worth;
    }

    @Override
    public Worth demand() {
        return frequency;
    }

    @Override
    public boolean bypasses() {
        return true;
    }
}
