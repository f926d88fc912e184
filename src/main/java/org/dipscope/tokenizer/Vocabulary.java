package org.dipscope.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.dipscope.gguf.GgufException;
import org.dipscope.gguf.Metadata;

/** The tokens of a model: their texts, their kinds, the roles that some of them have, and the bytes that they stand for. */
final class Vocabulary {
    private static final Pattern BYTE_NAME = Pattern.compile("<0x[0-9A-Fa-f]{2}>");
    /** Tokens of Phi-3 that keep the white space behind them. */
    private static final Set<String> KEEPING = Set.of("<unk>", "<s>", "<|endoftext|>");

    private final boolean sentencePiece;
    private final List<String> texts;
    private final TokenKind[] kinds;
    private final Map<String, Integer> ids;
    private final TokenRoles roles;
    private final boolean stripping;

    /**
     * Reads the tables.
     *
     * @param sentencePiece whether the texts are SentencePiece's, spaces written as ▁, and not in the byte alphabet
     */
    Vocabulary(Metadata metadata, boolean sentencePiece) throws GgufException {
        this.sentencePiece = sentencePiece;
        texts = metadata.requireStrings("tokenizer.ggml.tokens");
        if (texts.isEmpty()) {
            throw new GgufException("The metadata key \"tokenizer.ggml.tokens\" is an empty list; choose a complete model.");
        }
        kinds = kinds(metadata, texts.size());
        ids = HashMap.newHashMap(texts.size());
        for (int id = 0; id < texts.size(); id++) {
            ids.putIfAbsent(texts.get(id), id);
        }
        roles = TokenRoles.of(metadata, ids, texts.size(), sentencePiece);
        // Some converters leave such a token an ordinary one, and then it could be typed.
        roles.telling().stream().forEach(id -> kinds[id] = TokenKind.CONTROL);
        stripping = isPhi3(metadata);
    }

    int size() {
        return texts.size();
    }

    String text(int id) {
        return texts.get(id);
    }

    TokenKind kind(int id) {
        return kinds[id];
    }

    /** Whether a token steers the model and is no text. */
    boolean steers(int id) {
        return kinds[id] == TokenKind.CONTROL || kinds[id] == TokenKind.UNKNOWN;
    }

    /** Whether a token is found by its text before anything is merged; what follows one begins anew. */
    boolean standsAlone(int id) {
        return steers(id) || kinds[id] == TokenKind.USER_DEFINED;
    }

    /** Whether a token that was found takes the white space behind it along. The files do not say it; llama.cpp knows it of Phi-3. */
    boolean stripsBehind(int id) {
        return stripping && !KEEPING.contains(texts.get(id));
    }

    /** The token of this text, the first if there are several. */
    OptionalInt id(String text) {
        Integer id = ids.get(text);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /** The bytes that a token stands for in the text. */
    byte[] bytes(int id) {
        String text = texts.get(id);
        return switch (kinds[id]) {
            case NORMAL -> sentencePiece ? text.replace(ScoredPieces.SPACE, ' ').getBytes(StandardCharsets.UTF_8) : ByteAlphabet.decode(text);
            case BYTE -> BYTE_NAME.matcher(text).matches() ? new byte[] {(byte) Integer.parseInt(text, 3, 5, 16)} : text.getBytes(StandardCharsets.UTF_8);
            default -> text.getBytes(StandardCharsets.UTF_8);
        };
    }

    /** Whether a token's text begins with a space that may be the encoder's own. */
    boolean beginsWithSpace(int id) {
        return kinds[id] == TokenKind.NORMAL && texts.get(id).indexOf(ScoredPieces.SPACE) == 0;
    }

    boolean ends(int id) {
        return roles.ends().get(id);
    }

    OptionalInt bos() {
        return roles.bos();
    }

    OptionalInt eos() {
        return roles.eos();
    }

    OptionalInt unknown() {
        return roles.unknown();
    }

    private static TokenKind[] kinds(Metadata metadata, int size) throws GgufException {
        TokenKind[] kinds = new TokenKind[size];
        Arrays.fill(kinds, TokenKind.NORMAL);
        int[] numbers = metadata.integers("tokenizer.ggml.token_type").orElse(null);
        if (numbers != null) {
            if (numbers.length != size) {
                throw new GgufException("The metadata key \"tokenizer.ggml.token_type\" has " + numbers.length + " entries for " + size
                        + " tokens; the file is damaged, download it again.");
            }
            Arrays.setAll(kinds, id -> TokenKind.of(numbers[id]));
        }
        return kinds;
    }

    private boolean isPhi3(Metadata metadata) throws GgufException {
        String name = metadata.string("general.name").orElse("").toLowerCase(Locale.ROOT);
        return name.contains("phi-3") || name.contains("phi3")
                || sentencePiece && metadata.string("general.architecture").orElse("").equals("phi3");
    }
}
