package org.dipscope.ui.compare;

import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;

import java.util.BitSet;

/**
 * Two answers laid over each other so that as many tokens as possible stand in both, in the same order: their longest common subsequence.
 *
 * @param onlyA A's tokens that B does not have there
 * @param onlyB B's tokens that A does not have there
 * @param common how many tokens stand in both
 */
public record Alignment(BitSet onlyA, BitSet onlyB, int common) {
    /** Answers that differ over more than this many pairs of tokens are not aligned in between: nobody reads on there. */
    private static final long MOST_PAIRS = 4_000_000;

    /** The alignment of two answers. */
    public static Alignment of(Snapshot a, Snapshot b) {
        return of(a.tokens().stream().mapToInt(TokenFrame::id).toArray(), b.tokens().stream().mapToInt(TokenFrame::id).toArray());
    }

    static Alignment of(int[] a, int[] b) {
        int from = 0;
        while (from < Math.min(a.length, b.length) && a[from] == b[from]) {
            from++;
        }
        int tail = 0;
        while (tail < Math.min(a.length, b.length) - from && a[a.length - 1 - tail] == b[b.length - 1 - tail]) {
            tail++;
        }
        BitSet onlyA = new BitSet();
        BitSet onlyB = new BitSet();
        onlyA.set(from, a.length - tail);
        onlyB.set(from, b.length - tail);
        if ((long) onlyA.cardinality() * onlyB.cardinality() <= MOST_PAIRS) {
            match(a, from, a.length - tail, b, b.length - tail, onlyA, onlyB);
        }
        return new Alignment(onlyA, onlyB, a.length - onlyA.cardinality());
    }

    /** The textbook's table of lengths, from the end, so that the walk through it goes forward. */
    private static void match(int[] a, int from, int endA, int[] b, int endB, BitSet onlyA, BitSet onlyB) {
        int[][] longest = new int[endA - from + 1][endB - from + 1];
        for (int i = endA - from - 1; i >= 0; i--) {
            for (int j = endB - from - 1; j >= 0; j--) {
                longest[i][j] = a[from + i] == b[from + j] ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (from + i < endA && from + j < endB) {
            if (a[from + i] == b[from + j]) {
                onlyA.clear(from + i++);
                onlyB.clear(from + j++);
            } else if (longest[i + 1][j] >= longest[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
    }
}
