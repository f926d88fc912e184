package org.dipscope.memory;

/** LFU: a column is worth its number of uses in this sequence, which outlives an eviction. */
final class LeastFrequentlyUsed implements ReplacementPolicy {
    private final Worth uses;

    LeastFrequentlyUsed(PolicyStart start) {
        uses = new Worth(start.columns());
    }

    @Override
    public void record(long[] mask, int token) {
        uses.increment(mask);
    }

    @Override
    public Worth worth() {
        return uses;
    }
}
