package org.dipscope.tokenizer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.dipscope.gguf.GgufException;
import org.dipscope.gguf.Metadata;

/**
 * Text to token ids and back with a model's own tables: byte-level BPE behind one of the known pre-tokenisers, or SentencePiece's BPE.
 * Immutable, so several threads may share one. No text makes it fail: a lone surrogate is encoded as U+FFFD, and a byte for which the
 * vocabulary has no token is left out (SmolLM2's lacks six control characters and two lead bytes of unassigned planes).
 */
public final class Tokenizer {
    private final Vocabulary vocabulary;
    private final Supplier<TextEncoder> encoders;
    /** Everything that is found where special tokens are parsed. */
    private final SpecialTokens parsed;
    /** User-defined tokens are text of their own and found always. */
    private final SpecialTokens textual;
    /** Whether the encoder sets a space before a text's beginning, and behind special tokens. */
    private final boolean addsSpace;
    private final boolean addsBos;
    private final boolean addsEos;

    private Tokenizer(Vocabulary vocabulary, Supplier<TextEncoder> encoders, boolean addsSpace, boolean addsBos, boolean addsEos) {
        this.vocabulary = vocabulary;
        this.encoders = encoders;
        this.parsed = new SpecialTokens(vocabulary, vocabulary::standsAlone);
        this.textual = new SpecialTokens(vocabulary, id -> vocabulary.kind(id) == TokenKind.USER_DEFINED);
        this.addsSpace = addsSpace;
        this.addsBos = addsBos && vocabulary.bos().isPresent();
        this.addsEos = addsEos && vocabulary.eos().isPresent();
    }

    /** The tokenizer that a file describes; refuses a kind or a pre-tokeniser that is not known, by its name. */
    public static Tokenizer of(Metadata metadata) throws GgufException {
        String model = metadata.requireString("tokenizer.ggml.model");
        return switch (model) {
            case "gpt2" -> bytePairs(metadata);
            case "llama" -> sentencePiece(metadata);
            case "bert", "t5", "rwkv", "plamo2", "gemma4", "no_vocab", "none" -> throw unknown(model, switch (model) {
                case "bert" -> ", WordPiece";
                case "t5" -> ", a unigram model";
                case "no_vocab", "none" -> ", none at all";
                default -> "";
            });
            default -> throw unknown(model, "");
        };
    }

    private static GgufException unknown(String model, String family) {
        return new GgufException("The model's tokenizer is of the kind \"" + shown(model) + "\"" + family + ", which this version does not know; "
                + "choose a model with byte-level BPE (\"gpt2\") or SentencePiece BPE (\"llama\").");
    }

    private static Tokenizer bytePairs(Metadata metadata) throws GgufException {
        String pre = metadata.string("tokenizer.ggml.pre").orElseThrow(() -> new GgufException("The file does not say how its tokenizer cuts words "
                + "(the key \"tokenizer.ggml.pre\" is missing, as in files from before May 2024), and a guess could give wrong tokens in silence; "
                + "get a newer conversion of the model."));
        PreTokenizer preTokenizer = PreTokenizers.named(pre).orElseThrow(() -> new GgufException("The model's pre-tokeniser is \"" + shown(pre)
                + "\", which this version does not know; it knows " + String.join(", ", PreTokenizers.names()) + "."));
        Vocabulary vocabulary = new Vocabulary(metadata, false);
        Merges merges = new Merges(vocabulary, metadata.requireStrings("tokenizer.ggml.merges"));
        return new Tokenizer(vocabulary, () -> new BytePairEncoder(preTokenizer, merges), false,
                flag(metadata, "add_bos_token", preTokenizer.addsBos()), flag(metadata, "add_eos_token", false));
    }

    private static Tokenizer sentencePiece(Metadata metadata) throws GgufException {
        Vocabulary vocabulary = new Vocabulary(metadata, true);
        ScoredPieces pieces = new ScoredPieces(vocabulary, metadata);
        boolean addsSpace = flag(metadata, "add_space_prefix", true);
        return new Tokenizer(vocabulary, () -> new SentencePieceEncoder(pieces, addsSpace), addsSpace,
                flag(metadata, "add_bos_token", true), flag(metadata, "add_eos_token", false));
    }

    private static boolean flag(Metadata metadata, String key, boolean otherwise) throws GgufException {
        return metadata.flag("tokenizer.ggml." + key).orElse(otherwise);
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
        Fragments fragments = new Fragments(encoders.get(), plain);
        tokens.split(wellFormed(text), guard, fragments, fragments);
        return fragments.ids();
    }

    /** The text of tokens, the special ones included; half characters at the end come as U+FFFD. */
    public String decode(int... ids) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean begins = true;
        for (int id : ids) {
            bytes.writeBytes(begins ? bytesAtBeginning(id) : bytes(id));
            begins = standsAlone(id);
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

    /** {@link #bytes} of a token that begins a text or follows a special token, without the space that the encoder sets there. */
    byte[] bytesAtBeginning(int id) {
        byte[] bytes = bytes(id);
        return addsSpace && vocabulary.beginsWithSpace(id) ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    /** Whether the encoder begins anew behind a token. */
    boolean standsAlone(int id) {
        return vocabulary.standsAlone(id);
    }

    /** Whether a token steers the model and is no text. */
    public boolean special(int id) {
        return vocabulary.steers(id);
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

    /** Whether the model wants {@link #eos()} behind a text that is complete; it has one then. No prompt is complete. */
    public boolean addsEos() {
        return addsEos;
    }

    /** Whether a token ends the model's turn or the text. */
    public boolean ends(int id) {
        return vocabulary.ends(id);
    }

    /**
     * What typed text must never become in a conversation: the tokens that steer the model and, since some files call even the borders
     * of a turn user-defined, the tags that a template writes itself.
     */
    SpecialTokens steering(String template) {
        return new SpecialTokens(vocabulary, id -> vocabulary.steers(id)
                || vocabulary.kind(id) == TokenKind.USER_DEFINED && isTag(vocabulary.text(id)) && template.contains(vocabulary.text(id)));
    }

    private static boolean isTag(String text) {
        return text.length() > 2 && (text.startsWith("<") && text.endsWith(">") || text.startsWith("[") && text.endsWith("]"));
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
