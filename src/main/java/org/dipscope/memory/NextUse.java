package org.dipscope.memory;

import org.dipscope.mask.Mask;

import java.util.List;

/**
 * Belady (1966): a column is worth the nearness of its next use, known from the whole trace; never again is worth nothing. As the paper
 * has it every missed column is loaded; with bypass it is the optimum of one cache, because no column is ever kept in place of one that
 * is wanted sooner.
 */
final class NextUse implements ReplacementPolicy {
    private final List<Mask> trace;
    private final boolean bypasses;
    private final Worth nearness;
    private final int[][] next;

    private NextUse(PolicyStart start, boolean bypasses) {
        this.trace = start.future();
        this.bypasses = bypasses;
        this.nearness = new Worth(start.columns());
        this.next = next(start.columns());
    }

    static NextUse belady(PolicyStart start) {
        return new NextUse(start, false);
    }

    static NextUse optimal(PolicyStart start) {
        return new NextUse(start, true);
    }

    /** Per token, the tokens of the next uses of its columns, in their order; found backwards. */
    private int[][] next(int columns) {
        int[][] found = new int[trace.size()][];
        int[] nearest = new int[columns];
        java.util.Arrays.fill(nearest, trace.size());
        for (int token = trace.size() - 1; token >= 0; token--) {
            int[] wanted = trace.get(token).columns();
            found[token] = new int[wanted.length];
            for (int i = 0; i < wanted.length; i++) {
                found[token][i] = nearest[wanted[i]];
                nearest[wanted[i]] = token;
            }
        }
        return found;
    }

    @Override
    public void record(long[] mask, int token) {
        int n = 0;
        for (int w = 0; w < mask.length; w++) {
            for (long bits = mask[w]; bits != 0; bits &= bits - 1) {
                nearness.set((w << 6) + Long.numberOfTrailingZeros(bits), trace.size() - next[token][n++]);
            }
        }
    }

    @Override
    public Worth worth() {
        return nearness;
    }

    @Override
    public boolean bypasses() {
        return bypasses;
    }
}
