package org.dipscope.memory;

/**
 * What one hook of one layer keeps in DRAM. A policy is told of every token's columns and gives each column a worth; the least worth
 * leaves first, and of equal ones the lower index. It sees the masks alone, never what is resident, so that one bookkeeping serves any
 * number of capacities. Nothing is allocated per token.
 */
interface ReplacementPolicy {

    /**
     * Takes note of the columns that a token wants, before any of them comes or goes.
     *
     * @param mask  a bit a column, to be read only; it holds until the call returns
     * @param token the number of the token among the sequence's masked ones, from 0
     */
    void record(long[] mask, int token);

    /** The worth of each column after the last token. */
    Worth worth();

    /** What a column is worth in the long run, by which a global pool shares out its bytes; comparable from layer to layer. */
    default Worth demand() {
        return worth();
    }

    /**
     * Whether a missed column competes with the residents for its place, so that it may be read from Flash and let go at once. Otherwise
     * every missed column is kept as far as there is room, and only columns that the token does not want may leave.
     */
    default boolean bypasses() {
        return false;
    }

    /** Takes out of {@code missed} the columns that a cache of this capacity would not keep even if it had room. */
    default void decline(long[] missed, int capacity) {
    }
}
