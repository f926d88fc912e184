package org.dipscope.model;

import org.dipscope.gguf.GgufException;
import org.dipscope.gguf.GgufFile;
import org.dipscope.gguf.Metadata;
import org.dipscope.gguf.TensorInfo;

import java.util.Set;

/**
 * A model's shape, read from its metadata and checked.
 *
 * @param architecture   {@code general.architecture}
 * @param layers         {@code L}, 1 to 1,024
 * @param hidden         {@code H}
 * @param intermediate   {@code I}
 * @param heads          query heads
 * @param kvHeads        key and value heads, a divisor of {@code heads}
 * @param headSize       floats of a head
 * @param rotated        how many leading dimensions of a head are rotated
 * @param rotationBase   base of the rotary frequencies
 * @param rotationScale  divisor of the positions (linear scaling), 1 for none
 * @param epsilon        of the RMS norms
 * @param vocabulary     tokens
 * @param contextLength  positions that the model was trained for
 */
public record Hyperparameters(String architecture, int layers, int hidden, int intermediate, int heads, int kvHeads, int headSize, int rotated,
                              double rotationBase, double rotationScale, float epsilon, int vocabulary, int contextLength) {
    /** The architectures that this version runs. */
    public static final Set<String> SUPPORTED = Set.of("llama");
    private static final long MOST = 1 << 20;

    /**
     * Reads them.
     *
     * @throws GgufException if the architecture is not supported, or a number is missing or absurd
     */
    public static Hyperparameters of(GgufFile file) throws GgufException {
        Metadata metadata = file.metadata();
        String architecture = metadata.requireString("general.architecture");
        if (!SUPPORTED.contains(architecture)) {
            throw new GgufException("the model's architecture is '%s', which Dipscope does not run; open a model of the llama architecture."
                    .formatted(architecture.length() > 40 ? architecture.substring(0, 40) + "…" : architecture));
        }
        String prefix = architecture + ".";
        if (metadata.integer(prefix + "expert_count").orElse(0) > 0) {
            throw new GgufException("the model is a mixture of experts, whose MLP Dipscope does not mask; open a dense llama model.");
        }
        int layers = number(metadata, prefix + "block_count", 1024);
        int hidden = number(metadata, prefix + "embedding_length", MOST);
        int intermediate = number(metadata, prefix + "feed_forward_length", MOST);
        int heads = number(metadata, prefix + "attention.head_count", 4096);
        int kvHeads = metadata.integer(prefix + "attention.head_count_kv").isPresent()
                ? number(metadata, prefix + "attention.head_count_kv", 4096) : heads;
        int headSize = metadata.integer(prefix + "attention.key_length").isPresent()
                ? number(metadata, prefix + "attention.key_length", MOST) : hidden / heads;
        int rotated = metadata.integer(prefix + "rope.dimension_count").isPresent()
                ? number(metadata, prefix + "rope.dimension_count", MOST) : headSize;
        TensorInfo embedding = file.require("token_embd.weight");
        int vocabulary = Math.toIntExact(Math.min(embedding.shape().size() < 2 ? 1 : embedding.shape().get(1), Integer.MAX_VALUE));
        if (heads % kvHeads != 0 || headSize < 1 || rotated > headSize || rotated % 2 != 0) {
            throw new GgufException("%d heads, %d key heads, head size %d and %d rotated dimensions do not fit together; the file is broken, get it again."
                    .formatted(heads, kvHeads, headSize, rotated));
        }
        return new Hyperparameters(architecture, layers, hidden, intermediate, heads, kvHeads, headSize, rotated,
                positive(prefix + "rope.freq_base", metadata.real(prefix + "rope.freq_base").orElse(10_000)), scale(metadata, prefix),
                (float) positive(prefix + "attention.layer_norm_rms_epsilon", metadata.requireReal(prefix + "attention.layer_norm_rms_epsilon")), vocabulary,
                number(metadata, prefix + "context_length", 1 << 24));
    }

    private static double scale(Metadata metadata, String prefix) throws GgufException {
        String type = metadata.string(prefix + "rope.scaling.type").orElse("none");
        return switch (type) {
            case "none" -> 1;
            case "linear" -> positive(prefix + "rope.scaling.factor", metadata.requireReal(prefix + "rope.scaling.factor"));
            default -> throw new GgufException("the model scales its positions by '%s', which Dipscope does not know; open a model without it.".formatted(type));
        };
    }

    private static double positive(String key, double value) throws GgufException {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new GgufException("%s is %s, where only a number above 0 has a meaning; the file is broken, get it again.".formatted(key, value));
        }
        return value;
    }

    private static int number(Metadata metadata, String key, long most) throws GgufException {
        long value = metadata.requireInteger(key);
        if (value < 1 || value > most) {
            throw new GgufException("%s is %d, outside 1 to %d; the file is broken, get it again.".formatted(key, value, most));
        }
        return (int) value;
    }

    /** Floats of all query heads. */
    public int queryWidth() {
        return heads * headSize;
    }

    /** Floats of all key heads, and of all value heads. */
    public int kvWidth() {
        return kvHeads * headSize;
    }
}
