package org.dipscope.memory;

/** LRU: a column is worth the token of its last use. An age that grows by one at every token unused orders the same way. */
final class LeastRecentlyUsed implements ReplacementPolicy {
    private final Worth lastUse;

    LeastRecentlyUsed(PolicyStart start) {
        lastUse = new Worth(start.columns());
    }

    @Override
    public void record(long[] mask, int token) {
        lastUse.set(mask, token + 1);
    }

    @Override
    public Worth worth() {
        return lastUse;
    }
}
