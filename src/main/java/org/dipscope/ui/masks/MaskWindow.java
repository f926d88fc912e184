package org.dipscope.ui.masks;

import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.dipscope.session.HookFrame;
import org.dipscope.session.Pass;
import org.dipscope.session.TokenFrame;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many of the last {@value #LENGTH} tokens up to a moment chose each column. Moving on by a token adds one mask and takes
 * another away, wherever in the run it is.
 */
final class MaskWindow {
    /** Tokens in the window, the masked and the first one alike. */
    static final int LENGTH = 16;

    private final Map<Hook, byte[]> counts = new EnumMap<>(Hook.class);
    private final Map<Hook, Integer> masked = new EnumMap<>(Hook.class);
    private int from;
    private int to;

    /** Forgets everything; another run begins. */
    void clear() {
        counts.values().forEach(all -> Arrays.fill(all, (byte) 0));
        masked.clear();
        from = 0;
        to = 0;
    }

    /** Goes to a moment: the last tokens up to {@code token}, inclusive; −1 is before the first one. */
    void moveTo(List<TokenFrame> tokens, int token) {
        int newTo = token + 1;
        int newFrom = Math.max(0, newTo - LENGTH);
        if (newFrom >= to || newTo <= from) {
            clear();
            from = newFrom;
            to = newFrom;
        }
        while (to < newTo) {
            count(tokens.get(to++), 1);
        }
        while (from > newFrom) {
            count(tokens.get(--from), 1);
        }
        while (to > newTo) {
            count(tokens.get(--to), -1);
        }
        while (from < newFrom) {
            count(tokens.get(from++), -1);
        }
    }

    /** How many tokens of the window were masked at this hook. */
    int masked(Hook hook) {
        return masked.getOrDefault(hook, 0);
    }

    /** {@code [layers][columns]} flattened: how many of them chose each column; {@code null} where none was masked at this hook. */
    byte[] counts(Hook hook) {
        return masked(hook) == 0 ? null : counts.get(hook);
    }

    private void count(TokenFrame token, int step) {
        Pass pass = token.pass().orElse(null);
        if (pass != null) {
            pass.hooks().forEach((hook, frames) -> count(hook, frames, step));
        }
    }

    private void count(Hook hook, List<HookFrame> frames, int step) {
        int columns = frames.getFirst().selected().size();
        byte[] all = counts.get(hook);
        if (all == null || all.length != frames.size() * columns) {
            all = new byte[frames.size() * columns];
            counts.put(hook, all);
        }
        for (int layer = 0; layer < frames.size(); layer++) {
            Mask selected = frames.get(layer).selected();
            int words = Mask.wordCount(columns);
            for (int w = 0; w < words; w++) {
                int at = layer * columns + (w << 6);
                for (long bits = selected.word(w); bits != 0; bits &= bits - 1) {
                    all[at + Long.numberOfTrailingZeros(bits)] += (byte) step;
                }
            }
        }
        masked.merge(hook, step, Integer::sum);
    }
}
