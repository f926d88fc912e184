package org.dipscope.session;

import org.dipscope.kernel.KvCache;
import org.dipscope.memory.Residency;
import org.dipscope.model.ForwardPass;
import org.dipscope.sparsity.Masking;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * The dense model beside the pruned one: shown the tokens that the pruned one takes, with working memory and a KV cache of its own, so
 * that nothing of the pruned run depends on whether it is there. One thread uses it.
 */
final class DenseShadow {
    private final LoadedModel model;
    private final ForwardPass pass;
    private final Odds odds;
    private KvCache cache;
    private final TokenSequence sequence = new TokenSequence();

    DenseShadow(LoadedModel model, Odds odds) {
        this.model = model;
        this.odds = odds;
        this.pass = new ForwardPass(model.transformer(), model.workers());
    }

    /** Forgets the sequence. */
    void restart() {
        cache = null;
        sequence.truncate(0);
    }

    /** Forgets all tokens from this one on. */
    void truncate(int tokens) {
        if (tokens < sequence.length()) {
            cache.truncate(tokens);
            sequence.truncate(tokens);
        }
    }

    /**
     * Reads the first {@code count} of these tokens, as far as it has not yet; at least the last one.
     *
     * @param capacity  of the pruned model's KV cache, since some models turn heads by it
     * @param cancelled asked between two batches
     * @return whether it came to the end
     */
    boolean encode(int[] ids, int count, int capacity, BooleanSupplier cancelled) {
        if (cache == null || cache.capacity() != capacity) {
            cache = model.transformer().newCache(capacity);
            sequence.truncate(0);
        }
        int shared = sequence.shared(ids, count - 1);
        cache.truncate(shared);
        sequence.truncate(shared);
        boolean whole = pass.encode(Arrays.copyOf(ids, count), shared, cache, cancelled);
        sequence.append(ids, shared, cache.length());
        return whole;
    }

    /**
     * What it makes of the place behind the first {@code count} of these tokens.
     *
     * @param pruned  logits of the pruned model there
     * @param outlook what they expect
     * @param chosen  the token that came
     */
    Shadow beside(int[] ids, int count, int capacity, float[] pruned, Outlook outlook, int chosen) {
        double seconds = Double.NaN;
        float[] logits;
        if (sequence.length() == count - 1) {
            long start = System.nanoTime();
            pass.forward(ids, count - 1, 1, cache, Masking.DENSE, Residency.NOTHING);
            logits = pass.lastLogits();
            seconds = (System.nanoTime() - start) / 1e9;
            sequence.append(ids[count - 1]);
        } else {
            if (sequence.length() != count) {
                encode(ids, count, capacity, () -> false);
            }
            logits = pass.lastLogits();
        }
        Outlook dense = odds.read(logits, chosen);
        boolean agrees = dense.likeliest().getFirst().id() == outlook.likeliest().getFirst().id();
        return new Shadow(dense, odds.divergence(logits, pruned), agrees, seconds);
    }
}
