package org.dipscope.ui.moment;

import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.dipscope.session.HookFrame;
import org.dipscope.session.TokenFrame;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How often each column of a run was chosen up to its newest token. Counts grow with each token that comes; no token is ever
 * counted twice, so that following a run costs the same at its first and at its ten-thousandth token.
 */
public final class ColumnStatistics {
    private final Map<Hook, int[]> counts = new EnumMap<>(Hook.class);
    private final Map<Hook, Integer> masked = new EnumMap<>(Hook.class);
    private final Map<Hook, Integer> widths = new EnumMap<>(Hook.class);
    private int followed;

    /** Counts the tokens that came since the last call. */
    public void follow(List<TokenFrame> tokens) {
        for (; followed < tokens.size(); followed++) {
            tokens.get(followed).pass().ifPresent(pass -> pass.hooks().forEach(this::count));
        }
    }

    /** How many tokens have been followed, masked or not. */
    public int followed() {
        return followed;
    }

    /** The hooks at which at least one token was masked. */
    public Set<Hook> hooks() {
        return counts.keySet();
    }

    /** How many tokens were masked at this hook. */
    public int masked(Hook hook) {
        return masked.getOrDefault(hook, 0);
    }

    /** How many columns a layer has at this hook; 0 where no token was masked at it. */
    public int columns(Hook hook) {
        return widths.getOrDefault(hook, 0);
    }

    /** How many tokens chose the column. */
    public int count(Hook hook, int layer, int column) {
        int[] all = counts.get(hook);
        return all == null ? 0 : all[layer * columns(hook) + column];
    }

    /** {@code [layers][columns]} flattened: how often each column was chosen; live, to be read only. */
    int[] counts(Hook hook) {
        return counts.get(hook);
    }

    private void count(Hook hook, List<HookFrame> frames) {
        int columns = frames.getFirst().selected().size();
        int[] all = counts.computeIfAbsent(hook, _ -> new int[frames.size() * columns]);
        for (int layer = 0; layer < frames.size(); layer++) {
            add(frames.get(layer).selected(), all, layer * columns);
        }
        widths.put(hook, columns);
        masked.merge(hook, 1, Integer::sum);
    }

    private static void add(Mask selected, int[] all, int from) {
        int words = Mask.wordCount(selected.size());
        for (int w = 0; w < words; w++) {
            for (long bits = selected.word(w); bits != 0; bits &= bits - 1) {
                all[from + (w << 6) + Long.numberOfTrailingZeros(bits)]++;
            }
        }
    }
}
