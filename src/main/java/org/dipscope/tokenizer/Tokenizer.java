package org.dipscope.tokenizer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.dipscope.gguf.GgufException;
import org.dipscope.gguf.Metadata;

/**
 * Text to token ids and back with a model's own tables: byte-level BPE behind one of the known pre-tokenisers. Immutable, so
 * several threads may share one. No text makes it fail: a lone surrogate is encoded as U+FFFD, and a byte for which the
 * vocabulary has no token is left out (SmolLM2's lacks six control characters and two lead bytes of unassigned planes).
 */
public final class Tokenizer {
    private final Vocabulary vocabulary;
    private final PreTokenizer preTokenizer;
    private final Merges merges;
    /** Everything that is found where special tokens are parsed. */
    private final SpecialTokens parsed;
    /** User-defined tokens are text of their own and found always. */
    private final SpecialTokens textual;
    /** What steers the model, and what typed text must hence never become. */
    private final SpecialTokens steering;
    private final boolean addsBos;

    private Tokenizer(Vocabulary vocabulary, PreTokenizer preTokenizer, Merges merges, boolean addsBos) {
        this.vocabulary = vocabulary;
        this.preTokenizer = preTokenizer;
        this.merges = merges;
        this.parsed = new SpecialTokens(vocabulary, EnumSet.of(TokenKind.CONTROL, TokenKind.UNKNOWN, TokenKind.USER_DEFINED));
        this.textual = new SpecialTokens(vocabulary, EnumSet.of(TokenKind.USER_DEFINED));
        this.steering = new SpecialTokens(vocabulary, EnumSet.of(TokenKind.CONTROL, TokenKind.UNKNOWN));
        this.addsBos = addsBos;
    }

    /** The tokenizer that a file describes; refuses a kind or a pre-tokeniser that is not known, by its name. */
    public static Tokenizer of(Metadata metadata) throws GgufException {
        String model = metadata.requireString("tokenizer.ggml.model");
        if (!model.equals("gpt2")) {
            throw new GgufException("The model's tokenizer is of the kind \"" + shown(model) + "\", which this version does not know; choose a model "
                    + "with a byte-level BPE tokenizer (\"gpt2\").");
        }
        String pre = metadata.requireString("tokenizer.ggml.pre");
        PreTokenizer preTokenizer = PreTokenizer.named(pre).orElseThrow(() -> new GgufException("The model's pre-tokeniser is \""
                + shown(pre) + "\", which this version does not know; choose a model with the pre-tokeniser \"smollm\"."));
        Vocabulary vocabulary = new Vocabulary(metadata);
        Merges merges = new Merges(vocabulary, metadata.requireStrings("tokenizer.ggml.merges"));
        boolean addsBos = metadata.flag("tokenizer.ggml.add_bos_token").orElse(false) && vocabulary.bos().isPresent();
        return new Tokenizer(vocabulary, preTokenizer, merges, addsBos);
    }

    /**
     * The tokens of a text, without a beginning-of-sequence token.
     *
     * @param parseSpecial whether the texts of special tokens become those tokens; never set it for what a person typed
     */
    public int[] encode(String text, boolean parseSpecial) {
        return encode(text, parseSpecial ? parsed : textual, SpecialTokens.UNGUARDED, UnaryOperator.identity());
    }

    /** The tokens of a rendered conversation, special ones parsed but for those that the sentinel guards. */
    int[] encode(String text, Sentinel sentinel) {
        return encode(text, parsed, sentinel.character(), sentinel::removedFrom);
    }

    private int[] encode(String text, SpecialTokens tokens, int guard, UnaryOperator<String> plain) {
        Ids ids = new Ids();
        BytePairEncoder encoder = new BytePairEncoder(merges);
        tokens.split(wellFormed(text), guard, piece -> preTokenizer.split(plain.apply(piece), word -> encoder.encode(word, ids)), ids::add);
        return ids.toArray();
    }

    /** The text of tokens, the special ones included; half characters at the end come as U+FFFD. */
    public String decode(int... ids) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int id : ids) {
            bytes.writeBytes(bytes(id));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The number of tokens; ids are 0 to this, exclusive. */
    public int vocabulary() {
        return vocabulary.size();
    }

    /** A token as the vocabulary writes it, bytes in its own alphabet. Throws {@link IndexOutOfBoundsException} for no id. */
    public String token(int id) {
        return vocabulary.text(id);
    }

    /** The bytes that a token adds to the text; the caller's own copy. Throws {@link IndexOutOfBoundsException} for no id. */
    public byte[] bytes(int id) {
        return vocabulary.bytes(id);
    }

    /** Whether a token steers the model and is no text. */
    public boolean special(int id) {
        TokenKind kind = vocabulary.kind(id);
        return kind == TokenKind.CONTROL || kind == TokenKind.UNKNOWN;
    }

    /** The token that begins a sequence, if the model has one. */
    public OptionalInt bos() {
        return vocabulary.bos();
    }

    /** The token that ends a sequence, if the model has one. */
    public OptionalInt eos() {
        return vocabulary.eos();
    }

    /** Whether the model wants {@link #bos()} before a prompt; it has one then. */
    public boolean addsBos() {
        return addsBos;
    }

    /** Whether a token ends the model's turn or the text. */
    public boolean ends(int id) {
        return vocabulary.ends(id);
    }

    SpecialTokens steering() {
        return steering;
    }

    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
                    i++;
                } else {
                    return text.codePoints().map(point -> point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point)
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
                }
            }
        }
        return text;
    }

    private static String shown(String name) {
        return name.replaceAll("[^\\x20-\\x7e]", "?").substring(0, Math.min(40, name.length()));
    }
}
