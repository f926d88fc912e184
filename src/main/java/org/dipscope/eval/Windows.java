package org.dipscope.eval;

import org.dipscope.session.LoadedModel;

/**
 * The part of a text that is scored: windows that do not overlap, each a sequence of its own, whose first token is given. A remainder
 * shorter than a window is dropped.
 *
 * @param ids        the whole text as tokens; the caller's array, which is only read
 * @param context    tokens of a window, 2 or more
 * @param wanted     how many windows at most, 1 or more
 * @param firstToken where the first window begins
 */
public record Windows(int[] ids, int context, int wanted, int firstToken) {

    public Windows {
        if (context < 2) {
            throw new IllegalArgumentException("a window of %d tokens has nothing to score; give 2 or more.".formatted(context));
        }
        if (wanted < 1 || firstToken < 0) {
            throw new IllegalArgumentException("%d windows from token %d are none; give 1 window or more, from token 0 or later.".formatted(wanted, firstToken));
        }
        if (ids.length - firstToken < context) {
            throw new IllegalArgumentException("the text has %d tokens, fewer than one window of %d from token %d; give a longer text or a smaller window."
                    .formatted(ids.length, context, firstToken));
        }
    }

    /** The first windows of a text, special tokens in it parsed; throws {@link IllegalArgumentException} where it is shorter than one. */
    public static Windows of(LoadedModel model, String text, int context, int wanted) {
        return new Windows(model.tokenizer().encode(text, true), context, wanted, 0);
    }

    /** Throws {@link IllegalArgumentException} with one sentence where a window does not fit the model's context. */
    public void requireFit(LoadedModel model) {
        if (context > model.summary().contextLength()) {
            throw new IllegalArgumentException("a window of %d tokens does not fit the model's context; give 2 to %d."
                    .formatted(context, model.summary().contextLength()));
        }
    }

    /** How many windows there are. */
    public int count() {
        return Math.min(wanted, (ids.length - firstToken) / context);
    }

    /** Where a window begins, in {@link #ids}. */
    public int first(int window) {
        return firstToken + window * context;
    }

    /** How many tokens of all windows are scored. */
    public int scored() {
        return count() * (context - 1);
    }
}
