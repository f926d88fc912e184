package org.dipscope.memory;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class SelectionOfKeysTest {

    @Test
    void splitMix64_givesItsPublishedFirstOutputs() {
        assertThat(SplitMix64.mix(0)).isEqualTo(0xE220A8397B1DCDAFL);
        assertThat(SplitMix64.mix(0x9E3779B97F4A7C15L)).isEqualTo(0x6E789E6AA1B965F4L);
    }

    @Test
    void nth_agreesWithSorting() {
        Random random = new Random(11);
        SmallestKeys smallest = new SmallestKeys(3000);
        for (int round = 0; round < 3000; round++) {
            int count = 1 + random.nextInt(round % 50 == 0 ? 3000 : 200);
            long[] keys = distinct(random, count, random.nextInt(4));
            int n = 1 + random.nextInt(count);
            System.arraycopy(keys, 0, smallest.keys(), 0, count);
            long found = smallest.nth(count, n);
            Arrays.sort(keys);
            assertThat(found).as("the %d-th of %d in round %d", n, count, round).isEqualTo(keys[n - 1]);
        }
    }

    @Test
    void nth_survivesKeysAtBothEndsOfTheRange() {
        SmallestKeys smallest = new SmallestKeys(64);
        for (int i = 0; i < 32; i++) {
            smallest.keys()[i] = Long.MAX_VALUE - i;
            smallest.keys()[32 + i] = Long.MIN_VALUE + i;
        }
        long[] sorted = Arrays.copyOf(smallest.keys(), 64);
        Arrays.sort(sorted);
        for (int n = 1; n <= 64; n++) {
            assertThat(smallest.nth(64, n)).isEqualTo(sorted[n - 1]);
            // The order changed, and keys that were ruled out are no longer all there.
            System.arraycopy(sorted, 0, smallest.keys(), 0, 64);
        }
    }

    private static long[] distinct(Random random, int count, int kind) {
        return random.longs().map(key -> switch (kind) {
            case 0 -> key;
            case 1 -> (key & 3) << 32 | key >>> 32 & 0xFFFF;
            case 2 -> key >>> 40;
            default -> (key & 0xFF) == 0 ? key : key >>> 50;
        }).distinct().limit(count).toArray();
    }
}
