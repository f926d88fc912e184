package org.dipscope.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Merges the bytes of words into tokens, always the pair of the lowest rank next and of equal ranks the leftmost. A word of n
 * bytes takes n log n steps. One encoder serves one text, in one thread: it remembers the words that it has seen.
 */
final class BytePairEncoder {
    private static final int LONGEST_REMEMBERED = 48;
    private static final int MOST_REMEMBERED = 1 << 16;

    private final Merges merges;
    private final Map<String, int[]> seen = new HashMap<>();
    private int[] pieces = new int[64];
    private int[] next = new int[64];
    private int[] previous = new int[64];
    private long[] heap = new long[64];
    private int heapSize;

    BytePairEncoder(Merges merges) {
        this.merges = merges;
    }

    /** Appends the tokens of a word. A byte for which the vocabulary has no token is left out, as llama.cpp does. */
    void encode(String word, Ids out) {
        int[] known = seen.get(word);
        if (known != null) {
            out.add(known);
            return;
        }
        int before = out.size();
        merge(word.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i >= 0; i = next[i]) {
            emit(pieces[i], out);
        }
        if (word.length() <= LONGEST_REMEMBERED && seen.size() < MOST_REMEMBERED) {
            seen.put(word, out.from(before));
        }
    }

    private void emit(int piece, Ids out) {
        if (merges.isToken(piece)) {
            out.add(piece);
            return;
        }
        for (byte octet : ByteAlphabet.decode(merges.extraText(piece))) {
            int single = merges.ofByte(octet & 0xFF);
            if (merges.isToken(single)) {
                out.add(single);
            }
        }
    }

    private void merge(byte[] bytes) {
        reserve(bytes.length);
        int last = bytes.length - 1;
        for (int i = 0; i <= last; i++) {
            pieces[i] = merges.ofByte(bytes[i] & 0xFF);
            previous[i] = i - 1;
            next[i] = i == last ? -1 : i + 1;
        }
        heapSize = 0;
        for (int i = 0; i < last; i++) {
            offer(i);
        }
        while (heapSize > 0) {
            long candidate = poll();
            int at = (int) candidate;
            int found = at >= 0 && pieces[at] >= 0 && next[at] >= 0 ? merges.find(pieces[at], pieces[next[at]]) : Merges.NONE;
            // A rank belongs to one pair alone, so a candidate that an earlier merge made stale shows another rank, or none.
            if (found != Merges.NONE && merges.rank(found) == candidate >>> 32) {
                join(at, merges.result(found));
            }
        }
    }

    private void join(int at, int result) {
        int gone = next[at];
        pieces[at] = result;
        pieces[gone] = -1;
        next[at] = next[gone];
        if (next[at] >= 0) {
            previous[next[at]] = at;
            offer(at);
        }
        if (previous[at] >= 0) {
            offer(previous[at]);
        }
    }

    /** Puts the pair that begins at a place among the candidates, ordered by rank, then by place. */
    private void offer(int at) {
        int found = merges.find(pieces[at], pieces[next[at]]);
        if (found == Merges.NONE) {
            return;
        }
        if (heapSize == heap.length) {
            heap = Arrays.copyOf(heap, 2 * heapSize);
        }
        long candidate = (long) merges.rank(found) << 32 | at;
        int hole = heapSize++;
        while (hole > 0 && heap[(hole - 1) >> 1] > candidate) {
            heap[hole] = heap[(hole - 1) >> 1];
            hole = (hole - 1) >> 1;
        }
        heap[hole] = candidate;
    }

    private long poll() {
        long least = heap[0];
        long moved = heap[--heapSize];
        int hole = 0;
        while (2 * hole + 1 < heapSize) {
            int child = 2 * hole + 1;
            if (child + 1 < heapSize && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= moved) {
                break;
            }
            heap[hole] = heap[child];
            hole = child;
        }
        heap[hole] = moved;
        return least;
    }

    private void reserve(int length) {
        if (length > pieces.length) {
            int size = Math.max(length, (int) Math.min(2L * pieces.length, Integer.MAX_VALUE - 8));
            pieces = new int[size];
            next = new int[size];
            previous = new int[size];
        }
    }
}
