package org.dipscope.kernel;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KvCacheTest {
    private static final int WIDTH = 6;

    @Test
    void keepsEveryKeyAndValueAcrossPages() {
        KvCache cache = new KvCache(2, WIDTH, 1000);
        int positions = 2 * KvCache.PAGE + 3;
        for (int position = 0; position < positions; position++) {
            put(cache, position, position);
        }
        assertThat(cache.length()).isEqualTo(positions);
        for (int position = 0; position < positions; position++) {
            check(cache, position, position);
        }
    }

    @Test
    void forgetsFromTheCutOnAndWritesThereAnew() {
        KvCache cache = new KvCache(2, WIDTH, 1000);
        for (int position = 0; position < 300; position++) {
            put(cache, position, position);
        }
        cache.truncate(250);
        assertThat(cache.length()).isEqualTo(250);
        for (int position = 250; position < 600; position++) {
            put(cache, position, 5000 + position);
        }
        for (int position = 0; position < 600; position++) {
            check(cache, position, position < 250 ? position : 5000 + position);
        }
        cache.truncate(0);
        assertThat(cache.length()).isZero();
    }

    @Test
    void roomForABatchIsThereBeforeItIsCounted() {
        KvCache cache = new KvCache(1, WIDTH, 1000);
        cache.reserve(3 * KvCache.PAGE);
        assertThat(cache.length()).isZero();
        assertThat(cache.keys(2, 0)).hasSize(KvCache.PAGE * WIDTH);
        cache.advance(KvCache.PAGE);
        cache.reserve(2 * KvCache.PAGE + 1);
        assertThat(cache.values(3, 0)).hasSize(KvCache.PAGE * WIDTH);
    }

    @Test
    void refusesACutBehindItsEnd() {
        KvCache cache = new KvCache(1, WIDTH, 1000);
        cache.reserve(4);
        cache.advance(4);
        assertThatThrownBy(() -> cache.truncate(5)).isInstanceOf(IllegalArgumentException.class).hasMessage("cannot cut a KV cache of 4 positions to 5.");
        assertThatThrownBy(() -> cache.truncate(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesMorePositionsThanItIsFor() {
        KvCache cache = new KvCache(1, WIDTH, 10);
        cache.reserve(10);
        cache.advance(10);
        assertThatThrownBy(() -> cache.reserve(1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 tokens behind 10 are more than the sequence's 10 positions; begin a new one.");
    }

    private static void put(KvCache cache, int position, int value) {
        cache.reserve(1);
        for (int layer = 0; layer < 2; layer++) {
            float[] key = new float[WIDTH + 1];
            float[] content = new float[WIDTH + 2];
            for (int d = 0; d < WIDTH; d++) {
                key[1 + d] = number(value, layer, d);
                content[2 + d] = -number(value, layer, d);
            }
            cache.put(layer, position, key, 1, content, 2);
        }
        cache.advance(1);
    }

    private static void check(KvCache cache, int position, int value) {
        int slot = position % KvCache.PAGE;
        for (int layer = 0; layer < 2; layer++) {
            for (int d = 0; d < WIDTH; d++) {
                assertThat(cache.keys(position / KvCache.PAGE, layer)[cache.keyAt(slot, d)]).isEqualTo(number(value, layer, d));
                assertThat(cache.values(position / KvCache.PAGE, layer)[slot * WIDTH + d]).isEqualTo(-number(value, layer, d));
            }
        }
    }

    private static float number(int value, int layer, int d) {
        return 1 + value * 100 + layer * 10 + d;
    }
}
