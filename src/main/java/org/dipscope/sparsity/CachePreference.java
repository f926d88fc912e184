package org.dipscope.sparsity;

import org.dipscope.kernel.ColumnFilter;
import org.dipscope.kernel.TopK;
import org.dipscope.mask.Selection;
import org.dipscope.memory.Residency;

import java.util.Arrays;

/**
 * Top-k that may prefer what is in DRAM, in the three ways of {@link Weighting}. One thread uses it; nothing is allocated per token.
 */
final class CachePreference {
    private final float[] weighted;
    private final float[] rest;
    private final boolean[] chosen;
    private final Selection fixed;
    private final Selection group;
    private Masking masking = Masking.DENSE;
    private double gamma = 1;

    /** Working memory for a hook of so many columns. */
    CachePreference(int columns) {
        this.weighted = new float[columns];
        this.rest = new float[columns];
        this.chosen = new boolean[columns];
        this.fixed = new Selection(columns);
        this.group = new Selection(columns);
    }

    /** Goes on with other settings. */
    void follow(Masking next) {
        masking = next;
        gamma = next.method().gamma(next);
    }

    /**
     * Selects {@code k} columns.
     *
     * @param scores ≥ 0, from {@code at} on, as many as the target has columns
     * @param index  the hook's number
     * @param token  the token's number in the batch
     */
    void select(float[] scores, int at, int k, Selection target, Residency residency, int index, int token) {
        if (masking.method().asksCache() && masking.weighting() == Weighting.APPROXIMATE) {
            approximate(scores, at, k, target, residency.resident(index));
            return;
        }
        float factor = (float) gammaOf(residency.masked() + token);
        if (factor == 1) {
            TopK.select(scores, at, k, target);
        } else {
            weigh(scores, at, factor, residency.resident(index), target.size());
            TopK.select(weighted, 0, k, target);
        }
    }

    /** The warm-up lets γ fall from 1: {@code γ_t = 1 − (1 − γ)(1 − γ^(t/4))}. */
    private double gammaOf(int token) {
        return masking.warmUp() && gamma < 1 ? 1 - (1 - gamma) * (1 - Math.pow(gamma, token / 4.0)) : gamma;
    }

    private void weigh(float[] scores, int at, float factor, long[] resident, int columns) {
        boolean blends = masking.weighting() == Weighting.BLEND;
        ColumnFilter.weigh(scores, at, resident, blends ? factor : 1, blends ? 1 - factor : 0, factor, weighted, columns);
        if (masking.fixedTopN() > 0) {
            TopK.select(scores, at, masking.fixedTopN(), fixed);
            for (int n = 0; n < fixed.count(); n++) {
                weighted[fixed.column(n)] = scores[at + fixed.column(n)];
            }
        }
    }

    private static boolean holds(long[] resident, int column) {
        return column >> 6 < resident.length && (resident[column >> 6] >>> column & 1) != 0;
    }

    /** Fills up to k: the fixed top-n; top-k and resident; top-m and resident; top-k and not resident; the best score first in each. */
    private void approximate(float[] scores, int at, int k, Selection target, long[] resident) {
        int columns = target.size();
        Arrays.fill(chosen, 0, columns, false);
        int left = k;
        TopK.select(scores, at, Math.min(left, masking.fixedTopN()), fixed);
        left -= take(fixed);
        TopK.select(scores, at, k, target);
        left -= best(scores, at, left, target, resident, true);
        TopK.select(scores, at, (int) Math.min(columns, Math.floor(masking.topM() * k)), group);
        left -= best(scores, at, left, group, resident, true);
        best(scores, at, left, target, resident, false);
        target.clear();
        for (int i = 0; i < columns; i++) {
            if (chosen[i]) {
                target.append(i);
            }
        }
    }

    /** Takes the best {@code most} of the candidates that are resident, or that are not, and are not taken yet; returns how many. */
    private int best(float[] scores, int at, int most, Selection candidates, long[] resident, boolean held) {
        if (most == 0) {
            return 0;
        }
        Arrays.fill(rest, 0, candidates.size(), 0f);
        int eligible = 0;
        for (int n = 0; n < candidates.count(); n++) {
            int column = candidates.column(n);
            if (!chosen[column] && holds(resident, column) == held) {
                // A score of 0 must still come before what is no candidate at all.
                rest[column] = Math.max(scores[at + column], Float.MIN_VALUE);
                eligible++;
            }
        }
        TopK.select(rest, 0, Math.min(most, eligible), fixed);
        return take(fixed);
    }

    private int take(Selection selection) {
        for (int n = 0; n < selection.count(); n++) {
            chosen[selection.column(n)] = true;
        }
        return selection.count();
    }
}
