package org.dipscope.memory;

import org.dipscope.mask.Mask;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ColumnCacheTest {
    private static final int COLUMNS = 8;

    @Test
    void lru_evictsTheColumnUnusedForLongest() {
        ColumnCache cache = cache(new EvictionOrder.Recency(), 4);
        use(cache, 5);
        use(cache, 0);
        use(cache, 3);
        use(cache, 5);
        use(cache, 1);
        assertThat(resident(cache)).containsExactly(0, 1, 3, 5);
        use(cache, 7);
        assertThat(resident(cache)).as("0 was used before 3, 5 and 1").containsExactly(1, 3, 5, 7);
        use(cache, 2, 4);
        assertThat(resident(cache)).as("3, then 5").containsExactly(1, 2, 4, 7);
    }

    @Test
    void lru_evictsTheLowerIndexOfTwoUsedTogether() {
        ColumnCache cache = cache(new EvictionOrder.Recency(), 3);
        use(cache, 2, 6, 7);
        use(cache, 0);
        assertThat(resident(cache)).containsExactly(0, 6, 7);
    }

    @Test
    void lfu_evictsTheSmallestCount() {
        ColumnCache cache = cache(new EvictionOrder.Frequency(), 3);
        use(cache, 1, 4);
        use(cache, 1, 6);
        use(cache, 1, 6);
        assertThat(resident(cache)).containsExactly(1, 4, 6);
        use(cache, 0);
        assertThat(resident(cache)).as("counts: 1 three, 6 two, 4 one").containsExactly(0, 1, 6);
    }

    @Test
    void lfu_keepsTheCountOfAnEvictedColumn() {
        ColumnCache cache = cache(new EvictionOrder.Frequency(), 2);
        use(cache, 0);
        use(cache, 0);
        use(cache, 1, 2);
        assertThat(resident(cache)).as("0 has to go, twice used as it is").containsExactly(1, 2);
        use(cache, 0);
        assertThat(resident(cache)).as("1 and 2 were used once, the lower index goes").containsExactly(0, 2);
        use(cache, 3);
        assertThat(resident(cache)).as("0 has its three uses, 2 its one").containsExactly(0, 3);
    }

    @Test
    void belady_evictsTheFarthestNextUse() {
        List<Set<Integer>> trace = List.of(Set.of(0), Set.of(1), Set.of(2), Set.of(3), Set.of(1), Set.of(0), Set.of(2));
        ColumnCache cache = cache(EvictionOrder.NextUse.of(trace.stream().map(mask -> Traces.mask(COLUMNS, mask)).toList()), 3);
        for (Set<Integer> mask : trace.subList(0, 4)) {
            cache.use(Traces.selection(COLUMNS, mask));
        }
        assertThat(resident(cache)).as("2 comes back last of 0, 1 and 2").containsExactly(0, 1, 3);
        cache.use(Traces.selection(COLUMNS, Set.of(1)));
        assertThat(cache.hits()).isEqualTo(1);
        cache.use(Traces.selection(COLUMNS, Set.of(0)));
        assertThat(cache.hits()).isEqualTo(1);
    }

    @Test
    void belady_evictsTheLowerIndexOfTwoNeverUsedAgain() {
        List<Mask> trace = List.of(Mask.of(COLUMNS, 2, 5, 6), Mask.of(COLUMNS, 1), Mask.of(COLUMNS, 6));
        ColumnCache cache = cache(EvictionOrder.NextUse.of(trace), 3);
        use(cache, 2, 5, 6);
        use(cache, 1);
        assertThat(resident(cache)).containsExactly(1, 5, 6);
    }

    @Test
    void aMaskLargerThanTheCache_keepsItsHitsAndFillsTheRestWithTheSmallestLots() {
        int hook = 7;
        long seed = 42;
        ColumnCache cache = new ColumnCache(COLUMNS, hook, 0, new EvictionOrder.Recency(), 3, seed, new SmallestKeys(COLUMNS));
        use(cache, 0, 6);
        use(cache, 1, 2, 3, 4, 5, 6);
        assertThat(cache.hits()).isEqualTo(1);
        List<Integer> lots = java.util.stream.Stream.of(1, 2, 3, 4, 5)
                .sorted((a, b) -> Long.compareUnsigned(lot(seed, hook, 1, a), lot(seed, hook, 1, b))).toList();
        assertThat(resident(cache)).containsExactlyInAnyOrder(6, lots.get(0), lots.get(1));
    }

    @Test
    void aCacheOfNothing_neverHits() {
        ColumnCache cache = cache(new EvictionOrder.Recency(), 0);
        use(cache, 1, 2);
        use(cache, 1, 2);
        assertThat(cache.hits()).isZero();
        assertThat(cache.held()).isZero();
    }

    @Test
    void aSmallerCapacity_evictsInThePolicysOrder() {
        ColumnCache cache = cache(new EvictionOrder.Frequency(), 4);
        use(cache, 0, 2, 3, 7);
        use(cache, 0, 3);
        use(cache, 3);
        cache.resize(2);
        assertThat(resident(cache)).containsExactly(0, 3);
        cache.resize(8);
        assertThat(resident(cache)).as("a larger one keeps everything").containsExactly(0, 3);
    }

    @Test
    void anotherPolicy_keepsTheResidentsAndForgetsTheirPast() {
        ColumnCache cache = cache(new EvictionOrder.Frequency(), 3);
        use(cache, 1);
        use(cache, 1, 4, 5);
        cache.reorder(new EvictionOrder.Recency());
        assertThat(resident(cache)).containsExactly(1, 4, 5);
        use(cache, 4);
        use(cache, 7);
        assertThat(resident(cache)).as("1 and 5 are of one age now").containsExactly(4, 5, 7);
    }

    @Test
    void aSelectionOfAnotherSize_isRefused() {
        assertThatThrownBy(() -> cache(new EvictionOrder.Recency(), 3).use(Traces.selection(9, Set.of(1))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("9 columns");
    }

    private static ColumnCache cache(EvictionOrder order, int capacity) {
        return new ColumnCache(COLUMNS, 0, 0, order, capacity, 0, new SmallestKeys(COLUMNS));
    }

    private static void use(ColumnCache cache, Integer... columns) {
        cache.use(Traces.selection(COLUMNS, Set.copyOf(Arrays.asList(columns))));
    }

    private static int[] resident(ColumnCache cache) {
        return Mask.copyOf(COLUMNS, cache.resident()).columns();
    }

    private static long lot(long seed, int hook, int token, int column) {
        return SplitMix64.mix(seed + ((long) hook << 40) + ((long) token << 20) + column);
    }
}
