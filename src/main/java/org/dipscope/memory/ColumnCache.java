package org.dipscope.memory;

import org.dipscope.mask.Mask;
import org.dipscope.mask.Selection;

/** The cache of one hook of one layer: it records a token's columns, and its figures can be read after each token and at the end. */
final class ColumnCache {
    private final int columns;
    private final int hook;
    private final ResidentColumns residents;

    private ReplacementPolicy policy;
    private long seed;
    private int uses;
    private long wanted;
    private long hits;
    private long loaded;
    private long evicted;

    /**
     * An empty cache.
     *
     * @param columns  how many columns there are
     * @param hook     the cache's number, {@link org.dipscope.mask.Hook#index}
     * @param uses     how many masked tokens of the sequence came before
     * @param policy   which columns stay
     * @param capacity how many columns it holds
     * @param seed     of the choice among misses where more are wanted than fit
     * @param lots     working memory for at least {@code columns} keys
     */
    ColumnCache(int columns, int hook, int uses, ReplacementPolicy policy, int capacity, long seed, SmallestKeys lots) {
        this.columns = columns;
        this.hook = hook;
        this.uses = uses;
        this.policy = policy;
        this.residents = new ResidentColumns(columns, capacity, lots);
        this.seed = seed;
    }

    /** Counts the hits of one token's selection, then lets columns go and come. */
    void record(Selection selected) {
        if (selected.size() != columns) {
            throw new IllegalArgumentException("a selection out of %d columns does not fit a hook of %d.".formatted(selected.size(), columns));
        }
        policy.record(selected.words(), uses);
        residents.use(selected.words(), selected.count(), policy, lot(seed, hook, uses));
        uses++;
        wanted += residents.wanted();
        hits += residents.hits();
        loaded += residents.loaded();
        evicted += residents.evicted();
    }

    /** Where the lots of a hook's columns at a token begin. */
    static long lot(long seed, int hook, int token) {
        return seed + ((long) hook << 40) + ((long) token << 20);
    }

    /** Holds more or fewer columns from now on; those that no longer fit leave in the policy's order. */
    void resize(int newCapacity) {
        residents.resize(newCapacity, policy.worth());
        evicted += residents.evicted();
    }

    /** Keeps the residents and starts another policy's bookkeeping anew. */
    void follow(ReplacementPolicy other) {
        policy = other;
    }

    void reseed(long newSeed) {
        seed = newSeed;
    }

    /** What its columns are worth in the long run under the policy in force. */
    Worth demand() {
        return policy.demand();
    }

    /** The live words of the resident columns. */
    long[] resident() {
        return residents.words();
    }

    /** How many columns there are. */
    int columns() {
        return columns;
    }

    int capacity() {
        return residents.capacity();
    }

    /** How many columns are resident. */
    int held() {
        return residents.held();
    }

    /** How many masked tokens of the sequence there were, those before this cache included. */
    int uses() {
        return uses;
    }

    /** How many columns of the last selection were resident before it. */
    int hits() {
        return residents.hits();
    }

    /** How many columns the last selection had. */
    int wanted() {
        return residents.wanted();
    }

    /** Everything since the cache was made. */
    CacheStatistics statistics() {
        return new CacheStatistics(wanted, hits, loaded, evicted);
    }

    /** Throws {@link IllegalStateException} where the figures do not agree with each other or with what is resident. */
    void finished() {
        int resident = Mask.copyOf(columns, residents.words()).count();
        if (resident != held() || held() > capacity() || hits > wanted || loaded > wanted - hits || loaded - evicted != held()) {
            throw new IllegalStateException("hook %d holds %d of %d columns and counts %s, which do not agree.".formatted(hook, resident, capacity(), statistics()));
        }
    }
}
