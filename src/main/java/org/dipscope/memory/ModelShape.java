package org.dipscope.memory;

import java.util.List;
import java.util.Optional;

/**
 * The sizes of a model that need not be there, and what it would weigh: {@code lm_head = p·H·V}, {@code attention = p·H²·(2 + 2·kv/heads)·L},
 * {@code mlp = p·3·H·I·L}, {@code KV cache = p·2·H·kv/heads·L} a token, where {@code p} is bits ÷ 8. Norms and biases are not counted, nor
 * is an embedding table of its own, of which a token reads one row.
 *
 * @param name         what people call it
 * @param layers       {@code L}
 * @param hidden       {@code H}
 * @param intermediate {@code I}
 * @param vocabulary   {@code V}
 * @param heads        query heads
 * @param kvHeads      key and value heads, a divisor of the query heads
 */
public record ModelShape(String name, int layers, int hidden, int intermediate, int vocabulary, int heads, int kvHeads) {
    /** The shapes that have a name. */
    public static final List<ModelShape> KNOWN = List.of(
            new ModelShape("llama-3-8b", 32, 4096, 14336, 128256, 32, 8),
            new ModelShape("phi-3-medium", 40, 5120, 17920, 32064, 40, 10),
            new ModelShape("phi-3-mini", 32, 3072, 8192, 32064, 32, 32),
            new ModelShape("mistral-7b", 32, 4096, 14336, 32000, 32, 8));
    private static final int MOST = 1 << 20;

    public ModelShape {
        for (int size : new int[] {layers, hidden, intermediate, vocabulary, heads, kvHeads}) {
            if (size < 1 || size > MOST) {
                throw new IllegalArgumentException("a shape with a size of %d is no model's; give sizes from 1 to %d.".formatted(size, MOST));
            }
        }
        if (layers > TraceFormat.MOST_LAYERS || heads % kvHeads != 0) {
            throw new IllegalArgumentException("%d layers with %d heads on %d key and value heads are no model; give at most %d layers, and heads that divide."
                    .formatted(layers, heads, kvHeads, TraceFormat.MOST_LAYERS));
        }
    }

    /**
     * The shape with this name, or {@code L/H/I/V/heads/kv heads} typed by hand.
     *
     * @throws IllegalArgumentException with one sentence for anything else
     */
    public static ModelShape of(String text) {
        Optional<ModelShape> known = KNOWN.stream().filter(shape -> shape.name.equalsIgnoreCase(text)).findFirst();
        if (known.isPresent()) {
            return known.get();
        }
        String[] sizes = text.split("/", -1);
        if (sizes.length != 6 || !java.util.Arrays.stream(sizes).allMatch(size -> size.matches("\\d{1,7}"))) {
            throw new IllegalArgumentException("'%s' is no shape; give one of %s, or layers/hidden/intermediate/vocabulary/heads/kv heads such as 32/4096/14336/32000/32/8."
                    .formatted(text, String.join(", ", KNOWN.stream().map(ModelShape::name).toList())));
        }
        int[] n = java.util.Arrays.stream(sizes).mapToInt(Integer::parseInt).toArray();
        return new ModelShape(text, n[0], n[1], n[2], n[3], n[4], n[5]);
    }

    /**
     * What it weighs.
     *
     * @param weightBits of a weight, above 0
     * @param kvBits     of a cached key or value, above 0
     */
    public ModelBytes bytes(double weightBits, double kvBits) {
        if (!(weightBits > 0 && weightBits <= 64) || !(kvBits > 0 && kvBits <= 64)) {
            throw new IllegalArgumentException("weights of %s and a KV cache of %s bits do not exist; give more than 0 and at most 64.".formatted(weightBits, kvBits));
        }
        double p = weightBits / 8;
        double h = hidden;
        double shared = (double) kvHeads / heads;
        double matrix = p * h * intermediate * layers;
        return new ModelBytes(p * h * h * (2 + 2 * shared) * layers, p * h * vocabulary, kvBits / 8 * 2 * h * shared * layers,
                matrix, matrix, matrix, layers, hidden, intermediate);
    }
}
