package org.dipscope.memory;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The masks of a recorded model stretched to another shape: each column and each layer of the larger model does what the one at its
 * place in the recorded model did. Densities, how often columns are chosen and how masks follow each other stay as they were recorded, so
 * that whatever comes of it is an extrapolation and no measurement: a larger model may choose otherwise.
 */
public final class Extrapolation {

    private Extrapolation() {
    }

    /** One sequence at another shape; what the model weighs is the new shape's. */
    public static MaskTrace stretch(MaskTrace trace, ModelBytes bytes) {
        Map<Hook, List<List<Mask>>> masks = new EnumMap<>(Hook.class);
        for (Footprint.Use use : trace.footprint().hooks()) {
            Hook hook = use.hook();
            int columns = bytes.columns(hook);
            int recorded = trace.bytes().columns(hook);
            int[] source = new int[columns];
            for (int column = 0; column < columns; column++) {
                source[column] = (int) ((long) column * recorded / columns);
            }
            // Layers that do the same share their masks, so that a deeper model costs no more memory.
            List<List<Mask>> stretched = new ArrayList<>();
            for (List<Mask> layer : trace.masks().get(hook)) {
                stretched.add(layer.stream().map(mask -> stretch(mask, source)).toList());
            }
            List<List<Mask>> layers = new ArrayList<>();
            for (int layer = 0; layer < bytes.layers(); layer++) {
                layers.add(stretched.get((int) ((long) layer * stretched.size() / bytes.layers())));
            }
            masks.put(hook, layers);
        }
        return new MaskTrace(bytes, trace.method(), trace.footprint(), trace.promptLength(), trace.totalLength(), trace.tokens(), masks);
    }

    private static Mask stretch(Mask mask, int[] source) {
        long[] words = new long[Mask.wordCount(source.length)];
        for (int column = 0; column < source.length; column++) {
            if (mask.contains(source[column])) {
                words[column >> 6] |= 1L << column;
            }
        }
        return Mask.copyOf(source.length, words);
    }
}
