package org.dipscope.memory;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.dipscope.mask.Selection;

import java.util.Map;

/**
 * The column caches of one sequence, one per hook and layer. One thread uses them; nothing is allocated per token.
 *
 * <p>A hook counts its own tokens, so that a layer may see several tokens before the next layer sees the first one.
 */
public final class ColumnCaches implements Residency {
    private final Footprint footprint;
    private final ColumnCache[] caches;
    private CachePolicy policy;
    private int masked;

    /**
     * Cold caches.
     *
     * @param bytes     the model's shape
     * @param footprint the method's hooks
     * @param capacity  per hook, how many columns a layer's cache holds
     * @param policy    which columns leave; throws {@link IllegalArgumentException} for one that knows the future
     * @param seed      of the choice among misses where more columns are wanted than fit
     * @param masked    how many masked tokens of the sequence came before
     */
    public ColumnCaches(ModelBytes bytes, Footprint footprint, Map<Hook, Integer> capacity, CachePolicy policy, long seed, int masked) {
        this.footprint = footprint;
        this.policy = policy;
        this.masked = masked;
        this.caches = new ColumnCache[2 * bytes.layers()];
        SmallestKeys lots = new SmallestKeys(Math.max(bytes.hidden(), bytes.intermediate()));
        for (Footprint.Use use : footprint.hooks()) {
            Hook hook = use.hook();
            for (int layer = 0; layer < bytes.layers(); layer++) {
                int index = hook.index(layer);
                caches[index] = new ColumnCache(bytes.columns(hook), index, masked, EvictionOrder.live(policy),
                        held(policy, capacity, hook), seed, lots);
            }
        }
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
        cache(hook).use(selected);
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
     * another policy keeps the residents and starts its bookkeeping anew.
     */
    public void change(Map<Hook, Integer> capacity, CachePolicy newPolicy, long seed) {
        EvictionOrder order = EvictionOrder.live(newPolicy);
        for (Footprint.Use use : footprint.hooks()) {
            Hook hook = use.hook();
            for (int index = hook.index(0); index < caches.length; index += 2) {
                ColumnCache cache = caches[index];
                if (newPolicy != policy) {
                    cache.reorder(order);
                }
                cache.resize(held(newPolicy, capacity, hook));
                cache.reseed(seed);
            }
        }
        policy = newPolicy;
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
