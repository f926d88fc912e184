package org.dipscope.memory;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.dipscope.mask.Selection;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The column caches of one sequence, one per hook and layer. One thread uses them; nothing is allocated per token.
 *
 * <p>A hook counts its own tokens, so that a layer may see several tokens before the next layer sees the first one.
 */
public final class ColumnCaches implements Residency {
    private final Footprint footprint;
    private final ColumnCache[] caches;
    private final GlobalPool pool;
    private MemorySettings settings;
    private double poolBytes;
    private int masked;
    private int settled;

    /**
     * Cold caches.
     *
     * @param bytes      the model's shape
     * @param footprint  the method's hooks
     * @param allocation how many columns a layer's cache holds, and how many bytes all of them together
     * @param settings   policy, budget and seed; throws {@link IllegalArgumentException} for a policy that knows the future
     * @param masked     how many masked tokens of the sequence came before
     */
    public ColumnCaches(ModelBytes bytes, Footprint footprint, Allocation allocation, MemorySettings settings, int masked) {
        this(bytes, footprint, allocation.capacityColumns(), allocation.dynamicBytes(), settings, masked, beginning(bytes, footprint, settings, index -> List.of()));
    }

    /** Cold caches of given capacities in columns per hook and layer, shared evenly. */
    public ColumnCaches(ModelBytes bytes, Footprint footprint, Map<Hook, Integer> capacity, CachePolicy policy, long seed, int masked) {
        this(bytes, footprint, capacity, 0, even(policy, seed), masked, beginning(bytes, footprint, even(policy, seed), index -> List.of()));
    }

    private static MemorySettings even(CachePolicy policy, long seed) {
        return new MemorySettings(DeviceProfile.phone(0), policy, seed);
    }

    /** Caches that may know the future: the masks of each of them, by its number. */
    static ColumnCaches ofReplay(ModelBytes bytes, Footprint footprint, Allocation allocation, MemorySettings settings, IntFunction<List<Mask>> future) {
        return new ColumnCaches(bytes, footprint, allocation.capacityColumns(), allocation.dynamicBytes(), settings, 0, beginning(bytes, footprint, settings, future));
    }

    private ColumnCaches(ModelBytes bytes, Footprint footprint, Map<Hook, Integer> capacity, double poolBytes, MemorySettings settings, int masked,
                         ReplacementPolicy[] policies) {
        this.footprint = footprint;
        this.settings = settings;
        this.masked = masked;
        this.poolBytes = poolBytes;
        this.caches = new ColumnCache[2 * bytes.layers()];
        double[] columnBytes = new double[caches.length];
        SmallestKeys lots = new SmallestKeys(Math.max(bytes.hidden(), bytes.intermediate()));
        for (Footprint.Use use : footprint.hooks()) {
            Hook hook = use.hook();
            for (int layer = 0; layer < bytes.layers(); layer++) {
                int index = hook.index(layer);
                columnBytes[index] = use.linears() * bytes.columnBytes(use);
                caches[index] = new ColumnCache(bytes.columns(hook), index, masked, policies[index],
                        held(settings.policy(), capacity, hook), settings.seed(), lots);
            }
        }
        this.pool = new GlobalPool(caches, columnBytes);
    }

    private static ReplacementPolicy[] beginning(ModelBytes bytes, Footprint footprint, MemorySettings settings, IntFunction<List<Mask>> future) {
        ReplacementPolicy[] policies = new ReplacementPolicy[2 * bytes.layers()];
        for (Footprint.Use use : footprint.hooks()) {
            for (int layer = 0; layer < bytes.layers(); layer++) {
                int index = use.hook().index(layer);
                List<Mask> known = future.apply(index);
                if (known.isEmpty()) {
                    settings.policy().requireLive();
                }
                policies[index] = settings.policy().start(start(settings, use.hook(), layer, bytes.columns(use.hook()), known));
            }
        }
        return policies;
    }

    /** What the policy of one cache is given. */
    static PolicyStart start(MemorySettings settings, Hook hook, int layer, int columns, List<Mask> future) {
        Pinning pinning = settings.pinning();
        return new PolicyStart(columns, pinning.tokens(), pinning.calibrated().flatMap(counts -> counts.of(hook, layer, columns)), future);
    }

    /** The hooks whose columns are cached. */
    public Footprint footprint() {
        return footprint;
    }

    @Override
    public long[] resident(int hook) {
        return cache(hook).resident();
    }

    @Override
    public int masked() {
        return masked;
    }

    @Override
    public void use(int hook, Selection selected) {
        cache(hook).record(selected);
    }

    /** Ends a token that used every hook; throws {@link IllegalStateException} where one was used less or more often. */
    public void nextToken() {
        nextTokens(1);
    }

    /** Ends so many tokens at once, each of which used every hook. */
    public void nextTokens(int tokens) {
        for (int hook = 0; hook < caches.length; hook++) {
            if (caches[hook] != null && caches[hook].uses() != masked + tokens) {
                throw new IllegalStateException("%d tokens end, but hook %d was used %d times.".formatted(tokens, hook, caches[hook].uses() - masked));
            }
        }
        masked += tokens;
        // A batch takes its tokens layer by layer, so that a pool is settled between batches.
        if (settings.budget() == LayerBudget.GLOBAL && masked / GlobalPool.PERIOD != settled) {
            settled = masked / GlobalPool.PERIOD;
            settlePool();
        }
    }

    private void settlePool() {
        if (settings.policy() != CachePolicy.NONE && !footprint.hooks().isEmpty()) {
            pool.settle(poolBytes);
        }
    }

    /** How many columns of the hook's last selection were in DRAM before it. */
    public int hits(int hook) {
        return cache(hook).hits();
    }

    /** How many columns the hook's last selection had. */
    public int wanted(int hook) {
        return cache(hook).wanted();
    }

    /** How many columns of the hook are in DRAM. */
    public int held(int hook) {
        return cache(hook).held();
    }

    /** How many columns the hook's cache holds at most; 0 under {@link CachePolicy#NONE}. */
    public int capacity(int hook) {
        return cache(hook).capacity();
    }

    /** The columns of the hook in DRAM now, to leave this thread. */
    public Mask freeze(int hook) {
        return Mask.copyOf(cache(hook).columns(), cache(hook).resident());
    }

    /**
     * Goes on with other settings: a smaller capacity evicts in the new policy's order until it fits, a larger one keeps everything, and
     * another policy keeps the residents and starts its bookkeeping anew. A global pool is shared out evenly then, until it is settled next.
     */
    public void change(ModelBytes bytes, Allocation allocation, MemorySettings other) {
        other.policy().requireLive();
        boolean another = other.policy() != settings.policy() || !other.pinning().equals(settings.pinning());
        for (Footprint.Use use : footprint.hooks()) {
            Hook hook = use.hook();
            for (int layer = 0; layer < bytes.layers(); layer++) {
                ColumnCache cache = caches[hook.index(layer)];
                if (another) {
                    cache.follow(other.policy().start(start(other, hook, layer, cache.columns(), List.of())));
                }
                if (another || other.budget() == LayerBudget.EVEN || settings.budget() == LayerBudget.EVEN) {
                    cache.resize(held(other.policy(), allocation.capacityColumns(), hook));
                }
                cache.reseed(other.seed());
            }
        }
        settings = other;
        poolBytes = allocation.dynamicBytes();
        if (!another && other.budget() == LayerBudget.GLOBAL) {
            settlePool();
        }
    }

    /** Everything that the caches did, all hooks and layers together, in columns. */
    public CacheStatistics statistics() {
        CacheStatistics sum = new CacheStatistics(0, 0, 0, 0);
        for (ColumnCache cache : caches) {
            sum = cache == null ? sum : sum.plus(cache.statistics());
        }
        return sum;
    }

    /** How often the hook was used since the last token ended. */
    int pending(int hook) {
        return cache(hook).uses() - masked;
    }

    private ColumnCache cache(int hook) {
        ColumnCache cache = caches[hook];
        if (cache == null) {
            throw new IllegalArgumentException("hook " + hook + " is none of the method's.");
        }
        return cache;
    }

    private static int held(CachePolicy policy, Map<Hook, Integer> capacity, Hook hook) {
        return policy == CachePolicy.NONE ? 0 : capacity.get(hook);
    }
}
