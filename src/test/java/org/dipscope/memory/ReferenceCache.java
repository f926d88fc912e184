package org.dipscope.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The cache update written down as its definition reads, with sets and sorting, to hold the fast one against. */
final class ReferenceCache {
    private final CachePolicy policy;
    private final int hook;
    private final int capacity;
    private final long seed;
    private final List<Set<Integer>> future;
    private final int columns;
    private final int learning;
    private final Map<Integer, Integer> age = new HashMap<>();
    private final Map<Integer, Integer> count = new HashMap<>();
    final TreeSet<Integer> resident = new TreeSet<>();
    private final List<Set<Integer>> past = new ArrayList<>();
    private int t;
    int hits;

    ReferenceCache(CachePolicy policy, int hook, int capacity, long seed, List<Set<Integer>> future, int columns, int learning) {
        this.columns = columns;
        this.learning = learning;
        this.policy = policy;
        this.hook = hook;
        this.capacity = capacity;
        this.seed = seed;
        this.future = future;
    }

    void use(Set<Integer> mask) {
        hits = (int) mask.stream().filter(resident::contains).count();
        past.add(mask);
        switch (policy) {
            case NONE -> { }
            case LRU, LFU, BELADY -> update(mask);
            case PINNED -> pin(mask);
            case TINY_LFU -> {
                mask.forEach(column -> count.merge(column, 1, Integer::sum));
                if ((t + 1) % TinyLfu.PERIOD == 0) {
                    count.replaceAll((_, uses) -> uses / 2);
                }
                compete(mask, column -> count.getOrDefault(column, 0));
            }
            case ECHO -> echo(mask);
            case OPTIMAL -> compete(mask, column -> -nextUse(column));
        }
        t++;
    }

    private void pin(Set<Integer> mask) {
        if (t < learning) {
            mask.forEach(column -> count.merge(column, 1, Integer::sum));
        }
        Set<Integer> admitted = mask;
        if (t + 1 >= learning) {
            List<Integer> byUse = new ArrayList<>();
            for (int column = columns - 1; column >= 0; column--) {
                byUse.add(column);
            }
            byUse.sort(Comparator.comparing(column -> -count.getOrDefault(column, 0)));
            admitted = new TreeSet<>(mask);
            admitted.retainAll(byUse.subList(0, capacity));
        }
        compete(admitted, column -> count.getOrDefault(column, 0));
    }

    private void echo(Set<Integer> mask) {
        int fading = Math.min(Echo.SLOWEST_FADING, (int) (Math.log(t + 1) / Math.log(2) + 1e-9));
        for (int column = 0; column < columns; column++) {
            int before = count.getOrDefault(column, 0);
            int gain = mask.contains(column) ? 1 << Echo.ALWAYS_BIT - fading : 0;
            count.put(column, before - (before >> fading) + gain);
        }
        List<Integer> alike = new ArrayList<>();
        for (int earlier = t - 1; earlier >= Math.max(0, t - Echo.MEMORY + 1); earlier--) {
            alike.add(earlier);
        }
        alike.sort(Comparator.comparing(earlier -> -likeness(mask, past.get(earlier))));
        Map<Integer, Integer> votes = new HashMap<>();
        for (int earlier : alike.subList(0, Math.min(Echo.NEIGHBOURS, alike.size()))) {
            past.get(earlier + 1).forEach(column -> votes.merge(column, 1, Integer::sum));
        }
        compete(mask, column -> count.get(column) + (votes.getOrDefault(column, 0) << Echo.VOTE_BIT));
    }

    private static int likeness(Set<Integer> mask, Set<Integer> other) {
        int shared = (int) other.stream().filter(mask::contains).count();
        return shared - (other.size() - shared);
    }

    /** Residents and missed columns in one line: worth, then who is there already, then the higher index. */
    private void compete(Set<Integer> wanted, java.util.function.ToIntFunction<Integer> worth) {
        TreeSet<Integer> candidates = new TreeSet<>(wanted);
        candidates.addAll(resident);
        List<Integer> best = new ArrayList<>(candidates);
        best.sort(Comparator.comparing((Integer column) -> -worth.applyAsInt(column))
                .thenComparing(column -> resident.contains(column) ? 0 : 1).thenComparing(Comparator.reverseOrder()));
        resident.clear();
        resident.addAll(best.subList(0, Math.min(capacity, best.size())));
    }

    private void update(Set<Integer> mask) {
        List<Integer> idle = new ArrayList<>(resident);
        idle.removeAll(mask);
        mask.forEach(column -> age.put(column, 0));
        idle.forEach(column -> age.merge(column, 1, Integer::sum));
        mask.forEach(column -> count.merge(column, 1, Integer::sum));
        int evict = Math.max(0, Math.min(idle.size(), mask.size() + idle.size() - capacity));
        // The sort is stable and idle ascends, so that of equal columns the lower index stands first.
        idle.sort(switch (policy) {
            case LRU -> Comparator.comparing((Integer column) -> -age.get(column));
            case LFU -> Comparator.comparing((Integer column) -> count.getOrDefault(column, 0));
            default -> Comparator.comparing((Integer column) -> -nextUse(column));
        });
        for (Integer column : idle.subList(0, evict)) {
            resident.remove(column);
            age.remove(column);
        }
        List<Integer> missed = new ArrayList<>(mask);
        missed.removeAll(resident);
        int room = capacity - resident.size();
        if (missed.size() > room) {
            missed.sort((a, b) -> Long.compareUnsigned(lot(a), lot(b)));
            missed = missed.subList(0, room);
        }
        resident.addAll(missed);
    }

    private int nextUse(int column) {
        for (int later = t + 1; later < future.size(); later++) {
            if (future.get(later).contains(column)) {
                return later;
            }
        }
        return future.size();
    }

    private long lot(int column) {
        return SplitMix64.mix(seed + ((long) hook << 40) + ((long) t << 20) + column);
    }
}
