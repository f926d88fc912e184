package org.dipscope.model;

import org.dipscope.gguf.BlockDecoder;
import org.dipscope.gguf.GgufException;
import org.dipscope.gguf.GgufFile;
import org.dipscope.gguf.TensorInfo;
import org.dipscope.gguf.TensorType;
import org.dipscope.kernel.ColumnMatrix;
import org.dipscope.kernel.MatrixPacker;
import org.dipscope.kernel.WorkerPool;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/** Builds a model from a GGUF file: checks every tensor's shape, then repacks the weights into column order on all workers. */
public final class TransformerLoader {
    /** Rows of a panel of a matrix that is never masked and too tall for one: its sums stay in the first cache. */
    private static final int HEAD_PANEL = 2048;

    /** What the forward pass uses, and old files' rotation tables, which every reader computes itself. */
    private static final Set<String> PARTS = Set.of("token_embd.weight", "output.weight", "output_norm.weight", "rope_freqs.weight",
            "attn_norm.weight", "attn_q.weight", "attn_k.weight", "attn_v.weight", "attn_output.weight", "attn_rot_embd",
            "ffn_norm.weight", "ffn_gate.weight", "ffn_up.weight", "ffn_down.weight");

    private final GgufFile file;
    private final Hyperparameters shape;
    private final MatrixPacker packer;
    private final Arena arena = Arena.ofShared();

    private TransformerLoader(GgufFile file, Hyperparameters shape, WorkerPool workers, BooleanSupplier cancelled) {
        this.file = file;
        this.shape = shape;
        this.packer = new MatrixPacker(workers, arena, cancelled);
    }

    /**
     * Loads a model. The file belongs to the model from then on; after a failure it is closed.
     *
     * @param progress  told the share that is done, in [0, 1]
     * @param cancelled asked from all workers, many times a second
     * @throws GgufException         if the model cannot be run
     * @throws CancellationException if cancelled
     */
    public static Transformer load(GgufFile file, WorkerPool workers, DoubleConsumer progress, BooleanSupplier cancelled) throws GgufException {
        TransformerLoader loader = null;
        try {
            loader = new TransformerLoader(file, Hyperparameters.of(file), workers, cancelled);
            return loader.load(progress, cancelled);
        } catch (GgufException | RuntimeException | Error e) {
            if (loader != null) {
                loader.arena.close();
            }
            file.close();
            if (e instanceof IllegalArgumentException broken) {
                throw new GgufException(broken.getMessage(), broken);
            }
            throw e;
        }
    }

    private Transformer load(DoubleConsumer progress, BooleanSupplier cancelled) throws GgufException {
        refuseUnknownTensors();
        TensorInfo embedding = matrix("token_embd.weight", shape.vocabulary(), shape.hidden());
        List<Layer> layers = new ArrayList<>();
        for (int layer = 0; layer < shape.layers(); layer++) {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException("loading was cancelled");
            }
            layers.add(layer("blk." + layer + "."));
            progress.accept((layer + 1.0) / (shape.layers() + 1));
        }
        Optional<TensorInfo> output = file.tensor("output.weight");
        TensorInfo head = output.isPresent() ? matrix("output.weight", shape.vocabulary(), shape.hidden()) : embedding;
        ColumnMatrix packedHead = pack(head, shape.vocabulary(), shape.hidden(), HEAD_PANEL);
        float[] factors = file.tensor("rope_freqs.weight").isPresent() ? vector("rope_freqs.weight", shape.rotated() / 2) : new float[0];
        progress.accept(1);
        return new Transformer(file, arena, shape, layers, vector("output_norm.weight", shape.hidden()), packedHead, embedding, factors);
    }

    /** A tensor that this pass would leave out (a bias, one more norm, an expert) makes another model of it, with wrong answers. */
    private void refuseUnknownTensors() throws GgufException {
        for (TensorInfo tensor : file.tensors()) {
            String part = tensor.name().replaceFirst("^blk\\.\\d+\\.", "");
            if (!PARTS.contains(part)) {
                throw new GgufException("the model has the tensor %s, which Dipscope does not run; open a plain llama model.".formatted(tensor.name()));
            }
        }
    }

    private Layer layer(String prefix) throws GgufException {
        int hidden = shape.hidden();
        int intermediate = shape.intermediate();
        TensorInfo gate = matrix(prefix + "ffn_gate.weight", intermediate, hidden);
        TensorInfo up = matrix(prefix + "ffn_up.weight", intermediate, hidden);
        TensorInfo down = matrix(prefix + "ffn_down.weight", hidden, intermediate);
        TensorInfo output = matrix(prefix + "attn_output.weight", hidden, shape.queryWidth());
        ColumnMatrix[] gateAndUp = gate.type() == up.type() ? pair(gate, up, intermediate, hidden)
                : new ColumnMatrix[]{pack(gate, intermediate, hidden, 0), pack(up, intermediate, hidden, 0)};
        return new Layer(vector(prefix + "attn_norm.weight", hidden), projections(prefix),
                pack(output, hidden, shape.queryWidth(), 0), vector(prefix + "ffn_norm.weight", hidden),
                gateAndUp[0], gateAndUp[1], pack(down, hidden, intermediate, 0),
                new FileRows(gate.type(), file.data(gate)), new FileRows(up.type(), file.data(up)));
    }

    private ColumnMatrix[] projections(String prefix) throws GgufException {
        TensorInfo query = matrix(prefix + "attn_q.weight", shape.queryWidth(), shape.hidden());
        TensorInfo key = matrix(prefix + "attn_k.weight", shape.kvWidth(), shape.hidden());
        TensorInfo value = matrix(prefix + "attn_v.weight", shape.kvWidth(), shape.hidden());
        if (query.type() == key.type() && key.type() == value.type()) {
            MemorySegment[] tensors = {file.data(query), file.data(key), file.data(value)};
            int[] rows = {shape.queryWidth(), shape.kvWidth(), shape.kvWidth()};
            return new ColumnMatrix[]{pack(prefix + "attn_q, attn_k or attn_v", query.type(), tensors, rows, shape.hidden(), 0)};
        }
        return new ColumnMatrix[]{pack(query, shape.queryWidth(), shape.hidden(), 0), pack(key, shape.kvWidth(), shape.hidden(), 0),
                pack(value, shape.kvWidth(), shape.hidden(), 0)};
    }

    private ColumnMatrix[] pair(TensorInfo one, TensorInfo other, int rows, int columns) throws GgufException {
        try {
            return packer.pair(one.type(), file.data(one), file.data(other), rows, columns);
        } catch (IllegalArgumentException broken) {
            throw new GgufException("tensors %s and %s: %s".formatted(one.name(), other.name(), broken.getMessage()), broken);
        }
    }

    private ColumnMatrix pack(TensorInfo tensor, int rows, int columns, int panelRows) throws GgufException {
        return pack(tensor.name(), tensor.type(), new MemorySegment[]{file.data(tensor)}, new int[]{rows}, columns, panelRows);
    }

    private ColumnMatrix pack(String name, TensorType type, MemorySegment[] tensors, int[] rows, int columns, int panelRows) throws GgufException {
        try {
            return packer.pack(type, tensors, rows, columns, panelRows);
        } catch (IllegalArgumentException broken) {
            throw new GgufException("tensor " + name + ": " + broken.getMessage(), broken);
        }
    }

    private TensorInfo matrix(String name, int rows, int columns) throws GgufException {
        TensorInfo tensor = file.require(name);
        requireShape(tensor, List.of((long) columns, (long) rows));
        return tensor;
    }

    private float[] vector(String name, int length) throws GgufException {
        TensorInfo tensor = file.require(name);
        requireShape(tensor, List.of((long) length));
        if (tensor.type() != TensorType.F32 && tensor.type() != TensorType.F16) {
            throw new GgufException("tensor %s is of type %s where Dipscope needs plain floats; the file is unusual, get another.".formatted(name, tensor.type()));
        }
        float[] values = new float[length];
        BlockDecoder.decode(tensor.type(), file.data(tensor), 0, values, 0, length);
        return values;
    }

    private void requireShape(TensorInfo tensor, List<Long> expected) throws GgufException {
        if (!tensor.shape().equals(expected)) {
            throw new GgufException("tensor %s has the shape %s where the metadata says %s; the file is broken, get it again."
                    .formatted(tensor.name(), tensor.shape(), expected));
        }
    }
}
