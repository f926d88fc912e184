package org.dipscope.kernel;

import jdk.incubator.vector.FloatVector;

import java.util.Arrays;

/**
 * Grouped-query attention of a batch's tokens over the KV cache, causal. A chunk of work is one token's query heads over one key head;
 * they go three at a time, so that keys and values are loaded once for three.
 */
public final class Attention implements WorkerPool.Task {
    private static final int GROUP = 3;

    private final WorkerPool workers;
    private final int heads;
    private final int kvHeads;
    private final int headSize;
    private final float scale;
    private final float cap;
    private final float[][] scores;
    private int room;
    private KvCache cache;
    private int layer;
    private int position;
    private int window;
    private float[] queries;
    private int queryStride;
    private float[] outputs;
    private int outputStride;

    /**
     * Attention of this shape.
     *
     * @param heads    query heads, a multiple of {@code kvHeads}
     * @param headSize floats of a head
     * @param scale    factor of the scores, commonly {@code 1 / sqrt(headSize)}
     * @param cap      softly bounds the scores, see {@link SoftCap}; 0 for none
     */
    public Attention(WorkerPool workers, int heads, int kvHeads, int headSize, double scale, double cap) {
        this.workers = workers;
        this.heads = heads;
        this.kvHeads = kvHeads;
        this.headSize = headSize;
        this.scale = (float) scale;
        this.cap = (float) cap;
        this.scores = new float[workers.threads()][0];
    }

    /**
     * {@code output = softmax(cap(scale·q·Kᵀ))·V} for each head.
     *
     * @param position the first token's position; all positions up to the last token's are in the cache
     * @param window   how many positions a token sees, its own the last of them; 0 for all
     * @param queries  {@code [tokens][queryStride]}, the heads at the start of a row
     * @param outputs  {@code [tokens][outputStride]}
     */
    public void attend(KvCache cache, int layer, int position, int tokens, int window,
                       float[] queries, int queryStride, float[] outputs, int outputStride) {
        this.window = window;
        this.cache = cache;
        this.layer = layer;
        this.position = position;
        this.queries = queries;
        this.queryStride = queryStride;
        this.outputs = outputs;
        this.outputStride = outputStride;
        int wanted = ColumnMatrix.ceil(position + tokens, KvCache.PAGE) * KvCache.PAGE;
        if (room < wanted) {
            room = wanted;
            Arrays.setAll(scores, i -> new float[GROUP * wanted]);
        }
        workers.run(tokens * kvHeads, this);
    }

    @Override
    public void run(int chunk, int worker) {
        int token = chunk / kvHeads;
        int kvHead = chunk % kvHeads;
        int group = heads / kvHeads;
        int head = 0;
        for (; head + GROUP <= group; head += GROUP) {
            attendGroup(token, kvHead, kvHead * group + head, worker);
        }
        for (; head < group; head++) {
            attendOne(token, kvHead, kvHead * group + head, scores[worker]);
        }
    }

    private void attendGroup(int token, int kvHead, int head, int worker) {
        int positions = position + token + 1;
        int first = first(positions);
        int start = first - first % KvCache.PAGE;
        float[] rows = scores[worker];
        int query = token * queryStride + head * headSize;
        for (int from = start; from < positions; from += KvCache.PAGE) {
            int count = Math.min(KvCache.PAGE, positions - from);
            float[] page = cache.keys(from / KvCache.PAGE, layer);
            if (Lanes.MANY_REGISTERS) {
                scoreWide(page, kvHead * headSize * KvCache.PAGE, queries, query, headSize, scale, rows, from, room, count);
            } else {
                scoreGroup(page, kvHead * headSize * KvCache.PAGE, queries, query, headSize, scale, rows, from, room, count);
            }
        }
        int output = token * outputStride + head * headSize;
        for (int member = 0; member < GROUP; member++) {
            weigh(rows, member * room, start, first, positions);
        }
        Arrays.fill(outputs, output, output + GROUP * headSize, 0f);
        for (int from = start; from < positions; from += KvCache.PAGE) {
            int count = Math.min(KvCache.PAGE, positions - from);
            float[] page = cache.values(from / KvCache.PAGE, layer);
            int done = Lanes.MANY_REGISTERS && headSize % (4 * Lanes.COUNT) == 0
                    ? mixWide(page, kvHead * headSize, cache.width(), rows, from, room, count, outputs, output, headSize)
                    : mixGroup(page, kvHead * headSize, cache.width(), rows, from, room, count, outputs, output, headSize);
            for (int member = 0; member < GROUP; member++) {
                mix(page, kvHead * headSize, cache.width(), rows, member * room + from, count, outputs, output + member * headSize, done, headSize);
            }
        }
    }

    private void attendOne(int token, int kvHead, int head, float[] row) {
        int positions = position + token + 1;
        int first = first(positions);
        int start = first - first % KvCache.PAGE;
        int query = token * queryStride + head * headSize;
        for (int from = start; from < positions; from += KvCache.PAGE) {
            int count = Math.min(KvCache.PAGE, positions - from);
            score(cache.keys(from / KvCache.PAGE, layer), kvHead * headSize * KvCache.PAGE, queries, query, headSize, scale, row, from, count);
        }
        weigh(row, 0, start, first, positions);
        int output = token * outputStride + head * headSize;
        Arrays.fill(outputs, output, output + headSize, 0f);
        for (int from = start; from < positions; from += KvCache.PAGE) {
            int count = Math.min(KvCache.PAGE, positions - from);
            mix(cache.values(from / KvCache.PAGE, layer), kvHead * headSize, cache.width(), row, from, count, outputs, output, 0, headSize);
        }
    }

    /** The first position that the last of so many sees. */
    private int first(int positions) {
        return window == 0 ? 0 : Math.max(0, positions - window);
    }

    /** Scores become weights; the window's page is walked from its beginning, so what lies before the window gets the weight 0. */
    private void weigh(float[] row, int at, int start, int first, int positions) {
        if (cap > 0) {
            SoftCap.apply(row, at + first, positions - first, cap);
        }
        Arrays.fill(row, at + start, at + first, Float.NEGATIVE_INFINITY);
        VectorMath.softmax(row, at + start, positions - start);
    }

    private static void scoreGroup(float[] keys, int at, float[] queries, int query, int headSize, float scale, float[] rows, int from, int room, int count) {
        for (int p = 0; p < count; p += 2 * Lanes.COUNT) {
            FloatVector a0 = FloatVector.zero(Lanes.FLOATS);
            FloatVector a1 = a0;
            FloatVector b0 = a0;
            FloatVector b1 = a0;
            FloatVector c0 = a0;
            FloatVector c1 = a0;
            for (int i = 0; i < headSize; i++) {
                int k = at + i * KvCache.PAGE + p;
                FloatVector k0 = FloatVector.fromArray(Lanes.FLOATS, keys, k);
                FloatVector k1 = FloatVector.fromArray(Lanes.FLOATS, keys, k + Lanes.COUNT);
                FloatVector q = FloatVector.broadcast(Lanes.FLOATS, queries[query + i]);
                a0 = k0.fma(q, a0);
                a1 = k1.fma(q, a1);
                q = FloatVector.broadcast(Lanes.FLOATS, queries[query + headSize + i]);
                b0 = k0.fma(q, b0);
                b1 = k1.fma(q, b1);
                q = FloatVector.broadcast(Lanes.FLOATS, queries[query + 2 * headSize + i]);
                c0 = k0.fma(q, c0);
                c1 = k1.fma(q, c1);
            }
            int to = from + p;
            a0.mul(scale).intoArray(rows, to);
            a1.mul(scale).intoArray(rows, to + Lanes.COUNT);
            b0.mul(scale).intoArray(rows, room + to);
            b1.mul(scale).intoArray(rows, room + to + Lanes.COUNT);
            c0.mul(scale).intoArray(rows, 2 * room + to);
            c1.mul(scale).intoArray(rows, 2 * room + to + Lanes.COUNT);
        }
    }

    /** Mixes as many of the head's floats as pairs of vectors hold; returns how many those are. */
    private static int mixGroup(float[] values, int at, int width, float[] rows, int from, int room, int count, float[] outputs, int output, int headSize) {
        int i = 0;
        for (; i + 2 * Lanes.COUNT <= headSize; i += 2 * Lanes.COUNT) {
            int to = output + i;
            FloatVector a0 = FloatVector.fromArray(Lanes.FLOATS, outputs, to);
            FloatVector a1 = FloatVector.fromArray(Lanes.FLOATS, outputs, to + Lanes.COUNT);
            FloatVector b0 = FloatVector.fromArray(Lanes.FLOATS, outputs, to + headSize);
            FloatVector b1 = FloatVector.fromArray(Lanes.FLOATS, outputs, to + headSize + Lanes.COUNT);
            FloatVector c0 = FloatVector.fromArray(Lanes.FLOATS, outputs, to + 2 * headSize);
            FloatVector c1 = FloatVector.fromArray(Lanes.FLOATS, outputs, to + 2 * headSize + Lanes.COUNT);
            for (int p = 0; p < count; p++) {
                int v = at + p * width + i;
                FloatVector v0 = FloatVector.fromArray(Lanes.FLOATS, values, v);
                FloatVector v1 = FloatVector.fromArray(Lanes.FLOATS, values, v + Lanes.COUNT);
                FloatVector weight = FloatVector.broadcast(Lanes.FLOATS, rows[from + p]);
                a0 = v0.fma(weight, a0);
                a1 = v1.fma(weight, a1);
                weight = FloatVector.broadcast(Lanes.FLOATS, rows[room + from + p]);
                b0 = v0.fma(weight, b0);
                b1 = v1.fma(weight, b1);
                weight = FloatVector.broadcast(Lanes.FLOATS, rows[2 * room + from + p]);
                c0 = v0.fma(weight, c0);
                c1 = v1.fma(weight, c1);
            }
            a0.intoArray(outputs, to);
            a1.intoArray(outputs, to + Lanes.COUNT);
            b0.intoArray(outputs, to + headSize);
            b1.intoArray(outputs, to + headSize + Lanes.COUNT);
            c0.intoArray(outputs, to + 2 * headSize);
            c1.intoArray(outputs, to + 2 * headSize + Lanes.COUNT);
        }
        return i;
    }

    /** The same with four vectors of positions at once: twelve sums, where there are 32 registers. */
    private static void scoreWide(float[] keys, int at, float[] queries, int query, int headSize, float scale, float[] rows, int from, int room, int count) {
        for (int p = 0; p < count; p += 4 * Lanes.COUNT) {
            FloatVector a0 = FloatVector.zero(Lanes.FLOATS);
            FloatVector a1 = a0;
            FloatVector a2 = a0;
            FloatVector a3 = a0;
            FloatVector b0 = a0;
            FloatVector b1 = a0;
            FloatVector b2 = a0;
            FloatVector b3 = a0;
            FloatVector c0 = a0;
            FloatVector c1 = a0;
            FloatVector c2 = a0;
            FloatVector c3 = a0;
            for (int i = 0; i < headSize; i++) {
                int k = at + i * KvCache.PAGE + p;
                FloatVector k0 = FloatVector.fromArray(Lanes.FLOATS, keys, k);
                FloatVector k1 = FloatVector.fromArray(Lanes.FLOATS, keys, k + Lanes.COUNT);
                FloatVector k2 = FloatVector.fromArray(Lanes.FLOATS, keys, k + 2 * Lanes.COUNT);
                FloatVector k3 = FloatVector.fromArray(Lanes.FLOATS, keys, k + 3 * Lanes.COUNT);
                FloatVector q = FloatVector.broadcast(Lanes.FLOATS, queries[query + i]);
                a0 = k0.fma(q, a0);
                a1 = k1.fma(q, a1);
                a2 = k2.fma(q, a2);
                a3 = k3.fma(q, a3);
                q = FloatVector.broadcast(Lanes.FLOATS, queries[query + headSize + i]);
                b0 = k0.fma(q, b0);
                b1 = k1.fma(q, b1);
                b2 = k2.fma(q, b2);
                b3 = k3.fma(q, b3);
                q = FloatVector.broadcast(Lanes.FLOATS, queries[query + 2 * headSize + i]);
                c0 = k0.fma(q, c0);
                c1 = k1.fma(q, c1);
                c2 = k2.fma(q, c2);
                c3 = k3.fma(q, c3);
            }
            int to = from + p;
            a0.mul(scale).intoArray(rows, to);
            a1.mul(scale).intoArray(rows, to + Lanes.COUNT);
            a2.mul(scale).intoArray(rows, to + 2 * Lanes.COUNT);
            a3.mul(scale).intoArray(rows, to + 3 * Lanes.COUNT);
            b0.mul(scale).intoArray(rows, room + to);
            b1.mul(scale).intoArray(rows, room + to + Lanes.COUNT);
            b2.mul(scale).intoArray(rows, room + to + 2 * Lanes.COUNT);
            b3.mul(scale).intoArray(rows, room + to + 3 * Lanes.COUNT);
            c0.mul(scale).intoArray(rows, 2 * room + to);
            c1.mul(scale).intoArray(rows, 2 * room + to + Lanes.COUNT);
            c2.mul(scale).intoArray(rows, 2 * room + to + 2 * Lanes.COUNT);
            c3.mul(scale).intoArray(rows, 2 * room + to + 3 * Lanes.COUNT);
        }
    }

    /** The same with four vectors of a head's floats at once. */
    private static int mixWide(float[] values, int at, int width, float[] rows, int from, int room, int count, float[] outputs, int output, int headSize) {
        int i = 0;
        for (; i + 4 * Lanes.COUNT <= headSize; i += 4 * Lanes.COUNT) {
            int to = output + i;
            FloatVector a0 = FloatVector.fromArray(Lanes.FLOATS, outputs, to);
            FloatVector a1 = FloatVector.fromArray(Lanes.FLOATS, outputs, to + Lanes.COUNT);
            FloatVector a2 = FloatVector.fromArray(Lanes.FLOATS, outputs, to + 2 * Lanes.COUNT);
            FloatVector a3 = FloatVector.fromArray(Lanes.FLOATS, outputs, to + 3 * Lanes.COUNT);
            FloatVector b0 = FloatVector.fromArray(Lanes.FLOATS, outputs, to + headSize);
            FloatVector b1 = FloatVector.fromArray(Lanes.FLOATS, outputs, to + headSize + Lanes.COUNT);
            FloatVector b2 = FloatVector.fromArray(Lanes.FLOATS, outputs, to + headSize + 2 * Lanes.COUNT);
            FloatVector b3 = FloatVector.fromArray(Lanes.FLOATS, outputs, to + headSize + 3 * Lanes.COUNT);
            FloatVector c0 = FloatVector.fromArray(Lanes.FLOATS, outputs, to + 2 * headSize);
            FloatVector c1 = FloatVector.fromArray(Lanes.FLOATS, outputs, to + 2 * headSize + Lanes.COUNT);
            FloatVector c2 = FloatVector.fromArray(Lanes.FLOATS, outputs, to + 2 * headSize + 2 * Lanes.COUNT);
            FloatVector c3 = FloatVector.fromArray(Lanes.FLOATS, outputs, to + 2 * headSize + 3 * Lanes.COUNT);
            for (int p = 0; p < count; p++) {
                int v = at + p * width + i;
                FloatVector v0 = FloatVector.fromArray(Lanes.FLOATS, values, v);
                FloatVector v1 = FloatVector.fromArray(Lanes.FLOATS, values, v + Lanes.COUNT);
                FloatVector v2 = FloatVector.fromArray(Lanes.FLOATS, values, v + 2 * Lanes.COUNT);
                FloatVector v3 = FloatVector.fromArray(Lanes.FLOATS, values, v + 3 * Lanes.COUNT);
                FloatVector weight = FloatVector.broadcast(Lanes.FLOATS, rows[from + p]);
                a0 = v0.fma(weight, a0);
                a1 = v1.fma(weight, a1);
                a2 = v2.fma(weight, a2);
                a3 = v3.fma(weight, a3);
                weight = FloatVector.broadcast(Lanes.FLOATS, rows[room + from + p]);
                b0 = v0.fma(weight, b0);
                b1 = v1.fma(weight, b1);
                b2 = v2.fma(weight, b2);
                b3 = v3.fma(weight, b3);
                weight = FloatVector.broadcast(Lanes.FLOATS, rows[2 * room + from + p]);
                c0 = v0.fma(weight, c0);
                c1 = v1.fma(weight, c1);
                c2 = v2.fma(weight, c2);
                c3 = v3.fma(weight, c3);
            }
            a0.intoArray(outputs, to);
            a1.intoArray(outputs, to + Lanes.COUNT);
            a2.intoArray(outputs, to + 2 * Lanes.COUNT);
            a3.intoArray(outputs, to + 3 * Lanes.COUNT);
            b0.intoArray(outputs, to + headSize);
            b1.intoArray(outputs, to + headSize + Lanes.COUNT);
            b2.intoArray(outputs, to + headSize + 2 * Lanes.COUNT);
            b3.intoArray(outputs, to + headSize + 3 * Lanes.COUNT);
            c0.intoArray(outputs, to + 2 * headSize);
            c1.intoArray(outputs, to + 2 * headSize + Lanes.COUNT);
            c2.intoArray(outputs, to + 2 * headSize + 2 * Lanes.COUNT);
            c3.intoArray(outputs, to + 2 * headSize + 3 * Lanes.COUNT);
        }
        return i;
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

    private static void mix(float[] values, int at, int width, float[] row, int from, int count, float[] outputs, int output, int first, int headSize) {
        int i = first;
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
