package org.dipscope.model;

import org.dipscope.kernel.WorkerPool;

/**
 * A step for each token of a batch, shared among the workers; a single token is done where it is. Neighbouring tokens go to one worker, for in
 * the KV cache their keys stand on the same cache lines.
 */
final class TokenLoop implements WorkerPool.Task {
    /** Tokens that one worker takes at a time: a cache line of keys, twice. */
    private static final int SHARE = 32;

    private final WorkerPool workers;
    private Step step;
    private int tokens;

    TokenLoop(WorkerPool workers) {
        this.workers = workers;
    }

    /** Takes the step for each of so many tokens, in no order; the step must not touch what another token's does. */
    void run(int count, Step each) {
        if (count == 1) {
            each.take(0);
            return;
        }
        step = each;
        tokens = count;
        workers.run((count + SHARE - 1) / SHARE, this);
    }

    @Override
    public void run(int chunk, int worker) {
        for (int t = chunk * SHARE; t < Math.min(tokens, (chunk + 1) * SHARE); t++) {
            step.take(t);
        }
    }

    /** What is done for one token. */
    @FunctionalInterface
    interface Step {
        /** Does it for token {@code t} of the batch. */
        void take(int t);
    }
}
