package org.dipscope.memory;

import org.dipscope.mask.Mask;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ColumnCacheTest {
    private static final int COLUMNS = 8;

    @Test
    void lru_evictsTheColumnUnusedForLongest() {
        ColumnCache cache = cache(CachePolicy.LRU, 4);
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
        ColumnCache cache = cache(CachePolicy.LRU, 3);
        use(cache, 2, 6, 7);
        use(cache, 0);
        assertThat(resident(cache)).containsExactly(0, 6, 7);
    }

    @Test
    void lfu_evictsTheSmallestCount() {
        ColumnCache cache = cache(CachePolicy.LFU, 3);
        use(cache, 1, 4);
        use(cache, 1, 6);
        use(cache, 1, 6);
        assertThat(resident(cache)).containsExactly(1, 4, 6);
        use(cache, 0);
        assertThat(resident(cache)).as("counts: 1 three, 6 two, 4 one").containsExactly(0, 1, 6);
    }

    @Test
    void lfu_keepsTheCountOfAnEvictedColumn() {
        ColumnCache cache = cache(CachePolicy.LFU, 2);
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
        ColumnCache cache = cache(CachePolicy.BELADY.start(Traces.start(COLUMNS, trace)), 3);
        for (Set<Integer> mask : trace.subList(0, 4)) {
            cache.record(Traces.selection(COLUMNS, mask));
        }
        assertThat(resident(cache)).as("2 comes back last of 0, 1 and 2").containsExactly(0, 1, 3);
        cache.record(Traces.selection(COLUMNS, Set.of(1)));
        assertThat(cache.hits()).isEqualTo(1);
        cache.record(Traces.selection(COLUMNS, Set.of(0)));
        assertThat(cache.hits()).isEqualTo(1);
    }

    @Test
    void belady_evictsTheLowerIndexOfTwoNeverUsedAgain() {
        List<Mask> trace = List.of(Mask.of(COLUMNS, 2, 5, 6), Mask.of(COLUMNS, 1), Mask.of(COLUMNS, 6));
        ColumnCache cache = cache(CachePolicy.BELADY.start(new PolicyStart(COLUMNS, 0, Optional.empty(), trace)), 3);
        use(cache, 2, 5, 6);
        use(cache, 1);
        assertThat(resident(cache)).containsExactly(1, 5, 6);
    }

    @Test
    void pinned_loadsNothingBesideTheColumnsSelectedMostOftenOnCalibrationText() {
        int[] counts = {0, 9, 2, 7, 0, 0, 1, 0};
        ColumnCache cache = cache(CachePolicy.PINNED.start(new PolicyStart(COLUMNS, 128, Optional.of(counts), List.of())), 2);
        use(cache, 0, 2, 6);
        assertThat(resident(cache)).as("there is room, but none of them is pinned").isEmpty();
        use(cache, 3, 2);
        use(cache, 1, 4);
        use(cache, 5, 6);
        assertThat(resident(cache)).containsExactly(1, 3);
        use(cache, 1, 2, 3);
        assertThat(cache.hits()).isEqualTo(2);
    }

    @Test
    void pinned_learnsFromTheFirstTokensAndThenNoMore() {
        ColumnCache cache = cache(CachePolicy.PINNED.start(new PolicyStart(COLUMNS, 3, Optional.empty(), List.of())), 2);
        use(cache, 1, 2);
        use(cache, 2, 5);
        use(cache, 2, 5);
        assertThat(resident(cache)).as("2 was selected three times and 5 twice").containsExactly(2, 5);
        for (int i = 0; i < 9; i++) {
            use(cache, 7);
        }
        assertThat(resident(cache)).as("7 came too late").containsExactly(2, 5);
    }

    @Test
    void pinned_pinsTheMostSelectedColumnsOfAnotherCapacity() {
        int[] counts = {0, 9, 2, 7, 0, 0, 1, 0};
        ColumnCache cache = cache(CachePolicy.PINNED.start(new PolicyStart(COLUMNS, 128, Optional.of(counts), List.of())), 2);
        use(cache, 1, 2, 3);
        cache.resize(3);
        use(cache, 1, 2, 3);
        assertThat(resident(cache)).containsExactly(1, 2, 3);
        cache.resize(1);
        assertThat(resident(cache)).containsExactly(1);
    }

    @Test
    void tinyLfu_declinesAColumnThatIsNotWantedMoreOftenThanItsVictim() {
        ColumnCache cache = cache(CachePolicy.TINY_LFU, 2);
        use(cache, 1, 4);
        use(cache, 1, 4);
        use(cache, 6);
        assertThat(resident(cache)).as("once against twice").containsExactly(1, 4);
        use(cache, 6);
        assertThat(resident(cache)).as("twice against twice: the resident stays").containsExactly(1, 4);
        use(cache, 6);
        assertThat(resident(cache)).as("three times against twice: the lower index of the two goes").containsExactly(4, 6);
    }

    @Test
    void tinyLfu_forgetsHalfOfThePastNowAndThen() {
        ColumnCache cache = cache(CachePolicy.TINY_LFU, 1);
        for (int token = 0; token < TinyLfu.PERIOD; token++) {
            use(cache, 3);
        }
        for (int token = 0; token < TinyLfu.PERIOD / 2; token++) {
            use(cache, 5);
        }
        assertThat(resident(cache)).as("64 uses are worth 32 now").containsExactly(3);
        use(cache, 5);
        assertThat(resident(cache)).containsExactly(5);
    }

    @Test
    void echo_keepsWhatFollowedTheTokensThatLookedLikeThisOne() {
        ColumnCache cache = cache(CachePolicy.ECHO, 1);
        for (int round = 0; round < 12; round++) {
            use(cache, 0, 1);
            use(cache, 5);
            use(cache, 2, 3);
            use(cache, 6);
        }
        use(cache, 0, 1, 5, 6);
        assertThat(resident(cache)).as("twelve tokens with 0 and 1 were followed by 5").containsExactly(5);
        ColumnCache other = cache(CachePolicy.ECHO, 1);
        for (int round = 0; round < 40; round++) {
            use(other, 0, 1, 7);
            use(other, 5);
            use(other, 2, 3, 7);
            use(other, 6);
        }
        use(other, 0, 1, 5, 6);
        use(other, 0, 1, 5, 7);
        assertThat(resident(other)).as("7 is wanted every other token, but after this one it was 5").containsExactly(5);
    }

    @Test
    void optimal_declinesAColumnThatIsWantedLaterThanEveryResident() {
        List<Set<Integer>> trace = List.of(Set.of(0, 1), Set.of(2), Set.of(0, 1), Set.of(2));
        ColumnCache cache = cache(CachePolicy.OPTIMAL.start(Traces.start(COLUMNS, trace)), 2);
        cache.record(Traces.selection(COLUMNS, trace.get(0)));
        cache.record(Traces.selection(COLUMNS, trace.get(1)));
        assertThat(resident(cache)).as("Belady would have to load 2 here").containsExactly(0, 1);
        cache.record(Traces.selection(COLUMNS, trace.get(2)));
        assertThat(cache.hits()).isEqualTo(2);
        assertThat(cache.statistics()).isEqualTo(new CacheStatistics(5, 2, 2, 0));
        assertThat(cache.statistics().bypassed()).isEqualTo(1);
    }

    @Test
    void aMaskLargerThanTheCache_keepsItsHitsAndFillsTheRestWithTheSmallestLots() {
        int hook = 7;
        long seed = 42;
        ColumnCache cache = new ColumnCache(COLUMNS, hook, 0, CachePolicy.LRU.start(PolicyStart.of(COLUMNS)), 3, seed, new SmallestKeys(COLUMNS));
        use(cache, 0, 6);
        use(cache, 1, 2, 3, 4, 5, 6);
        assertThat(cache.hits()).isEqualTo(1);
        List<Integer> lots = java.util.stream.Stream.of(1, 2, 3, 4, 5)
                .sorted((a, b) -> Long.compareUnsigned(lot(seed, hook, 1, a), lot(seed, hook, 1, b))).toList();
        assertThat(resident(cache)).containsExactlyInAnyOrder(6, lots.get(0), lots.get(1));
    }

    @Test
    void aCacheOfNothing_neverHits() {
        ColumnCache cache = cache(CachePolicy.LRU, 0);
        use(cache, 1, 2);
        use(cache, 1, 2);
        assertThat(cache.hits()).isZero();
        assertThat(cache.held()).isZero();
    }

    @Test
    void aSmallerCapacity_evictsInThePolicysOrder() {
        ColumnCache cache = cache(CachePolicy.LFU, 4);
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
        ColumnCache cache = cache(CachePolicy.LFU, 3);
        use(cache, 1);
        use(cache, 1, 4, 5);
        cache.follow(CachePolicy.LRU.start(PolicyStart.of(COLUMNS)));
        assertThat(resident(cache)).containsExactly(1, 4, 5);
        use(cache, 4);
        use(cache, 7);
        assertThat(resident(cache)).as("1 and 5 are of one age now").containsExactly(4, 5, 7);
    }

    @Test
    void aSelectionOfAnotherSize_isRefused() {
        assertThatThrownBy(() -> cache(CachePolicy.LRU, 3).record(Traces.selection(9, Set.of(1))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("9 columns");
    }

    private static ColumnCache cache(CachePolicy policy, int capacity) {
        return cache(policy.start(PolicyStart.of(COLUMNS)), capacity);
    }

    private static ColumnCache cache(ReplacementPolicy policy, int capacity) {
        return new ColumnCache(COLUMNS, 0, 0, policy, capacity, 0, new SmallestKeys(COLUMNS));
    }

    private static void use(ColumnCache cache, Integer... columns) {
        cache.record(Traces.selection(COLUMNS, Set.copyOf(Arrays.asList(columns))));
    }

    private static int[] resident(ColumnCache cache) {
        return Mask.copyOf(COLUMNS, cache.resident()).columns();
    }

    private static long lot(long seed, int hook, int token, int column) {
        return SplitMix64.mix(seed + ((long) hook << 40) + ((long) token << 20) + column);
    }
}
