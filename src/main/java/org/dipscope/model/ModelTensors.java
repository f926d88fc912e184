package org.dipscope.model;

import org.dipscope.gguf.GgufException;
import org.dipscope.gguf.GgufFile;
import org.dipscope.gguf.Quote;
import org.dipscope.gguf.TensorInfo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All tensors of a model, found and checked before a byte is allocated for them.
 *
 * @param embedding    {@code [vocabulary][hidden]}
 * @param head         {@code [vocabulary][hidden]}; the embedding itself where they are tied
 * @param outputNorm   {@code [hidden]}
 * @param factors      {@code [rotated/2]}: divisors of the rotary frequencies
 * @param shortFactors the same, for sequences of the original length
 * @param longFactors  the same, for longer ones
 * @param layers       {@code [layers]}
 */
record ModelTensors(TensorRows embedding, TensorRows head, TensorInfo outputNorm, Optional<TensorInfo> factors, Optional<TensorInfo> shortFactors,
                    Optional<TensorInfo> longFactors, List<LayerTensors> layers) {

    /**
     * Finds them.
     *
     * @throws GgufException if one is missing, of another shape, or none that the forward pass would use: leaving out a bias, one more norm
     *                       or an expert makes another model of it, with wrong answers
     */
    static ModelTensors of(GgufFile file, Hyperparameters shape) throws GgufException {
        return new Search(file, shape).tensors();
    }

    boolean tied() {
        return embedding == head;
    }

    /** Looks up tensors and remembers which. */
    private static final class Search {
        private final GgufFile file;
        private final Hyperparameters shape;
        private final Set<String> used = new HashSet<>();

        Search(GgufFile file, Hyperparameters shape) {
            this.file = file;
            this.shape = shape;
        }

        ModelTensors tensors() throws GgufException {
            TensorRows embedding = matrix("token_embd.weight", shape.vocabulary(), shape.hidden());
            TensorRows head = has("output.weight") ? matrix("output.weight", shape.vocabulary(), shape.hidden()) : embedding;
            List<LayerTensors> layers = new ArrayList<>(shape.layers());
            for (int layer = 0; layer < shape.layers(); layer++) {
                layers.add(layer("blk." + layer + "."));
            }
            int pairs = shape.rotary().dimensions() / 2;
            ModelTensors tensors = new ModelTensors(embedding, head, vector("output_norm.weight", shape.hidden()), optional("rope_freqs.weight", pairs),
                    optional("rope_factors_short.weight", pairs), optional("rope_factors_long.weight", pairs), List.copyOf(layers));
            refuseOthers();
            return tensors;
        }

        private LayerTensors layer(String prefix) throws GgufException {
            int hidden = shape.hidden();
            boolean headNorms = shape.kind().has(Architecture.Norm.HEADS);
            boolean outputNorms = shape.kind().has(Architecture.Norm.OUTPUTS);
            TensorRows[] projections = projections(prefix);
            TensorRows[] gateAndUp = gateAndUp(prefix);
            return new LayerTensors(vector(prefix + "attn_norm.weight", hidden), projections[0], projections[1], projections[2], biases(prefix),
                    norm(headNorms, prefix + "attn_q_norm.weight", shape.headSize()), norm(headNorms, prefix + "attn_k_norm.weight", shape.headSize()),
                    matrix(prefix + "attn_output.weight", hidden, shape.queryWidth()), optional(prefix + "attn_output.bias", hidden),
                    norm(outputNorms, prefix + "post_attention_norm.weight", hidden), vector(prefix + "ffn_norm.weight", hidden),
                    gateAndUp[0], gateAndUp[1], matrix(prefix + "ffn_down.weight", hidden, shape.intermediate()),
                    norm(outputNorms, prefix + "post_ffw_norm.weight", hidden));
        }

        private TensorRows[] projections(String prefix) throws GgufException {
            int query = shape.queryWidth();
            int kv = shape.kvWidth();
            if (has(prefix + "attn_qkv.weight")) {
                return parts(prefix + "attn_qkv.weight", query, kv, kv);
            }
            return new TensorRows[]{matrix(prefix + "attn_q.weight", query, shape.hidden()),
                    matrix(prefix + "attn_k.weight", kv, shape.hidden()), matrix(prefix + "attn_v.weight", kv, shape.hidden())};
        }

        private LayerTensors.Biases biases(String prefix) throws GgufException {
            return new LayerTensors.Biases(optional(prefix + "attn_qkv.bias", shape.queryWidth() + 2 * shape.kvWidth()),
                    optional(prefix + "attn_q.bias", shape.queryWidth()), optional(prefix + "attn_k.bias", shape.kvWidth()),
                    optional(prefix + "attn_v.bias", shape.kvWidth()));
        }

        private TensorRows[] gateAndUp(String prefix) throws GgufException {
            int rows = shape.intermediate();
            boolean fused = !has(prefix + "ffn_gate.weight") && has(prefix + "ffn_up.weight")
                    && file.require(prefix + "ffn_up.weight").shape().equals(List.of((long) shape.hidden(), 2L * rows));
            if (fused) {
                return parts(prefix + "ffn_up.weight", rows, rows);
            }
            if (has(prefix + "ffn_up.weight") && file.tensors().stream().noneMatch(tensor -> tensor.name().endsWith(".ffn_gate.weight"))) {
                throw new GgufException("The model's MLPs have no gate, so that Dipscope has nothing to mask by; open a model of one of these architectures: %s."
                        .formatted(Architecture.names()));
            }
            return new TensorRows[]{matrix(prefix + "ffn_gate.weight", rows, shape.hidden()), matrix(prefix + "ffn_up.weight", rows, shape.hidden())};
        }

        /** Matrices over the hidden state that one tensor has one below the other. */
        private TensorRows[] parts(String name, int... rows) throws GgufException {
            int total = 0;
            for (int count : rows) {
                total += count;
            }
            TensorInfo tensor = matrix(name, total, shape.hidden()).tensor();
            TensorRows[] parts = new TensorRows[rows.length];
            int first = 0;
            for (int i = 0; i < rows.length; i++) {
                parts[i] = new TensorRows(tensor, first, rows[i], shape.hidden());
                first += rows[i];
            }
            return parts;
        }

        private boolean has(String name) {
            return file.tensor(name).isPresent();
        }

        private TensorRows matrix(String name, int rows, int columns) throws GgufException {
            return new TensorRows(find(name, List.of((long) columns, (long) rows)), 0, rows, columns);
        }

        private Optional<TensorInfo> norm(boolean wanted, String name, int length) throws GgufException {
            return wanted ? Optional.of(vector(name, length)) : Optional.empty();
        }

        private Optional<TensorInfo> optional(String name, int length) throws GgufException {
            return has(name) ? Optional.of(vector(name, length)) : Optional.empty();
        }

        private TensorInfo vector(String name, int length) throws GgufException {
            TensorInfo tensor = find(name, List.of((long) length));
            if (tensor.type().blockElements() > 1) {
                throw new GgufException("tensor %s is of type %s where Dipscope needs plain floats; the file is unusual, get another.".formatted(name, tensor.type()));
            }
            return tensor;
        }

        private TensorInfo find(String name, List<Long> expected) throws GgufException {
            TensorInfo tensor = file.require(name);
            if (!tensor.shape().equals(expected)) {
                throw new GgufException("tensor %s has the shape %s where the metadata says %s; the file is broken, get it again."
                        .formatted(name, tensor.shape(), expected));
            }
            used.add(name);
            return tensor;
        }

        private void refuseOthers() throws GgufException {
            for (TensorInfo tensor : file.tensors()) {
                // Old files carry a table of frequencies that every reader computes itself.
                if (!used.contains(tensor.name()) && !tensor.name().matches("blk\\.\\d+\\.attn_rot_embd(\\.\\w+)?")) {
                    throw new GgufException("the model has the tensor %s, which Dipscope does not run in a %s model of %d layers; open a plain model of one of these architectures: %s."
                            .formatted(Quote.of(tensor.name()), shape.architecture(), shape.layers(), Architecture.names()));
                }
            }
        }
    }
}
