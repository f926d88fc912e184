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
 * How many of the last tokens up to a moment chose each column. Moving on by a token adds one mask and takes
 * another away, wherever in the run it is.
 *
 * <p>The counts stand in bit planes, plane {@code p} holding bit {@code p} of 64 columns' counts in a word, so that a mask is
 * added or taken away as whole words, by a carry that ripples through the planes.
 */
final class MaskWindow {
    private final int length;
    private final Map<Hook, Planes> counts = new EnumMap<>(Hook.class);
    private int from;
    private int to;

    /** The counts of one hook: {@code planes[p][layer * words + word]}. */
    private static final class Planes {
        private final int columns;
        private final int words;
        private final long[][] planes;
        private int masked;

        Planes(int layers, int columns, int most) {
            this.columns = columns;
            this.words = Mask.wordCount(columns);
            this.planes = new long[Integer.SIZE - Integer.numberOfLeadingZeros(most)][layers * words];
        }

        boolean isOf(List<HookFrame> frames) {
            return planes[0].length == frames.size() * words && columns == frames.getFirst().selected().size();
        }

        void clear() {
            for (long[] plane : planes) {
                Arrays.fill(plane, 0);
            }
            masked = 0;
        }

        void add(List<HookFrame> frames) {
            masked++;
            for (int layer = 0; layer < frames.size(); layer++) {
                Mask selected = frames.get(layer).selected();
                for (int word = 0; word < words; word++) {
                    long carry = selected.word(word);
                    for (int p = 0; p < planes.length && carry != 0; p++) {
                        long plane = planes[p][layer * words + word];
                        planes[p][layer * words + word] = plane ^ carry;
                        carry &= plane;
                    }
                }
            }
        }

        void remove(List<HookFrame> frames) {
            masked--;
            for (int layer = 0; layer < frames.size(); layer++) {
                Mask selected = frames.get(layer).selected();
                for (int word = 0; word < words; word++) {
                    long borrow = selected.word(word);
                    for (int p = 0; p < planes.length && borrow != 0; p++) {
                        long plane = planes[p][layer * words + word];
                        planes[p][layer * words + word] = plane ^ borrow;
                        borrow &= ~plane;
                    }
                }
            }
        }

        int count(int layer, int column) {
            int at = layer * words + (column >> 6);
            int count = 0;
            for (int p = 0; p < planes.length; p++) {
                count |= (int) (planes[p][at] >>> column & 1) << p;
            }
            return count;
        }

        void counts(int layer, int[] to) {
            Arrays.fill(to, 0, columns, 0);
            for (int p = 0; p < planes.length; p++) {
                for (int word = 0; word < words; word++) {
                    long plane = planes[p][layer * words + word];
                    int end = Math.min(columns, (word << 6) + 64);
                    for (int column = word << 6; column < end; column++) {
                        to[column] |= (int) (plane & 1) << p;
                        plane >>>= 1;
                    }
                }
            }
        }
    }

    /**
     * A window that has seen nothing.
     *
     * @param length tokens in it, the masked and the first one alike, at least 1
     */
    MaskWindow(int length) {
        this.length = length;
    }

    /** Tokens in the window. */
    int length() {
        return length;
    }

    /** Forgets everything; another run begins. */
    void clear() {
        counts.values().forEach(Planes::clear);
        from = 0;
        to = 0;
    }

    /** Goes to a moment: the last tokens up to {@code token}, inclusive; −1 is before the first one. */
    void moveTo(List<TokenFrame> tokens, int token) {
        int newTo = token + 1;
        int newFrom = Math.max(0, newTo - length);
        if (newFrom >= to || newTo <= from) {
            clear();
            from = newFrom;
            to = newFrom;
        }
        // What leaves goes before what comes, so that no count ever exceeds what the planes hold.
        while (to > newTo) {
            remove(tokens.get(--to));
        }
        while (from < newFrom) {
            remove(tokens.get(from++));
        }
        while (to < newTo) {
            add(tokens.get(to++));
        }
        while (from > newFrom) {
            add(tokens.get(--from));
        }
    }

    /** How many tokens of the window were masked at this hook. */
    int masked(Hook hook) {
        Planes planes = counts.get(hook);
        return planes == null ? 0 : planes.masked;
    }

    /** How many of them chose the column. */
    int count(Hook hook, int layer, int column) {
        return masked(hook) == 0 ? 0 : counts.get(hook).count(layer, column);
    }

    /** Leaves in {@code to} how many of them chose each column of a layer. */
    void counts(Hook hook, int layer, int[] to) {
        if (masked(hook) == 0) {
            Arrays.fill(to, 0);
        } else {
            counts.get(hook).counts(layer, to);
        }
    }

    private void add(TokenFrame token) {
        Pass pass = token.pass().orElse(null);
        if (pass != null) {
            pass.hooks().forEach((hook, frames) -> {
                Planes planes = counts.get(hook);
                if (planes == null || !planes.isOf(frames)) {
                    planes = new Planes(frames.size(), frames.getFirst().selected().size(), length);
                    counts.put(hook, planes);
                }
                planes.add(frames);
            });
        }
    }

    private void remove(TokenFrame token) {
        token.pass().ifPresent(pass -> pass.hooks().forEach((hook, frames) -> counts.get(hook).remove(frames)));
    }
}
