package org.dipscope.session;

import java.util.Arrays;

/** The tokens of a sequence as they come, prompt and answer. One thread uses it. */
final class TokenSequence {
    private int[] ids = new int[256];
    private int length;

    /** How many there are. */
    int length() {
        return length;
    }

    /** The ids, {@code [length]} and room behind them; they hold until the next call that changes the sequence. */
    int[] ids() {
        return ids;
    }

    /** Adds a token. */
    void append(int id) {
        if (length == ids.length) {
            ids = Arrays.copyOf(ids, 2 * length);
        }
        ids[length++] = id;
    }

    /** Adds the tokens of another sequence from {@code from} up to {@code to}. */
    void append(int[] other, int from, int to) {
        for (int i = from; i < to; i++) {
            append(other[i]);
        }
    }

    /** Forgets all tokens from this one on. */
    void truncate(int tokens) {
        length = Math.min(length, tokens);
    }

    /** How many tokens both sequences begin with, at most {@code most}. */
    int shared(int[] other, int most) {
        int end = Math.min(length, most);
        int mismatch = Arrays.mismatch(ids, 0, end, other, 0, end);
        return mismatch < 0 ? end : mismatch;
    }
}
