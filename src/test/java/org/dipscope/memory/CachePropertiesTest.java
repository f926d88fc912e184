package org.dipscope.memory;

import org.dipscope.mask.Mask;
import org.dipscope.mask.Selection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** Thousands of seeded random traces: the fast cache against the definition, and what must hold after every step. */
class CachePropertiesTest {
    private static final int ROUNDS = 1500;

    @ParameterizedTest
    @EnumSource(CachePolicy.class)
    void everyStep_equalsTheDefinition(CachePolicy policy) {
        Random random = new Random(policy.ordinal());
        for (int round = 0; round < ROUNDS; round++) {
            int columns = 1 + random.nextInt(round % 10 == 0 ? 200 : 70);
            int capacity = random.nextInt(columns + 1);
            int hook = random.nextInt(60);
            long seed = random.nextBoolean() ? 0 : random.nextLong();
            List<Set<Integer>> trace = Traces.random(random, columns, 1 + random.nextInt(round % 50 == 0 ? 150 : 14));
            int learning = random.nextInt(6);
            ReferenceCache slow = new ReferenceCache(policy, hook, capacity, seed, trace, columns, learning);
            ColumnCache fast = cache(policy, columns, hook, capacity, seed, new PolicyStart(columns, learning, Optional.empty(), Traces.start(columns, trace).future()));
            for (int token = 0; token < trace.size(); token++) {
                Set<Integer> mask = trace.get(token);
                Mask before = Mask.copyOf(columns, fast.resident());
                slow.use(mask);
                fast.record(Traces.selection(columns, mask));
                Mask after = Mask.copyOf(columns, fast.resident());
                String where = "%s round %d token %d".formatted(policy, round, token);
                assertThat(fast.hits()).as(where).isEqualTo(slow.hits);
                assertThat(after).as(where).isEqualTo(Traces.mask(columns, slow.resident));
                fast.finished();
                requireInvariants(where, policy, fast, capacity, Traces.mask(columns, mask), before, after);
            }
        }
    }

    private static void requireInvariants(String where, CachePolicy policy, ColumnCache cache, int capacity, Mask mask, Mask before, Mask after) {
        assertThat(cache.held()).as(where).isEqualTo(after.count()).isLessThanOrEqualTo(capacity);
        assertThat(cache.wanted()).as(where).isEqualTo(mask.count());
        assertThat(cache.hits()).as(where).isEqualTo(mask.overlap(before)).isLessThanOrEqualTo(cache.wanted());
        assertThat(after.andNot(before).andNot(mask).count()).as(where + ": nothing comes that was not wanted").isZero();
        if (policy.origin() == CachePolicy.Origin.DIPSCOPE) {
            return;
        }
        assertThat(before.andNot(after).overlap(mask)).as(where + ": no wanted column leaves").isZero();
        if (mask.count() <= cache.capacity()) {
            assertThat(mask.andNot(after).count()).as(where + ": what fits stays").isZero();
        }
    }

    @Test
    void belady_hitsAtLeastAsOftenAsTheOthers_whereEveryMaskFits() {
        Random random = new Random(5);
        int better = 0;
        for (int round = 0; round < 600; round++) {
            int columns = 2 + random.nextInt(60);
            List<Set<Integer>> trace = Traces.random(random, columns, 1 + random.nextInt(25));
            int most = trace.stream().mapToInt(Set::size).max().orElseThrow();
            int capacity = most + random.nextInt(columns - most + 1);
            int belady = hits(CachePolicy.BELADY, columns, capacity, trace);
            int others = Math.max(hits(CachePolicy.LRU, columns, capacity, trace), hits(CachePolicy.LFU, columns, capacity, trace));
            assertThat(belady).as("round %d", round).isGreaterThanOrEqualTo(others);
            better += belady > others ? 1 : 0;
        }
        assertThat(better).as("rounds in which knowing the future helped").isGreaterThan(50);
    }

    @Test
    void optimal_isBeatenByNoPolicy() {
        Random random = new Random(11);
        int better = 0;
        for (int round = 0; round < 4000; round++) {
            int columns = 1 + random.nextInt(50);
            List<Set<Integer>> trace = Traces.random(random, columns, 1 + random.nextInt(30));
            int capacity = random.nextInt(columns + 1);
            int optimal = hits(CachePolicy.OPTIMAL, columns, capacity, trace);
            for (CachePolicy policy : CachePolicy.values()) {
                assertThat(hits(policy, columns, capacity, trace)).as("%s, round %d", policy, round).isLessThanOrEqualTo(optimal);
            }
            better += optimal > hits(CachePolicy.BELADY, columns, capacity, trace) ? 1 : 0;
        }
        assertThat(better).as("rounds in which Belady as the paper has it is no bound").isGreaterThan(1000);
    }

    @Test
    void optimal_equalsTheBestOfAllWaysToKeepAndDecline() {
        Random random = new Random(12);
        for (int round = 0; round < 200; round++) {
            int columns = 1 + random.nextInt(6);
            List<Set<Integer>> trace = Traces.random(random, columns, 1 + random.nextInt(6));
            int capacity = random.nextInt(columns + 1);
            assertThat(hits(CachePolicy.OPTIMAL, columns, capacity, trace)).as("round %d", round).isEqualTo(best(0, capacity, trace, 0));
        }
    }

    /** Tries every set of columns that may stay after every token. */
    private static int best(int resident, int capacity, List<Set<Integer>> trace, int token) {
        if (token == trace.size()) {
            return 0;
        }
        int mask = trace.get(token).stream().mapToInt(column -> 1 << column).sum();
        int candidates = resident | mask;
        int most = 0;
        for (int kept = candidates; ; kept = kept - 1 & candidates) {
            if (Integer.bitCount(kept) <= capacity) {
                most = Math.max(most, best(kept, capacity, trace, token + 1));
            }
            if (kept == 0) {
                return most + Integer.bitCount(resident & mask);
            }
        }
    }

    @Test
    void policiesAgree_whereEveryMaskWantsMoreThanTheCacheHolds() {
        Random random = new Random(6);
        for (int round = 0; round < 300; round++) {
            int columns = 10 + random.nextInt(60);
            List<Set<Integer>> trace = Traces.random(random, columns, 12);
            int least = trace.stream().mapToInt(Set::size).min().orElseThrow();
            int capacity = Math.min(least, random.nextInt(columns));
            int lru = hits(CachePolicy.LRU, columns, capacity, trace);
            assertThat(hits(CachePolicy.LFU, columns, capacity, trace)).isEqualTo(lru);
            assertThat(hits(CachePolicy.BELADY, columns, capacity, trace)).isEqualTo(lru);
        }
    }

    @Test
    void changesInMidSequence_neverBreakACache() {
        Random random = new Random(7);
        List<CachePolicy> live = CachePolicy.live();
        for (int round = 0; round < 500; round++) {
            int columns = 1 + random.nextInt(150);
            ColumnCache cache = cache(CachePolicy.LRU, columns, 3, random.nextInt(columns + 1), 0, PolicyStart.of(columns));
            CachePolicy policy = CachePolicy.LRU;
            for (Set<Integer> mask : Traces.random(random, columns, 20)) {
                Mask before = Mask.copyOf(columns, cache.resident());
                int capacity = random.nextInt(columns + 1);
                switch (random.nextInt(3)) {
                    case 0 -> cache.resize(capacity);
                    case 1 -> {
                        policy = live.get(1 + random.nextInt(live.size() - 1));
                        cache.follow(policy.start(PolicyStart.of(columns)));
                    }
                    default -> cache.reseed(random.nextLong());
                }
                Mask changed = Mask.copyOf(columns, cache.resident());
                assertThat(changed.andNot(before).count()).isZero();
                assertThat(changed.count()).isEqualTo(Math.min(before.count(), cache.capacity())).isEqualTo(cache.held());
                cache.record(Traces.selection(columns, mask));
                requireInvariants("round " + round, policy, cache, cache.capacity(), Traces.mask(columns, mask), changed, Mask.copyOf(columns, cache.resident()));
                cache.finished();
            }
        }
    }

    private static int hits(CachePolicy policy, int columns, int capacity, List<Set<Integer>> trace) {
        ColumnCache cache = cache(policy, columns, 1, capacity, 0, trace);
        Selection selection = new Selection(columns);
        int hits = 0;
        for (Set<Integer> mask : trace) {
            selection.set(Traces.mask(columns, mask));
            cache.record(selection);
            hits += cache.hits();
        }
        return hits;
    }

    private static ColumnCache cache(CachePolicy policy, int columns, int hook, int capacity, long seed, List<Set<Integer>> trace) {
        return cache(policy, columns, hook, capacity, seed, Traces.start(columns, trace));
    }

    private static ColumnCache cache(CachePolicy policy, int columns, int hook, int capacity, long seed, PolicyStart start) {
        return new ColumnCache(columns, hook, 0, policy.start(start), policy == CachePolicy.NONE ? 0 : capacity, seed, new SmallestKeys(columns));
    }
}
