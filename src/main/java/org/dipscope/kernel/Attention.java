package org.dipscope.kernel;

import jdk.incubator.vector.FloatVector;

import java.util.Arrays;

/** Grouped-query attention of a batch's tokens over the KV cache, causal; a chunk of work is one head of one token. */
public final class Attention implements WorkerPool.Task {
    private final WorkerPool workers;
    private final int heads;
    private final int kvHeads;
    private final int headSize;
    private final float scale;
    private final float[][] scores;
    private KvCache cache;
    private int layer;
    private int position;
    private float[] queries;
    private int queryStride;
    private float[] outputs;
    private int outputStride;

    /**
     * Attention of this shape.
     *
     * @param heads    query heads, a multiple of {@code kvHeads}
     * @param headSize floats of a head
     */
    public Attention(WorkerPool workers, int heads, int kvHeads, int headSize) {
        this.workers = workers;
        this.heads = heads;
        this.kvHeads = kvHeads;
        this.headSize = headSize;
        this.scale = (float) (1 / Math.sqrt(headSize));
        this.scores = new float[workers.threads()][0];
    }

    /**
     * {@code output = softmax(q·Kᵀ / sqrt(headSize))·V} for each head.
     *
     * @param position the first token's position; all positions up to the last token's are in the cache
     * @param queries  {@code [tokens][queryStride]}, the heads at the start of a row
     * @param outputs  {@code [tokens][outputStride]}
     */
    public void attend(KvCache cache, int layer, int position, int tokens, float[] queries, int queryStride, float[] outputs, int outputStride) {
        this.cache = cache;
        this.layer = layer;
        this.position = position;
        this.queries = queries;
        this.queryStride = queryStride;
        this.outputs = outputs;
        this.outputStride = outputStride;
        int room = ColumnMatrix.ceil(position + tokens, KvCache.PAGE) * KvCache.PAGE;
        if (scores[0].length < room) {
            Arrays.setAll(scores, i -> new float[room]);
        }
        workers.run(tokens * heads, this);
    }

    @Override
    public void run(int chunk, int worker) {
        int token = chunk / heads;
        int head = chunk % heads;
        int kvHead = head / (heads / kvHeads);
        int positions = position + token + 1;
        float[] row = scores[worker];
        int query = token * queryStride + head * headSize;
        for (int from = 0; from < positions; from += KvCache.PAGE) {
            int count = Math.min(KvCache.PAGE, positions - from);
            score(cache.keys(from / KvCache.PAGE, layer), kvHead * headSize * KvCache.PAGE, queries, query, headSize, scale, row, from, count);
        }
        VectorMath.softmax(row, 0, positions);
        int output = token * outputStride + head * headSize;
        Arrays.fill(outputs, output, output + headSize, 0f);
        for (int from = 0; from < positions; from += KvCache.PAGE) {
            int count = Math.min(KvCache.PAGE, positions - from);
            mix(cache.values(from / KvCache.PAGE, layer), kvHead * headSize, cache.width(), row, from, count, outputs, output, headSize);
        }
    }

    private static void score(float[] keys, int at, float[] queries, int query, int headSize, float scale, float[] row, int from, int count) {
        for (int p = 0; p < count; p += 4 * Lanes.COUNT) {
            FloatVector a = FloatVector.zero(Lanes.FLOATS);
            FloatVector b = a;
            FloatVector c = a;
            FloatVector d = a;
            for (int i = 0; i < headSize; i++) {
                FloatVector q = FloatVector.broadcast(Lanes.FLOATS, queries[query + i]);
                int k = at + i * KvCache.PAGE + p;
                a = FloatVector.fromArray(Lanes.FLOATS, keys, k).fma(q, a);
                b = FloatVector.fromArray(Lanes.FLOATS, keys, k + Lanes.COUNT).fma(q, b);
                c = FloatVector.fromArray(Lanes.FLOATS, keys, k + 2 * Lanes.COUNT).fma(q, c);
                d = FloatVector.fromArray(Lanes.FLOATS, keys, k + 3 * Lanes.COUNT).fma(q, d);
            }
            a.mul(scale).intoArray(row, from + p);
            b.mul(scale).intoArray(row, from + p + Lanes.COUNT);
            c.mul(scale).intoArray(row, from + p + 2 * Lanes.COUNT);
            d.mul(scale).intoArray(row, from + p + 3 * Lanes.COUNT);
        }
    }

    private static void mix(float[] values, int at, int width, float[] row, int from, int count, float[] outputs, int output, int headSize) {
        int i = 0;
        for (; i + 4 * Lanes.COUNT <= headSize; i += 4 * Lanes.COUNT) {
            FloatVector a = FloatVector.fromArray(Lanes.FLOATS, outputs, output + i);
            FloatVector b = FloatVector.fromArray(Lanes.FLOATS, outputs, output + i + Lanes.COUNT);
            FloatVector c = FloatVector.fromArray(Lanes.FLOATS, outputs, output + i + 2 * Lanes.COUNT);
            FloatVector d = FloatVector.fromArray(Lanes.FLOATS, outputs, output + i + 3 * Lanes.COUNT);
            for (int p = 0; p < count; p++) {
                FloatVector weight = FloatVector.broadcast(Lanes.FLOATS, row[from + p]);
                int v = at + p * width + i;
                a = FloatVector.fromArray(Lanes.FLOATS, values, v).fma(weight, a);
                b = FloatVector.fromArray(Lanes.FLOATS, values, v + Lanes.COUNT).fma(weight, b);
                c = FloatVector.fromArray(Lanes.FLOATS, values, v + 2 * Lanes.COUNT).fma(weight, c);
                d = FloatVector.fromArray(Lanes.FLOATS, values, v + 3 * Lanes.COUNT).fma(weight, d);
            }
            a.intoArray(outputs, output + i);
            b.intoArray(outputs, output + i + Lanes.COUNT);
            c.intoArray(outputs, output + i + 2 * Lanes.COUNT);
            d.intoArray(outputs, output + i + 3 * Lanes.COUNT);
        }
        for (; i + Lanes.COUNT <= headSize; i += Lanes.COUNT) {
            FloatVector a = FloatVector.fromArray(Lanes.FLOATS, outputs, output + i);
            for (int p = 0; p < count; p++) {
                a = FloatVector.fromArray(Lanes.FLOATS, values, at + p * width + i).fma(FloatVector.broadcast(Lanes.FLOATS, row[from + p]), a);
            }
            a.intoArray(outputs, output + i);
        }
        for (; i < headSize; i++) {
            float sum = outputs[output + i];
            for (int p = 0; p < count; p++) {
                sum = Math.fma(values[at + p * width + i], row[from + p], sum);
            }
            outputs[output + i] = sum;
        }
    }
}
