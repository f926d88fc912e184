package org.dipscope.model;

import org.dipscope.gguf.BlockDecoder;
import org.dipscope.gguf.Fingerprint;
import org.dipscope.gguf.GgufFile;
import org.dipscope.kernel.ColumnMatrix;
import org.dipscope.kernel.KvCache;
import org.dipscope.kernel.PlainWeights;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Matrix;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** A loaded model: its shape and its weights. Immutable and shared by every pass over it; closing it gives the memory back. */
public final class Transformer implements AutoCloseable {
    private final GgufFile file;
    private final Arena arena;
    private final Hyperparameters shape;
    private final List<Layer> layers;
    private final float[] outputNorm;
    private final ColumnMatrix head;
    private final TensorRows embedding;
    private final MemorySegment embeddingData;
    private final Turns turns;
    /** Column norms of the input hooks, then of the down hooks, computed when they are first wanted. */
    private final AtomicReferenceArray<float[]> norms;

    Transformer(GgufFile file, Arena arena, Hyperparameters shape, List<Layer> layers, float[] outputNorm, ColumnMatrix head,
                TensorRows embedding, Turns turns) {
        this.file = file;
        this.arena = arena;
        this.shape = shape;
        this.layers = List.copyOf(layers);
        this.outputNorm = outputNorm;
        this.head = head;
        this.embedding = embedding;
        this.embeddingData = embedding.data(file);
        this.turns = turns;
        this.norms = new AtomicReferenceArray<>(2 * shape.layers());
    }

    /** What tells this model's weights from any other's, in hexadecimal. */
    public String fingerprint() {
        return Fingerprint.of(file);
    }

    /** The norms of a layer's columns at a hook, over gate and up together at the input; two threads may compute them both, and get the same. */
    public float[] columnNorms(Hook hook, int number) {
        int at = hook == Hook.INPUT ? number : shape.layers() + number;
        float[] known = norms.get(at);
        if (known == null) {
            Layer layer = layer(number);
            known = hook == Hook.INPUT ? PlainWeights.columnNorms(layer.gate(), layer.up()) : PlainWeights.columnNorms(layer.down());
            norms.set(at, known);
        }
        return known;
    }

    /** One MLP matrix as plain floats, {@code [rows][columns]}. */
    public float[] plain(Matrix matrix, int number) {
        return PlainWeights.rows(matrix(matrix, number));
    }

    /** Whether what the MLPs give is normed before it joins the stream. */
    public boolean normsOutput() {
        return layer(0).mlpOutputNorm().length > 0;
    }

    /** The type of one MLP matrix, as the file names it. */
    public String type(Matrix matrix, int number) {
        return matrix(matrix, number).format().name();
    }

    private ColumnMatrix matrix(Matrix matrix, int number) {
        return switch (matrix) {
            case GATE -> layer(number).gate();
            case UP -> layer(number).up();
            case DOWN -> layer(number).down();
        };
    }

    /** The shape. */
    public Hyperparameters shape() {
        return shape;
    }

    /** The file that it came from; open as long as the model is. */
    public GgufFile file() {
        return file;
    }

    /** An empty KV cache for one sequence of any length that the model can take. */
    public KvCache newCache() {
        return newCache(shape.contextLength());
    }

    /**
     * An empty KV cache for one sequence. Some models turn heads otherwise in long sequences, and a sequence is turned one way from its
     * beginning to its end.
     *
     * @param tokens the most that the sequence is to have; the cache may hold more, but never more than the context
     */
    public KvCache newCache(int tokens) {
        int capacity = tokens <= turns.reach() ? Math.min(turns.reach(), shape.contextLength()) : shape.contextLength();
        return new KvCache(shape.layers(), shape.kvWidth(), capacity);
    }

    Layer layer(int number) {
        return layers.get(number);
    }

    float[] outputNorm() {
        return outputNorm;
    }

    ColumnMatrix head() {
        return head;
    }

    Turns turns() {
        return turns;
    }

    /** Writes a token's embedding as the first layer takes it, {@code [hidden]}. */
    public void embed(int token, float[] target, int at) {
        long rowBytes = embedding.bytes() / shape.vocabulary();
        BlockDecoder.decode(embedding.type(), embeddingData, token * rowBytes, target, at, shape.hidden());
        if (shape.kind().scaledTable()) {
            float scale = (float) Math.sqrt(shape.hidden());
            for (int i = at; i < at + shape.hidden(); i++) {
                target[i] *= scale;
            }
        }
    }

    /** Gives the memory back; no pass may be under way. */
    @Override
    public void close() {
        arena.close();
        file.close();
    }
}
