package org.dipscope.tokenizer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.dipscope.gguf.GgufException;

/**
 * The merges of a byte-pair encoding: which two pieces become which one, and in what order of precedence. A piece is a token's id
 * or, for a piece that the vocabulary lacks, a number from the vocabulary's size on.
 */
final class Merges {
    /** The answer for two pieces that do not merge. */
    static final int NONE = -1;

    private final Vocabulary tokens;
    private final int vocabulary;
    private final String[] extraPieces;
    private final int[] bytePieces = new int[256];
    private final long[] pairs;
    private final int[] ranks;
    private final int[] results;

    Merges(Vocabulary tokens, List<String> merges) throws GgufException {
        this.tokens = tokens;
        vocabulary = tokens.size();
        Map<String, Integer> extra = new HashMap<>();
        for (int octet = 0; octet < 256; octet++) {
            bytePieces[octet] = piece(tokens, extra, String.valueOf(ByteAlphabet.character(octet)));
        }
        // At most half full, so that a search ends soon.
        int slots = Integer.highestOneBit(Math.max(2, merges.size())) * 4;
        pairs = new long[slots];
        ranks = new int[slots];
        results = new int[slots];
        Arrays.fill(pairs, NONE);
        for (int rank = 0; rank < merges.size(); rank++) {
            String merge = merges.get(rank);
            int space = merge.indexOf(' ', 1);
            if (space < 0 || space == merge.length() - 1) {
                throw new GgufException("Entry " + rank + " of the metadata key \"tokenizer.ggml.merges\" is no pair of pieces with a space "
                        + "between them; the file is damaged, download it again.");
            }
            String left = merge.substring(0, space);
            String right = merge.substring(space + 1);
            put(pair(piece(tokens, extra, left), piece(tokens, extra, right)), rank, piece(tokens, extra, left + right));
        }
        extraPieces = new String[extra.size()];
        extra.forEach((text, piece) -> extraPieces[piece - vocabulary] = text);
    }

    /** The piece that a single byte, 0 to 255, begins as. */
    int ofByte(int octet) {
        return bytePieces[octet];
    }

    /** The token that these bytes are as a whole, or {@link #NONE}. */
    int whole(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        for (byte octet : bytes) {
            text.append(ByteAlphabet.character(octet & 0xFF));
        }
        OptionalInt id = tokens.id(text.toString());
        return id.isPresent() && !tokens.steers(id.getAsInt()) ? id.getAsInt() : NONE;
    }

    /** Whether a piece is a token. */
    boolean isToken(int piece) {
        return piece < vocabulary;
    }

    /** The text of a piece that is no token, in the byte alphabet. */
    String extraText(int piece) {
        return extraPieces[piece - vocabulary];
    }

    /** Where the merge of two pieces is listed, or {@link #NONE}; to be asked for its rank and result. */
    int find(int left, int right) {
        long pair = pair(left, right);
        int mask = pairs.length - 1;
        for (int slot = slot(pair); ; slot = (slot + 1) & mask) {
            if (pairs[slot] == pair) {
                return slot;
            }
            if (pairs[slot] == NONE) {
                return NONE;
            }
        }
    }

    /** The precedence of a merge; the lowest goes first. */
    int rank(int found) {
        return ranks[found];
    }

    /** The piece that a merge makes. */
    int result(int found) {
        return results[found];
    }

    private void put(long pair, int rank, int result) {
        int mask = pairs.length - 1;
        int slot = slot(pair);
        while (pairs[slot] != NONE) {
            if (pairs[slot] == pair) {
                return;
            }
            slot = (slot + 1) & mask;
        }
        pairs[slot] = pair;
        ranks[slot] = rank;
        results[slot] = result;
    }

    private int slot(long pair) {
        return (int) (pair * 0x9E3779B97F4A7C15L >>> 40) & pairs.length - 1;
    }

    private static long pair(int left, int right) {
        return (long) left << 32 | right;
    }

    private static int piece(Vocabulary tokens, Map<String, Integer> extra, String text) {
        OptionalInt id = tokens.id(text);
        // Merging must never make a token that steers the model out of typed text, whatever a file's merges say.
        return id.isPresent() && !tokens.steers(id.getAsInt()) ? id.getAsInt()
                : extra.computeIfAbsent(text, absent -> tokens.size() + extra.size());
    }
}
