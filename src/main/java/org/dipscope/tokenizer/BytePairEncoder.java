package org.dipscope.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Cuts text into words and merges their bytes into tokens, always the pair of the lowest rank next and of equal ranks the leftmost. A
 * word of n bytes takes n log n steps. One encoder serves one text, in one thread: it remembers the words that it has seen.
 */
final class BytePairEncoder implements TextEncoder {
    private static final int LONGEST_REMEMBERED = 48;
    private static final int MOST_REMEMBERED = 1 << 16;

    private final PreTokenizer preTokenizer;
    private final Merges merges;
    private final Map<String, int[]> seen = new HashMap<>();
    private final Candidates candidates = new Candidates();
    private int[] pieces = new int[64];
    private int[] next = new int[64];
    private int[] previous = new int[64];

    BytePairEncoder(PreTokenizer preTokenizer, Merges merges) {
        this.preTokenizer = preTokenizer;
        this.merges = merges;
    }

    /** A byte for which the vocabulary has no token is left out, as llama.cpp does. */
    @Override
    public void encode(String text, boolean begins, Ids out) {
        preTokenizer.split(text, word -> word(word, out));
    }

    private void word(String word, Ids out) {
        int[] known = seen.get(word);
        if (known != null) {
            out.add(known);
            return;
        }
        int before = out.size();
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        int whole = preTokenizer.ignoresMerges() ? merges.whole(bytes) : Merges.NONE;
        if (whole != Merges.NONE) {
            out.add(whole);
        } else {
            merge(bytes);
            for (int i = 0; i >= 0; i = next[i]) {
                emit(pieces[i], out);
            }
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
        candidates.clear();
        for (int i = 0; i < last; i++) {
            offer(i);
        }
        while (!candidates.isEmpty()) {
            long candidate = candidates.poll();
            int at = Candidates.place(candidate);
            int found = pieces[at] >= 0 && next[at] >= 0 ? merges.find(pieces[at], pieces[next[at]]) : Merges.NONE;
            // A rank belongs to one pair alone, so a candidate that an earlier merge made stale shows another rank, or none.
            if (found != Merges.NONE && merges.rank(found) == Candidates.precedence(candidate)) {
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

    /** Puts the pair that begins at a place among the candidates. */
    private void offer(int at) {
        int found = merges.find(pieces[at], pieces[next[at]]);
        if (found != Merges.NONE) {
            candidates.offer(merges.rank(found), at);
        }
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
