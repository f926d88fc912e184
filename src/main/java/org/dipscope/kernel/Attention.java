package org.dipscope.kernel;

import jdk.incubator.vector.FloatVector;

import java.util.Arrays;

/**
 * Grouped-query attention of a batch's tokens over the KV cache, causal. A chunk of work is a few tokens' query heads over one key head. The heads
 * go three at a time, so that keys and values are loaded once for three, and the tokens go through a page of the cache one after the other while
 * it is at hand: a long sequence's keys and values would else come from far away once for each token.
 */
public final class Attention implements WorkerPool.Task {
    private static final int GROUP = ThreeHeads.COUNT;
    private static final int TOKENS = 4;

    private final WorkerPool workers;
    private final int heads;
    private final int kvHeads;
    private final int headSize;
    private final float scale;
    private final float cap;
    private final float[][] scores;
    private int room;
    private int tokens;
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
        this.tokens = tokens;
        int wanted = ColumnMatrix.ceil(position + tokens, KvCache.PAGE) * KvCache.PAGE;
        int rows = GROUP * Math.min(tokens, TOKENS);
        room = Math.max(room, wanted);
        int floats = Math.multiplyExact(rows, room);
        if (scores[0].length < floats) {
            Arrays.setAll(scores, i -> new float[floats]);
        }
        workers.run(ColumnMatrix.ceil(tokens, TOKENS) * kvHeads, this);
    }

    @Override
    public void run(int chunk, int worker) {
        int firstToken = chunk / kvHeads * TOKENS;
        int count = Math.min(TOKENS, tokens - firstToken);
        int kvHead = chunk % kvHeads;
        int group = heads / kvHeads;
        int head = kvHead * group;
        int end = head + group;
        for (; head + GROUP <= end; head += GROUP) {
            attend(firstToken, count, kvHead, head, GROUP, scores[worker]);
        }
        for (; head < end; head++) {
            attend(firstToken, count, kvHead, head, 1, scores[worker]);
        }
    }

    /** Some tokens' heads, {@link #GROUP} of them or one, over one key head. */
    private void attend(int firstToken, int count, int kvHead, int head, int members, float[] rows) {
        int start = start(position + firstToken + 1);
        int end = position + firstToken + count;
        for (int page = start / KvCache.PAGE; page * KvCache.PAGE < end; page++) {
            for (int t = 0; t < count; t++) {
                score(page, position + firstToken + t + 1, (firstToken + t) * queryStride + head * headSize, kvHead, members, rows, t * GROUP * room);
            }
        }
        for (int t = 0; t < count; t++) {
            for (int member = 0; member < members; member++) {
                weigh(rows, (t * GROUP + member) * room, position + firstToken + t + 1);
            }
            int output = (firstToken + t) * outputStride + head * headSize;
            Arrays.fill(outputs, output, output + members * headSize, 0f);
        }
        for (int page = start / KvCache.PAGE; page * KvCache.PAGE < end; page++) {
            for (int t = 0; t < count; t++) {
                mix(page, position + firstToken + t + 1, (firstToken + t) * outputStride + head * headSize, kvHead, members, rows, t * GROUP * room);
            }
        }
    }

    /** Scores of a token that sees so many positions for those of one page. */
    private void score(int page, int positions, int query, int kvHead, int members, float[] rows, int at) {
        int from = page * KvCache.PAGE;
        if (from < start(positions) || from >= positions) {
            return;
        }
        int count = Math.min(KvCache.PAGE, positions - from);
        float[] keys = cache.keys(page, layer);
        int key = kvHead * headSize * KvCache.PAGE;
        if (members == 1) {
            score(keys, key, queries, query, headSize, scale, rows, at + from, count);
        } else {
            ThreeHeads.score(keys, key, queries, query, headSize, scale, rows, at + from, room, count);
        }
    }

    /** What a token that sees so many positions takes from the values of one page. */
    private void mix(int page, int positions, int output, int kvHead, int members, float[] rows, int at) {
        int from = page * KvCache.PAGE;
        if (from < start(positions) || from >= positions) {
            return;
        }
        int count = Math.min(KvCache.PAGE, positions - from);
        float[] values = cache.values(page, layer);
        int value = kvHead * headSize;
        int done = members == 1 ? 0 : ThreeHeads.mix(values, value, cache.width(), rows, at + from, room, count, outputs, output, headSize);
        for (int member = 0; member < members && done < headSize; member++) {
            mix(values, value, cache.width(), rows, at + member * room + from, count, outputs, output + member * headSize, done, headSize);
        }
    }

    /** The first position that the last of so many sees. */
    private int first(int positions) {
        return window == 0 ? 0 : Math.max(0, positions - window);
    }

    /** Where the first page begins that the last of so many positions sees. */
    private int start(int positions) {
        int first = first(positions);
        return first - first % KvCache.PAGE;
    }

    /** Scores become weights; the window's page is walked from its beginning, so what lies before the window gets the weight 0. */
    private void weigh(float[] rows, int at, int positions) {
        int start = start(positions);
        int first = first(positions);
        if (cap > 0) {
            SoftCap.apply(rows, at + first, positions - first, cap);
        }
        Arrays.fill(rows, at + start, at + first, Float.NEGATIVE_INFINITY);
        VectorMath.softmax(rows, at + start, positions - start);
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
