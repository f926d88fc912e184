package org.dipscope.model;

import org.dipscope.gguf.GgufException;
import org.dipscope.gguf.GgufFile;
import org.dipscope.memory.ModelBytes;

import java.util.List;

/** What a model weighs, from its tensors as they stand in the file. */
public final class WeightBytes {
    /** Keys and values are kept in half precision on the simulated device. */
    private static final int BYTES_PER_CACHED_VALUE = 2;
    private static final List<String> ATTENTION = List.of("attn_q", "attn_k", "attn_v", "attn_output");

    private WeightBytes() {
    }

    /**
     * The bytes that the simulator counts. A head that shares the embedding's table counts with that table; an embedding of its own
     * counts nowhere, because a token reads one row of it.
     *
     * @throws GgufException if a tensor is missing
     */
    public static ModelBytes of(GgufFile file, Hyperparameters shape) throws GgufException {
        double attention = 0;
        for (String projection : ATTENTION) {
            attention += sum(file, shape, projection);
        }
        String head = file.tensor("output.weight").isPresent() ? "output.weight" : "token_embd.weight";
        return new ModelBytes(attention, file.require(head).bytes(), 2.0 * shape.kvWidth() * BYTES_PER_CACHED_VALUE * shape.layers(),
                sum(file, shape, "ffn_gate"), sum(file, shape, "ffn_up"), sum(file, shape, "ffn_down"),
                shape.layers(), shape.hidden(), shape.intermediate());
    }

    private static double sum(GgufFile file, Hyperparameters shape, String tensor) throws GgufException {
        double bytes = 0;
        for (int layer = 0; layer < shape.layers(); layer++) {
            bytes += file.require("blk.%d.%s.weight".formatted(layer, tensor)).bytes();
        }
        return bytes;
    }
}
