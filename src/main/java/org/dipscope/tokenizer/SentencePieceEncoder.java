package org.dipscope.tokenizer;

import java.nio.charset.StandardCharsets;

/**
 * SentencePiece's BPE: the whole text is one word whose spaces are {@code ▁}; of all pairs of neighbours that together are a token, the
 * one of the highest score is merged next, of equal scores the leftmost. What no token covers becomes the tokens of its UTF-8 bytes. A
 * text of n characters takes n log n steps. (Kudo and Richardson 2018, arXiv 1808.06226.)
 */
final class SentencePieceEncoder implements TextEncoder {
    private final ScoredPieces pieces;
    private final boolean addsSpace;
    private final Candidates candidates = new Candidates();
    private String text;
    /** Where the symbol that began at character i ends; the symbols are linked by their first characters. */
    private int[] end = {};
    private int[] previous = {};
    /** The token that a symbol and its right neighbour would make, or {@link ScoredPieces#NONE}. */
    private int[] joined = {};

    SentencePieceEncoder(ScoredPieces pieces, boolean addsSpace) {
        this.pieces = pieces;
        this.addsSpace = addsSpace;
    }

    @Override
    public void encode(String plain, boolean begins, Ids out) {
        text = (begins && addsSpace ? " " + plain : plain).replace(' ', ScoredPieces.SPACE);
        layOut();
        while (!candidates.isEmpty()) {
            long candidate = candidates.poll();
            int at = Candidates.place(candidate);
            // Where an earlier merge made a candidate stale, what stands there now has another score, or is in the queue itself.
            if (joined[at] != ScoredPieces.NONE && pieces.precedence(joined[at]) == Candidates.precedence(candidate)) {
                join(at);
            }
        }
        for (int at = 0; at < text.length(); at = end[at]) {
            emit(text.substring(at, end[at]), out);
        }
    }

    private void layOut() {
        int length = text.length();
        if (length > end.length) {
            end = new int[length];
            previous = new int[length];
            joined = new int[length];
        }
        int before = -1;
        for (int at = 0; at < length; at = end[at]) {
            end[at] = at + Character.charCount(text.codePointAt(at));
            previous[at] = before;
            before = at;
        }
        candidates.clear();
        for (int at = 0; at < length; at = end[at]) {
            offer(at);
        }
    }

    private void join(int at) {
        int gone = end[at];
        end[at] = end[gone];
        joined[gone] = ScoredPieces.NONE;
        if (end[at] < text.length()) {
            previous[end[at]] = at;
        }
        offer(at);
        if (previous[at] >= 0) {
            offer(previous[at]);
        }
    }

    /** Puts the pair that begins at a place among the candidates. */
    private void offer(int at) {
        int right = end[at];
        joined[at] = right == text.length() ? ScoredPieces.NONE : pieces.find(text, at, end[right]);
        if (joined[at] != ScoredPieces.NONE) {
            candidates.offer(pieces.precedence(joined[at]), at);
        }
    }

    private void emit(String symbol, Ids out) {
        int token = pieces.find(symbol, 0, symbol.length());
        if (token != ScoredPieces.NONE) {
            out.add(token);
            return;
        }
        byte[] octets = symbol.getBytes(StandardCharsets.UTF_8);
        boolean spelled = true;
        for (byte octet : octets) {
            spelled &= pieces.ofByte(octet & 0xFF) != ScoredPieces.NONE;
        }
        if (spelled) {
            for (byte octet : octets) {
                out.add(pieces.ofByte(octet & 0xFF));
            }
        } else {
            pieces.unknown().ifPresent(out::add);
        }
    }
}
