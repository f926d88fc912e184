package org.dipscope.memory;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The masks of one sequence, with what a replay needs beside them; immutable.
 *
 * @param bytes        the model
 * @param method       the masking method's word
 * @param footprint    the method's hooks
 * @param promptLength tokens before the first masked one
 * @param totalLength  tokens at the end of the sequence, ≥ {@code promptLength}
 * @param tokens       how many tokens have masks, ≥ 1
 * @param masks        per hook of the footprint {@code [layer][token]}
 */
public record MaskTrace(ModelBytes bytes, String method, Footprint footprint, int promptLength, int totalLength, int tokens,
                        Map<Hook, List<List<Mask>>> masks) {

    public MaskTrace {
        if (tokens < 1) {
            throw new IllegalArgumentException("a trace of %d tokens has no means; record 1 or more.".formatted(tokens));
        }
        Map<Hook, List<List<Mask>>> copy = new EnumMap<>(Hook.class);
        for (Footprint.Use use : footprint.hooks()) {
            List<List<Mask>> layers = masks.getOrDefault(use.hook(), List.of());
            requireShape(bytes, use.hook(), layers, tokens);
            copy.put(use.hook(), layers.stream().map(List::copyOf).toList());
        }
        masks = Map.copyOf(copy);
    }

    private static void requireShape(ModelBytes bytes, Hook hook, List<List<Mask>> layers, int tokens) {
        if (layers.size() != bytes.layers()) {
            throw new IllegalArgumentException("hook %s has masks for %d layers, but the model has %d.".formatted(hook.id(), layers.size(), bytes.layers()));
        }
        for (int layer = 0; layer < layers.size(); layer++) {
            List<Mask> row = layers.get(layer);
            if (row.size() != tokens || row.stream().anyMatch(mask -> mask.size() != bytes.columns(hook))) {
                throw new IllegalArgumentException("hook %s of layer %d does not have %d masks of %d columns."
                        .formatted(hook.id(), layer, tokens, bytes.columns(hook)));
            }
        }
    }

    /** The masks of one hook and layer, one a token. */
    public List<Mask> masks(Hook hook, int layer) {
        return masks.get(hook).get(layer);
    }

    /** The same sequence by the dense model, which has no masks. */
    public MaskTrace dense() {
        return new MaskTrace(bytes, "dense", Footprint.DENSE, promptLength, totalLength, tokens, Map.of());
    }
}
