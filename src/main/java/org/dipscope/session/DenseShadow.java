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
    private int[] ids = {};
    private int length;

    DenseShadow(LoadedModel model, Odds odds) {
        this.model = model;
        this.odds = odds;
        this.pass = new ForwardPass(model.transformer(), model.workers());
    }

    /** Forgets the sequence. */
    void restart() {
        cache = null;
        length = 0;
    }

    /**
     * Reads the first {@code count} tokens of a sequence, as far as it has not yet; at least the last one.
     *
     * @param capacity  of the pruned model's KV cache, since some models turn heads by it
     * @param cancelled asked between two batches
     * @return whether it came to the end
     */
    boolean encode(int[] sequence, int count, int capacity, BooleanSupplier cancelled) {
        if (cache == null || cache.capacity() != capacity) {
            cache = model.transformer().newCache(capacity);
            length = 0;
        }
        int most = Math.min(length, count - 1);
        int mismatch = Arrays.mismatch(ids, 0, most, sequence, 0, most);
        int shared = mismatch < 0 ? most : mismatch;
        cache.truncate(shared);
        ids = Arrays.copyOf(sequence, count);
        boolean whole = pass.encode(ids, shared, cache, cancelled);
        length = cache.length();
        return whole;
    }

    /**
     * What it makes of the place behind the first {@code count} tokens of the sequence.
     *
     * @param pruned  logits of the pruned model there
     * @param outlook what they expect
     * @param chosen  the token that came
     */
    Shadow beside(int[] sequence, int count, int capacity, float[] pruned, Outlook outlook, int chosen) {
        double seconds = Double.NaN;
        float[] logits;
        if (length == count - 1) {
            long start = System.nanoTime();
            pass.forward(sequence, length, 1, cache, Masking.DENSE, Residency.NOTHING);
            logits = pass.lastLogits();
            seconds = (System.nanoTime() - start) / 1e9;
            append(sequence[length]);
        } else {
            if (length != count) {
                encode(sequence, count, capacity, () -> false);
            }
            logits = pass.lastLogits();
        }
        Outlook dense = odds.read(logits, chosen);
        boolean agrees = dense.likeliest().getFirst().id() == outlook.likeliest().getFirst().id();
        return new Shadow(dense, odds.divergence(logits, pruned), agrees, seconds);
    }

    private void append(int id) {
        if (length == ids.length) {
            ids = Arrays.copyOf(ids, Math.max(256, 2 * length));
        }
        ids[length++] = id;
    }
}
