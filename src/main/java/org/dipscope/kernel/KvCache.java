package org.dipscope.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * The keys and values of one sequence. It grows by pages of 256 positions, so that a short conversation costs little. In a page the
 * keys stand in strips of 64 positions, dimension by dimension, {@code [strip][dimension][position]}, and the values position by position,
 * {@code [position][dimension]}: both products of the attention then run along vectors without adding up across lanes, and a head's keys of a
 * strip lie in one piece, which fits the first cache.
 */
public final class KvCache {
    static final int PAGE = 256;
    /** Positions of a page whose keys lie together. */
    static final int STRIP = 64;

    private final int layers;
    private final int width;
    private final int capacity;
    private final List<float[][]> keys = new ArrayList<>();
    private final List<float[][]> values = new ArrayList<>();
    private int length;

    /**
     * An empty cache.
     *
     * @param layers   {@code L}
     * @param width    KV heads times head size
     * @param capacity the most positions that it will hold
     */
    public KvCache(int layers, int width, int capacity) {
        this.layers = layers;
        this.width = width;
        this.capacity = capacity;
    }

    /** The most positions that it will hold; some models turn heads by it. */
    public int capacity() {
        return capacity;
    }

    /** The bytes that one position takes. */
    public static long bytesPerToken(int layers, int width) {
        return 2L * layers * width * Float.BYTES;
    }

    /** Positions that are filled. */
    public int length() {
        return length;
    }

    /** Forgets all positions from {@code length} on. */
    public void truncate(int newLength) {
        if (newLength < 0 || newLength > length) {
            throw new IllegalArgumentException("cannot cut a KV cache of " + length + " positions to " + newLength + ".");
        }
        length = newLength;
    }

    /** Makes room for {@code tokens} positions behind the filled ones; throws {@link IllegalArgumentException} beyond the capacity. */
    public void reserve(int tokens) {
        if (tokens > capacity - length) {
            throw new IllegalArgumentException("%d tokens behind %d are more than the sequence's %d positions; begin a new one."
                    .formatted(tokens, length, capacity));
        }
        while (keys.size() * PAGE < length + tokens) {
            keys.add(new float[layers][PAGE * width]);
            values.add(new float[layers][PAGE * width]);
        }
    }

    /** Counts {@code tokens} positions, written in every layer, as filled. */
    public void advance(int tokens) {
        length += tokens;
    }

    /** Writes one position of a layer; the position has room by {@link #reserve}. */
    public void put(int layer, int position, float[] key, int keyAt, float[] value, int valueAt) {
        float[] page = keys.get(position / PAGE)[layer];
        int slot = position % PAGE;
        int to = keyAt(slot, 0);
        for (int d = 0; d < width; d++) {
            page[to + d * STRIP] = key[keyAt + d];
        }
        System.arraycopy(value, valueAt, values.get(position / PAGE)[layer], slot * width, width);
    }

    /** Where a page has a position's key, the dimension {@code d} of it; the next position of the strip is behind it. */
    int keyAt(int slot, int d) {
        return slot / STRIP * STRIP * width + d * STRIP + slot % STRIP;
    }

    float[] keys(int page, int layer) {
        return keys.get(page)[layer];
    }

    float[] values(int page, int layer) {
        return values.get(page)[layer];
    }

    int width() {
        return width;
    }
}
