package org.dipscope.session;

import org.dipscope.mask.Mask;

/**
 * One hook of one layer at one token.
 *
 * @param selected the columns that the mask chose
 * @param before   the columns in DRAM when the token came
 * @param after    the columns in DRAM when the token had passed
 */
public record HookFrame(Mask selected, Mask before, Mask after) {

    /** How many selected columns were in DRAM. */
    public int hits() {
        return selected.overlap(before);
    }

    /** Share of the selected columns that were in DRAM; 1 for an empty mask. */
    public double hitRate() {
        return selected.count() == 0 ? 1 : (double) hits() / selected.count();
    }

    /** The columns that this token brought into DRAM. */
    public Mask loaded() {
        return after.andNot(before);
    }

    /** The columns that this token drove out of DRAM. */
    public Mask evicted() {
        return before.andNot(after);
    }
}
