package org.dipscope.kernel;

import jdk.incubator.vector.FloatVector;

import java.util.Arrays;

/**
 * Grouped-query attention of a batch's tokens over the KV cache, causal. A chunk of work is a few tokens' query heads over one key head, which
 * all go through a page of the cache before the next one: a long sequence's keys and values would else come from far away once for each token.
 * Six queries at a time, of whichever tokens, make the best of what a key costs to load; three and single ones are left over, or all that one token has.
 */
public final class Attention implements WorkerPool.Task {
    /** So many queries share what is read of the cache; their scores still fit the second cache. */
    private static final int QUERIES = 24;

    private final WorkerPool workers;
    private final int kvHeads;
    /** Query heads of a key head. */
    private final int group;
    private final int headSize;
    private final float scale;
    private final float cap;
    private final int chunkTokens;
    private final float[][] scaled;
    private final float[][] mixed;
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
        this.kvHeads = kvHeads;
        this.group = heads / kvHeads;
        this.headSize = headSize;
        this.scale = (float) scale;
        this.cap = (float) cap;
        int wholes = 1;
        while (wholes * group % SixInputs.COUNT != 0) {
            wholes++;
        }
        this.chunkTokens = ColumnMatrix.ceil(QUERIES, group * wholes) * wholes;
        this.scaled = new float[workers.threads()][chunkTokens * group * headSize];
        this.mixed = new float[workers.threads()][chunkTokens * group * headSize];
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
        // Rows that begin a power of two apart would share a few places of the first cache.
        room = Math.max(room, ColumnMatrix.ceil(position + tokens, KvCache.PAGE) * KvCache.PAGE + Lanes.COUNT);
        int floats = Math.multiplyExact(group * Math.min(tokens, chunkTokens), room);
        if (scores[0].length < floats) {
            Arrays.setAll(scores, i -> new float[floats]);
        }
        workers.run(ColumnMatrix.ceil(tokens, chunkTokens) * kvHeads, this);
    }

    @Override
    public void run(int chunk, int worker) {
        int firstToken = chunk / kvHeads * chunkTokens;
        int count = Math.min(chunkTokens, tokens - firstToken);
        int kvHead = chunk % kvHeads;
        int start = start(position + firstToken + 1);
        int end = position + firstToken + count;
        int rows = count * group;
        scale(firstToken, count, kvHead, scaled[worker]);
        for (int page = start / KvCache.PAGE; page * KvCache.PAGE < end; page++) {
            score(page, end, kvHead, scaled[worker], rows, scores[worker]);
        }
        for (int row = 0; row < rows; row++) {
            weigh(scores[worker], row * room, start, position + firstToken + row / group + 1, end);
        }
        Arrays.fill(mixed[worker], 0, rows * headSize, 0f);
        for (int page = start / KvCache.PAGE; page * KvCache.PAGE < end; page++) {
            mix(page, end, kvHead, scores[worker], rows, mixed[worker]);
        }
        int width = group * headSize;
        for (int t = 0; t < count; t++) {
            System.arraycopy(mixed[worker], t * width, outputs, (firstToken + t) * outputStride + kvHead * width, width);
        }
    }

    /** The queries of some tokens' heads, one behind the other, with the factor of the scores. */
    private void scale(int firstToken, int count, int kvHead, float[] target) {
        int width = group * headSize;
        for (int t = 0; t < count; t++) {
            int from = (firstToken + t) * queryStride + kvHead * width;
            for (int i = 0; i < width; i++) {
                target[t * width + i] = queries[from + i] * scale;
            }
        }
    }

    /** Scores of all rows for those positions of a page that lie before the end. */
    private void score(int page, int end, int kvHead, float[] asked, int rows, float[] target) {
        float[] keys = cache.keys(page, layer);
        int first = page * KvCache.PAGE;
        for (int strip = 0; strip < KvCache.PAGE && first + strip < end; strip += KvCache.STRIP) {
            int count = Math.min(KvCache.STRIP, end - first - strip);
            int key = cache.keyAt(strip, kvHead * headSize);
            int to = first + strip;
            int row = 0;
            for (; row + SixInputs.COUNT <= rows; row += SixInputs.COUNT) {
                for (int p = 0; p < count; p += SixInputs.STRIP) {
                    for (int i = row; i < row + SixInputs.COUNT; i++) {
                        Arrays.fill(target, i * room + to + p, i * room + to + p + SixInputs.STRIP, 0f);
                    }
                    SixInputs.accumulate(keys, key + p, KvCache.STRIP, headSize, asked, row * headSize, headSize, target, row * room + to + p, room);
                }
            }
            for (; row + ThreeHeads.COUNT <= rows; row += ThreeHeads.COUNT) {
                ThreeHeads.score(keys, key, asked, row * headSize, headSize, target, row * room + to, room, count);
            }
            for (; row < rows; row++) {
                score(keys, key, asked, row * headSize, headSize, target, row * room + to, count);
            }
        }
    }

    /** What all rows take from the values of those positions of a page that lie before the end. */
    private void mix(int page, int end, int kvHead, float[] weights, int rows, float[] target) {
        float[] values = cache.values(page, layer);
        int from = page * KvCache.PAGE;
        int count = Math.min(KvCache.PAGE, end - from);
        int value = kvHead * headSize;
        int width = cache.width();
        int row = 0;
        for (; row + SixInputs.COUNT <= rows; row += SixInputs.COUNT) {
            int i = 0;
            for (; i + SixInputs.STRIP <= headSize; i += SixInputs.STRIP) {
                SixInputs.accumulate(values, value + i, width, count, weights, row * room + from, room, target, row * headSize + i, headSize);
            }
            for (int one = row; one < row + SixInputs.COUNT && i < headSize; one++) {
                mix(values, value, width, weights, one * room + from, count, target, one * headSize, i, headSize);
            }
        }
        for (; row + ThreeHeads.COUNT <= rows; row += ThreeHeads.COUNT) {
            int done = ThreeHeads.mix(values, value, width, weights, row * room + from, room, count, target, row * headSize, headSize);
            for (int one = row; one < row + ThreeHeads.COUNT && done < headSize; one++) {
                mix(values, value, width, weights, one * room + from, count, target, one * headSize, done, headSize);
            }
        }
        for (; row < rows; row++) {
            mix(values, value, width, weights, row * room + from, count, target, row * headSize, 0, headSize);
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

    /** Scores become weights: what lies before the window and what lies behind the token's own position gets the weight 0. */
    private void weigh(float[] rows, int at, int start, int positions, int end) {
        int first = first(positions);
        if (cap > 0) {
            SoftCap.apply(rows, at + first, positions - first, cap);
        }
        Arrays.fill(rows, at + start, at + first, Float.NEGATIVE_INFINITY);
        VectorMath.softmax(rows, at + start, positions - start);
        Arrays.fill(rows, at + positions, at + end, 0f);
    }

    private static void score(float[] keys, int at, float[] queries, int query, int headSize, float[] row, int from, int count) {
        for (int p = 0; p < count; p += 4 * Lanes.COUNT) {
            FloatVector a = FloatVector.zero(Lanes.FLOATS);
            FloatVector b = a;
            FloatVector c = a;
            FloatVector d = a;
            for (int i = 0; i < headSize; i++) {
                FloatVector q = FloatVector.broadcast(Lanes.FLOATS, queries[query + i]);
                int k = at + i * KvCache.STRIP + p;
                a = FloatVector.fromArray(Lanes.FLOATS, keys, k).fma(q, a);
                b = FloatVector.fromArray(Lanes.FLOATS, keys, k + Lanes.COUNT).fma(q, b);
                c = FloatVector.fromArray(Lanes.FLOATS, keys, k + 2 * Lanes.COUNT).fma(q, c);
                d = FloatVector.fromArray(Lanes.FLOATS, keys, k + 3 * Lanes.COUNT).fma(q, d);
            }
            a.intoArray(row, from + p);
            b.intoArray(row, from + p + Lanes.COUNT);
            c.intoArray(row, from + p + 2 * Lanes.COUNT);
            d.intoArray(row, from + p + 3 * Lanes.COUNT);
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
