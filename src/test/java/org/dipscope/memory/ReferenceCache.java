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
    private final Map<Integer, Integer> age = new HashMap<>();
    private final Map<Integer, Integer> count = new HashMap<>();
    final TreeSet<Integer> resident = new TreeSet<>();
    private int t;
    int hits;

    ReferenceCache(CachePolicy policy, int hook, int capacity, long seed, List<Set<Integer>> future) {
        this.policy = policy;
        this.hook = hook;
        this.capacity = capacity;
        this.seed = seed;
        this.future = future;
    }

    void use(Set<Integer> mask) {
        hits = (int) mask.stream().filter(resident::contains).count();
        if (policy != CachePolicy.NONE) {
            update(mask);
        }
        t++;
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
