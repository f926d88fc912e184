package org.dipscope.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * Three query heads of one token over one page of one key head: keys and values are loaded once for three. Two vectors at once make six sums,
 * four make twelve, which the more registers of AVX-512 hold.
 */
final class ThreeHeads {
    /** How many heads. */
    static final int COUNT = 3;

    private ThreeHeads() {
    }

    /**
     * Scores of a strip's first {@code count} positions, and of some behind them that mean nothing.
     *
     * @param keys    {@code [dimension][}{@link KvCache#STRIP}{@code ]} from {@code at} on
     * @param queries {@code [3][headSize]} from {@code query} on
     * @param rows    {@code [3][room]}, written from {@code from} on in each
     */
    static void score(float[] keys, int at, float[] queries, int query, int headSize, float[] rows, int from, int room, int count) {
        if (Lanes.MANY_REGISTERS) {
            scoreFours(keys, at, queries, query, headSize, rows, from, room, count);
        } else {
            scorePairs(keys, at, queries, query, headSize, rows, from, room, count);
        }
    }

    /**
     * Adds a page's values by their weights to the outputs, as many of a head's floats as whole groups of vectors hold.
     *
     * @param values  {@code [position][width]}, the head's from {@code at} on
     * @param rows    {@code [3][room]} weights, from {@code from} on in each
     * @param outputs {@code [3][headSize]} from {@code output} on
     * @return how many floats of each head are done
     */
    static int mix(float[] values, int at, int width, float[] rows, int from, int room, int count, float[] outputs, int output, int headSize) {
        return Lanes.MANY_REGISTERS && headSize % (4 * Lanes.COUNT) == 0
                ? mixFours(values, at, width, rows, from, room, count, outputs, output, headSize)
                : mixPairs(values, at, width, rows, from, room, count, outputs, output, headSize);
    }

    private static void scorePairs(float[] keys, int at, float[] queries, int query, int headSize, float[] rows, int from, int room, int count) {
        for (int p = 0; p < count; p += 2 * Lanes.COUNT) {
            FloatVector a0 = FloatVector.zero(Lanes.FLOATS);
            FloatVector a1 = a0;
            FloatVector b0 = a0;
            FloatVector b1 = a0;
            FloatVector c0 = a0;
            FloatVector c1 = a0;
            for (int i = 0; i < headSize; i++) {
                int k = at + i * KvCache.STRIP + p;
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
            a0.intoArray(rows, to);
            a1.intoArray(rows, to + Lanes.COUNT);
            b0.intoArray(rows, room + to);
            b1.intoArray(rows, room + to + Lanes.COUNT);
            c0.intoArray(rows, 2 * room + to);
            c1.intoArray(rows, 2 * room + to + Lanes.COUNT);
        }
    }

    private static int mixPairs(float[] values, int at, int width, float[] rows, int from, int room, int count, float[] outputs, int output, int headSize) {
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

    private static void scoreFours(float[] keys, int at, float[] queries, int query, int headSize, float[] rows, int from, int room, int count) {
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
                int k = at + i * KvCache.STRIP + p;
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
            a0.intoArray(rows, to);
            a1.intoArray(rows, to + Lanes.COUNT);
            a2.intoArray(rows, to + 2 * Lanes.COUNT);
            a3.intoArray(rows, to + 3 * Lanes.COUNT);
            b0.intoArray(rows, room + to);
            b1.intoArray(rows, room + to + Lanes.COUNT);
            b2.intoArray(rows, room + to + 2 * Lanes.COUNT);
            b3.intoArray(rows, room + to + 3 * Lanes.COUNT);
            c0.intoArray(rows, 2 * room + to);
            c1.intoArray(rows, 2 * room + to + Lanes.COUNT);
            c2.intoArray(rows, 2 * room + to + 2 * Lanes.COUNT);
            c3.intoArray(rows, 2 * room + to + 3 * Lanes.COUNT);
        }
    }

    private static int mixFours(float[] values, int at, int width, float[] rows, int from, int room, int count, float[] outputs, int output, int headSize) {
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
}
