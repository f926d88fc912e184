package org.dipscope.model;

import org.dipscope.gguf.GgufException;
import org.dipscope.gguf.GgufFile;
import org.dipscope.gguf.Metadata;
import org.dipscope.gguf.TensorInfo;

import java.util.ArrayList;
import java.util.List;

/**
 * A model's shape, read from its metadata and checked.
 *
 * @param kind           what its architecture's name says
 * @param layers         {@code L}, 1 to 1,024
 * @param hidden         {@code H}
 * @param intermediate   {@code I}
 * @param heads          query heads
 * @param kvHeads        key and value heads, a divisor of {@code heads}
 * @param headSize       floats of a head
 * @param epsilon        of the RMS norms
 * @param vocabulary     tokens
 * @param contextLength  positions that the model was trained for
 * @param rotary         how heads are turned by positions
 * @param temperature    how queries grow with their position
 * @param attentionScale factor of the attention's scores
 * @param attentionCap   soft cap of the attention's scores, 0 for none
 * @param outputCap      soft cap of the logits, 0 for none
 * @param plan           {@code [layers]}
 */
public record Hyperparameters(Architecture kind, int layers, int hidden, int intermediate, int heads, int kvHeads, int headSize, float epsilon,
                              int vocabulary, int contextLength, RotaryShape rotary, Temperature temperature, double attentionScale,
                              double attentionCap, double outputCap, List<LayerPlan> plan) {
    static final int LONGEST_CONTEXT = 1 << 24;
    private static final long WIDEST = 1 << 20;

    /**
     * Reads them.
     *
     * @throws GgufException if the architecture is not supported, or a number is missing or absurd
     */
    public static Hyperparameters of(GgufFile file) throws GgufException {
        Metadata metadata = file.metadata();
        Architecture kind = Architecture.of(metadata.requireString("general.architecture"));
        Keys keys = new Keys(metadata, kind.name() + ".");
        refuseOtherMlps(keys);
        refuseEncoders(keys);
        int layers = keys.number("block_count", 1, 1024);
        int hidden = keys.number("embedding_length", 1, WIDEST);
        int intermediate = keys.number("feed_forward_length", 1, WIDEST);
        int heads = keys.number("attention.head_count", 1, 4096);
        int kvHeads = keys.number("attention.head_count_kv", 1, 4096, heads);
        int headSize = keys.number("attention.key_length", 1, WIDEST, hidden / heads);
        int valueSize = keys.number("attention.value_length", 1, WIDEST, headSize);
        if (heads % kvHeads != 0 || headSize < 2 || headSize != valueSize || (long) heads * headSize > WIDEST) {
            throw new GgufException("%d heads, %d key heads, keys of %d and values of %d floats do not fit together; the file is broken, get it again."
                    .formatted(heads, kvHeads, headSize, valueSize));
        }
        int context = keys.number("context_length", 1, LONGEST_CONTEXT);
        RotaryShape rotary = RotaryShape.of(keys, kind, headSize, context);
        double scored = layers == kind.wideScaleDepth() ? (double) (hidden / heads) : headSize;
        return new Hyperparameters(kind, layers, hidden, intermediate, heads, kvHeads, headSize,
                (float) keys.above(0, "attention.layer_norm_rms_epsilon"), vocabulary(file), context, rotary, temperature(keys, rotary),
                1 / Math.sqrt(scored), cap(keys, "attn_logit_softcapping", kind.attentionCap()),
                cap(keys, "final_logit_softcapping", kind.outputCap()), plan(keys, kind, layers));
    }

    private static void refuseOtherMlps(Keys keys) throws GgufException {
        int experts = keys.number("expert_count", 0, Integer.MAX_VALUE, 0);
        if (experts > 0) {
            throw new GgufException("The model is a mixture of %d experts, whose MLPs Dipscope does not mask; open a dense model of one of these architectures: %s."
                    .formatted(experts, Architecture.names()));
        }
    }

    private static void refuseEncoders(Keys keys) throws GgufException {
        if (!keys.metadata().flag(keys.prefix() + "attention.causal").orElse(true)) {
            throw new GgufException("The model is an encoder, whose tokens see those behind them, so that it writes no text; open a decoder of one of these architectures: %s."
                    .formatted(Architecture.names()));
        }
    }

    private static int vocabulary(GgufFile file) throws GgufException {
        TensorInfo embedding = file.require("token_embd.weight");
        return Math.toIntExact(Math.min(embedding.shape().size() < 2 ? 1 : embedding.shape().get(1), Integer.MAX_VALUE));
    }

    private static Temperature temperature(Keys keys, RotaryShape rotary) throws GgufException {
        double scale = keys.notNegative("attention.temperature_scale", 0);
        return scale == 0 ? Temperature.NONE : new Temperature(scale, rotary.reach());
    }

    private static double cap(Keys keys, String key, double otherwise) throws GgufException {
        return otherwise == Architecture.NO_CAP ? 0 : keys.notNegative(key, otherwise);
    }

    private static List<LayerPlan> plan(Keys keys, Architecture kind, int layers) throws GgufException {
        int window = kind.windows() == Windows.NEVER ? 0 : keys.number("attention.sliding_window", 0, Integer.MAX_VALUE, kind.windows().size());
        boolean[] windowed = windowed(keys, kind, layers);
        List<LayerPlan> plan = new ArrayList<>(layers);
        for (int layer = 0; layer < layers; layer++) {
            boolean unturned = kind.unturnedEvery() > 0 && (layer + 1) % kind.unturnedEvery() == 0;
            boolean local = window > 0 && windowed[layer];
            plan.add(new LayerPlan(local ? window : 0, unturned ? LayerPlan.Turn.NONE : local ? LayerPlan.Turn.LOCAL : LayerPlan.Turn.GLOBAL));
        }
        return List.copyOf(plan);
    }

    private static boolean[] windowed(Keys keys, Architecture kind, int layers) throws GgufException {
        String key = "attention.sliding_window_pattern";
        boolean[] windowed = new boolean[layers];
        if (keys.metadata().length(keys.prefix() + key).isPresent()) {
            int[] named = keys.metadata().requireIntegers(keys.prefix() + key);
            if (named.length < layers) {
                throw new GgufException("%s has %d elements for %d layers; the file is broken, get it again.".formatted(keys.prefix() + key, named.length, layers));
            }
            for (int layer = 0; layer < layers; layer++) {
                windowed[layer] = named[layer] != 0;
            }
            return windowed;
        }
        Windows windows = new Windows(keys.number(key, 0, 1024, kind.windows().wholeEvery()), 0, 0);
        for (int layer = 0; layer < layers; layer++) {
            windowed[layer] = windows.reach(layer);
        }
        return windowed;
    }

    /** {@code general.architecture}. */
    public String architecture() {
        return kind.name();
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
