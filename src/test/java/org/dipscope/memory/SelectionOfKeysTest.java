package org.dipscope.memory;

import org.dipscope.mask.Mask;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

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
            sortUnsigned(keys);
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
        sortUnsigned(sorted);
        for (int n = 1; n <= 64; n++) {
            assertThat(smallest.nth(64, n)).isEqualTo(sorted[n - 1]);
            // The order changed, and keys that were ruled out are no longer all there.
            System.arraycopy(sorted, 0, smallest.keys(), 0, 64);
        }
    }

    @Test
    void worth_countsAndComparesAsAnArrayDoes() {
        Random random = new Random(12);
        for (int round = 0; round < 1500; round++) {
            int columns = 1 + random.nextInt(200);
            int[] plain = new int[columns];
            Worth worth = new Worth(columns);
            for (int step = 0; step < 12; step++) {
                Set<Integer> mask = Traces.random(random, columns, 1).getFirst();
                int value = random.nextInt(1 << random.nextInt(31));
                int kind = random.nextInt(3);
                switch (kind) {
                    case 0 -> worth.increment(Traces.selection(columns, mask).words());
                    case 1 -> worth.set(Traces.selection(columns, mask).words(), value);
                    default -> mask.forEach(column -> worth.set(column, value));
                }
                mask.forEach(column -> plain[column] = kind == 0 ? plain[column] + 1 : value);
            }
            Set<Integer> kept = Traces.random(random, columns, 1).getFirst();
            Set<Integer> set = new TreeSet<>(Traces.random(random, columns, 1).getFirst());
            long[] words = Traces.selection(columns, set).words();
            List<Integer> idle = set.stream().filter(column -> !kept.contains(column)).sorted(Comparator.comparing(column -> plain[column])).toList();
            int n = random.nextInt(idle.size() + 1);
            worth.removeLeast(words, Traces.selection(columns, kept).words(), n);
            idle.subList(0, n).forEach(set::remove);
            assertThat(Mask.copyOf(columns, words)).as("the least %d in round %d", n, round).isEqualTo(Traces.mask(columns, set));
        }
    }

    private static void sortUnsigned(long[] keys) {
        long[] sorted = Arrays.stream(keys).boxed().sorted(Long::compareUnsigned).mapToLong(Long::longValue).toArray();
        System.arraycopy(sorted, 0, keys, 0, keys.length);
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
