package org.dipscope.tokenizer;

import java.util.Arrays;

/** A growing list of token ids. */
final class Ids {
    private int[] ids = new int[64];
    private int size;

    void add(int id) {
        reserve(1);
        ids[size++] = id;
    }

    void add(int[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, ids, size, more.length);
        size += more.length;
    }

    int size() {
        return size;
    }

    /** The ids from a place to the end. */
    int[] from(int begin) {
        return Arrays.copyOfRange(ids, begin, size);
    }

    int[] toArray() {
        return from(0);
    }

    private void reserve(int more) {
        if (size + more > ids.length) {
            ids = Arrays.copyOf(ids, Math.max(size + more, 2 * ids.length));
        }
    }
}
