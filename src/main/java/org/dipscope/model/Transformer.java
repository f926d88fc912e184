package org.dipscope.model;

import org.dipscope.gguf.BlockDecoder;
import org.dipscope.gguf.GgufFile;
import org.dipscope.gguf.TensorInfo;
import org.dipscope.kernel.ColumnMatrix;
import org.dipscope.kernel.KvCache;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** A loaded model: its shape and its weights. Immutable and shared by every pass over it; closing it gives the memory back. */
public final class Transformer implements AutoCloseable {
    private final GgufFile file;
    private final Arena arena;
    private final Hyperparameters shape;
    private final List<Layer> layers;
    private final float[] outputNorm;
    private final ColumnMatrix head;
    private final TensorInfo embedding;
    private final MemorySegment embeddingData;
    private final float[] rotationFactors;

    Transformer(GgufFile file, Arena arena, Hyperparameters shape, List<Layer> layers, float[] outputNorm, ColumnMatrix head,
                TensorInfo embedding, float[] rotationFactors) {
        this.file = file;
        this.arena = arena;
        this.shape = shape;
        this.layers = List.copyOf(layers);
        this.outputNorm = outputNorm;
        this.head = head;
        this.embedding = embedding;
        this.embeddingData = file.data(embedding);
        this.rotationFactors = rotationFactors;
    }

    /** The shape. */
    public Hyperparameters shape() {
        return shape;
    }

    /** The file that it came from; open as long as the model is. */
    public GgufFile file() {
        return file;
    }

    /** An empty KV cache for one sequence. */
    public KvCache newCache() {
        return new KvCache(shape.layers(), shape.kvWidth());
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

    float[] rotationFactors() {
        return rotationFactors;
    }

    /** Writes a token's embedding, {@code [hidden]}. */
    void embed(int token, float[] target, int at) {
        long rowBytes = embedding.bytes() / shape.vocabulary();
        BlockDecoder.decode(embedding.type(), embeddingData, token * rowBytes, target, at, shape.hidden());
    }

    /** Gives the memory back; no pass may be under way. */
    @Override
    public void close() {
        arena.close();
        file.close();
    }
}
