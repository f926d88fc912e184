package org.dipscope.model;

import org.dipscope.kernel.Attention;
import org.dipscope.kernel.BatchProduct;
import org.dipscope.kernel.ColumnMatrix;
import org.dipscope.kernel.KvCache;
import org.dipscope.kernel.Rotation;
import org.dipscope.kernel.VectorMath;
import org.dipscope.kernel.VectorProduct;
import org.dipscope.kernel.WorkerPool;
import org.dipscope.sparsity.TokenRows;

/** The attention of the layer at hand, from the normed stream to what is added to it; keys and values go into the cache on the way. */
final class LayerAttention {
    private final Transformer model;
    private final Hyperparameters shape;
    private final VectorProduct vector;
    private final BatchProduct batch;
    private final TokenLoop loop;
    private final Attention attention;
    private final Rotation near;
    private final Rotation far;
    private final Rotation local;
    private final boolean windowed;
    private final TokenRows projected;
    private final TokenRows attended;
    private final TokenRows output;
    private final TokenLoop.Step finishHeads = this::finishHeads;
    private Rotation global;
    private KvCache cache;
    private int position;
    private int tokens;
    private AttentionWeights weights;
    private LayerPlan plan;
    private int cached;

    LayerAttention(Transformer model, WorkerPool workers, VectorProduct vector, BatchProduct batch, int maxTokens) {
        this.model = model;
        this.shape = model.shape();
        this.vector = vector;
        this.batch = batch;
        this.loop = new TokenLoop(workers);
        this.attention = new Attention(workers, shape.heads(), shape.kvHeads(), shape.headSize(), shape.attentionScale(), shape.attentionCap());
        this.near = new Rotation(model.turns().near(), maxTokens);
        this.far = model.turns().far() == model.turns().near() ? near : new Rotation(model.turns().far(), maxTokens);
        this.local = new Rotation(model.turns().local(), maxTokens);
        this.windowed = shape.plan().stream().anyMatch(step -> step.turn() == LayerPlan.Turn.LOCAL);
        // Three unfused projections are written one behind the other, each with its padding, which the next one overwrites.
        this.projected = LayerMlp.rows(maxTokens, ColumnMatrix.padded(shape.queryWidth() + 2 * shape.kvWidth()) + ColumnMatrix.tile());
        this.attended = LayerMlp.rows(maxTokens, shape.queryWidth());
        this.output = LayerMlp.rows(maxTokens, shape.hidden());
    }

    /** Begins with tokens of one sequence, of which the cache holds {@code first} positions. */
    void begin(KvCache next, int first, int count) {
        cache = next;
        position = first;
        tokens = count;
        global = cache.capacity() <= model.turns().reach() ? near : far;
        global.begin(position, count);
        if (windowed) {
            local.begin(position, count);
        }
    }

    /**
     * Attends.
     *
     * @param number the layer's number in the cache
     * @param input  {@code [tokens][hidden]}, normed
     * @return {@code [tokens][hidden]}, which holds until the next call
     */
    TokenRows attend(Layer layer, int number, TokenRows input) {
        weights = layer.attention();
        plan = layer.plan();
        cached = number;
        int at = 0;
        for (ColumnMatrix projection : weights.projections()) {
            multiply(projection, input, projected, at);
            at += projection.rows();
        }
        loop.run(tokens, finishHeads);
        attention.attend(cache, number, position, tokens, plan.window(), projected.values(), projected.stride(), attended.values(), attended.stride());
        multiply(weights.output(), attended, output, 0);
        for (int t = 0; t < tokens && weights.outputBias().length > 0; t++) {
            VectorMath.add(output.values(), t * output.stride(), weights.outputBias(), 0, weights.outputBias().length);
        }
        return output;
    }

    /** Makes queries, keys and values of one token's projections, and puts the latter two into the cache. */
    private void finishHeads(int t) {
        int key = shape.queryWidth();
        int value = key + shape.kvWidth();
        int row = t * projected.stride();
        VectorMath.add(projected.values(), row, weights.bias(), 0, weights.bias().length);
        norm(weights.queryNorm(), row, shape.heads());
        norm(weights.keyNorm(), row + key, shape.kvHeads());
        turn(row, t);
        sharpen(row, position + t);
        cache.put(cached, position + t, projected.values(), row + key, projected.values(), row + value);
    }

    /** Norms each of some heads; a model without such a norm has an empty weight. */
    private void norm(float[] weight, int at, int heads) {
        for (int head = 0; head < heads && weight.length > 0; head++) {
            int from = at + head * shape.headSize();
            VectorMath.rmsNorm(projected.values(), from, weight, shape.headSize(), shape.epsilon(), projected.values(), from);
        }
    }

    private void turn(int row, int t) {
        if (plan.turn() != LayerPlan.Turn.NONE) {
            Rotation rotation = plan.turn() == LayerPlan.Turn.LOCAL ? local : global;
            rotation.rotate(projected.values(), row, shape.heads() + shape.kvHeads(), shape.headSize(), t);
        }
    }

    private void sharpen(int row, int at) {
        if (shape.temperature() != Temperature.NONE) {
            float factor = shape.temperature().factor(at);
            for (int i = row; i < row + shape.queryWidth(); i++) {
                projected.values()[i] *= factor;
            }
        }
    }

    private void multiply(ColumnMatrix matrix, TokenRows x, TokenRows y, int yAt) {
        if (tokens == 1) {
            vector.multiply(matrix, matrix.everyColumn(), matrix.columns(), x.values(), 0, y.values(), yAt);
        } else {
            batch.multiply(matrix, x.values(), x.stride(), tokens, y.values(), yAt, y.stride());
        }
    }
}
