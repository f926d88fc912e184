package org.dipscope.ui.compare;

import org.dipscope.mask.Mask;

/**
 * Two masks over the same columns.
 *
 * @param a A's
 * @param b B's
 */
public record Both(Mask a, Mask b) {
    /** In neither mask. */
    public static final byte NEITHER = 0;
    /** In both masks. */
    public static final byte SHARED = 1;
    /** In A's mask alone. */
    public static final byte ONLY_A = 2;
    /** In B's mask alone. */
    public static final byte ONLY_B = 3;

    /** Columns in both. */
    public int shared() {
        return a.overlap(b);
    }

    /** Columns in A's alone. */
    public int onlyA() {
        return a.count() - shared();
    }

    /** Columns in B's alone. */
    public int onlyB() {
        return b.count() - shared();
    }

    /** Jaccard's index: shared columns among those in either, in [0, 1]; 1 for two empty masks. */
    public double agreement() {
        int either = a.count() + b.count() - shared();
        return either == 0 ? 1 : (double) shared() / either;
    }

    /** Whose mask a column is in. */
    public byte state(int column) {
        boolean inA = a.contains(column);
        boolean inB = b.contains(column);
        return inA ? inB ? SHARED : ONLY_A : inB ? ONLY_B : NEITHER;
    }
}
