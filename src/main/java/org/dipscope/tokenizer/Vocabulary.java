package org.dipscope.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.dipscope.gguf.GgufException;
import org.dipscope.gguf.Metadata;

/** The tokens of a model: their texts, their kinds and the roles that some of them have. */
final class Vocabulary {
    /** Tokens that end a turn by their name, whatever the file calls them; the file's own ids come on top. */
    private static final Set<String> ENDS = Set.of("<|im_end|>", "<|endoftext|>", "<|eot_id|>", "<end_of_turn>", "<|end|>",
            "<|end_of_text|>", "<|eom_id|>", "<EOT>", "_<EOT>", "<|return|>", "<|call|>", "<｜end▁of▁sentence｜>");

    private final List<String> texts;
    private final TokenKind[] kinds;
    private final Map<String, Integer> ids;
    private final BitSet ends = new BitSet();
    private final OptionalInt bos;
    private final OptionalInt eos;

    Vocabulary(Metadata metadata) throws GgufException {
        texts = metadata.requireStrings("tokenizer.ggml.tokens");
        if (texts.isEmpty()) {
            throw new GgufException("The metadata key \"tokenizer.ggml.tokens\" is an empty list; choose a complete model.");
        }
        kinds = kinds(metadata, texts.size());
        ids = HashMap.newHashMap(texts.size());
        for (int id = 0; id < texts.size(); id++) {
            ids.putIfAbsent(texts.get(id), id);
        }
        bos = role(metadata, "bos");
        eos = role(metadata, "eos");
        for (String role : new String[] {"eos", "eot", "eom"}) {
            role(metadata, role).ifPresent(ends::set);
        }
        for (String text : ENDS) {
            Integer id = ids.get(text);
            if (id != null) {
                ends.set(id);
                // Some converters leave such a token an ordinary one, and then it could be typed.
                kinds[id] = TokenKind.CONTROL;
            }
        }
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

    /** The token of this text, the first if there are several. */
    OptionalInt id(String text) {
        Integer id = ids.get(text);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /** The bytes that a token stands for in the text. */
    byte[] bytes(int id) {
        return kinds[id] == TokenKind.NORMAL ? ByteAlphabet.decode(texts.get(id)) : texts.get(id).getBytes(StandardCharsets.UTF_8);
    }

    boolean ends(int id) {
        return ends.get(id);
    }

    OptionalInt bos() {
        return bos;
    }

    OptionalInt eos() {
        return eos;
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

    private OptionalInt role(Metadata metadata, String role) throws GgufException {
        String key = "tokenizer.ggml." + role + "_token_id";
        OptionalLong id = metadata.integer(key);
        if (id.isEmpty() || id.getAsLong() == 0xFFFFFFFFL) {
            return OptionalInt.empty();
        }
        if (id.getAsLong() < 0 || id.getAsLong() >= texts.size()) {
            throw new GgufException("The metadata key \"" + key + "\" is " + id.getAsLong() + ", but there are " + texts.size()
                    + " tokens; the file is damaged, download it again.");
        }
        return OptionalInt.of((int) id.getAsLong());
    }
}
