package org.dipscope.tokenizer;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.dipscope.gguf.GgufException;
import org.dipscope.gguf.Metadata;

/** The pieces that a SentencePiece vocabulary merges text into, with their scores, and the tokens of single bytes. */
final class ScoredPieces {
    /** The answer where no piece is. */
    static final int NONE = -1;
    /** How the pieces write a space: U+2581. */
    static final char SPACE = '▁';

    private final Map<String, Integer> ids;
    private final int[] precedences;
    private final int[] bytes = new int[256];
    private final OptionalInt unknown;
    private final int longest;

    ScoredPieces(Vocabulary vocabulary, Metadata metadata) throws GgufException {
        float[] scores = scores(metadata, vocabulary.size());
        ids = HashMap.newHashMap(vocabulary.size());
        precedences = new int[vocabulary.size()];
        int most = 0;
        for (int id = 0; id < vocabulary.size(); id++) {
            precedences[id] = precedence(scores[id]);
            // Text must never merge into a token that steers the model, nor into the name of a byte.
            if (!vocabulary.steers(id) && vocabulary.kind(id) != TokenKind.BYTE && !vocabulary.text(id).isEmpty()) {
                ids.putIfAbsent(vocabulary.text(id), id);
                most = Math.max(most, vocabulary.text(id).length());
            }
        }
        longest = most;
        unknown = vocabulary.unknown();
        for (int octet = 0; octet < 256; octet++) {
            OptionalInt id = vocabulary.id("<0x%02X>".formatted(octet));
            bytes[octet] = (id.isEmpty() && octet < 0x80 ? vocabulary.id(String.valueOf((char) octet)) : id).orElse(NONE);
        }
    }

    /** The piece that the characters from {@code begin} to {@code end}, exclusive, are. */
    int find(String text, int begin, int end) {
        if (end - begin > longest) {
            return NONE;
        }
        Integer id = ids.get(text.substring(begin, end));
        return id == null ? NONE : id;
    }

    /** The rank of a piece by its score; the least goes first, and equal scores have equal ranks. */
    int precedence(int id) {
        return precedences[id];
    }

    /** The token of a byte, given as 0 to 255, or {@link #NONE}. */
    int ofByte(int octet) {
        return bytes[octet];
    }

    /** The token for what no other one can write. */
    OptionalInt unknown() {
        return unknown;
    }

    private static float[] scores(Metadata metadata, int size) throws GgufException {
        String key = "tokenizer.ggml.scores";
        float[] scores = metadata.requireReals(key);
        if (scores.length != size) {
            throw new GgufException("The metadata key \"" + key + "\" has " + scores.length + " entries for " + size
                    + " tokens; the file is damaged, download it again.");
        }
        for (int id = 0; id < size; id++) {
            if (Float.isNaN(scores[id])) {
                throw new GgufException("Entry " + id + " of the metadata key \"" + key + "\" is no number; the file is damaged, download it again.");
            }
        }
        return scores;
    }

    /** Orders as the scores do, highest first; adding 0 makes the two zeros one. */
    private static int precedence(float score) {
        int bits = Float.floatToIntBits(score + 0f);
        return ~(bits ^ (bits >> 31 & Integer.MAX_VALUE));
    }
}
