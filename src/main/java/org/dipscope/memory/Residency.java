package org.dipscope.memory;

import org.dipscope.mask.Selection;

/** Which columns sit in DRAM: the one thing that a masking method asks of the memory, and the one thing that it tells it. */
public interface Residency {

    /** A memory that holds nothing and remembers nothing, for passes that are not simulated. */
    Residency NOTHING = new Residency() {
        private final long[] none = {};

        @Override
        public long[] resident(int hook) {
            return none;
        }

        @Override
        public int masked() {
            return 0;
        }

        @Override
        public void use(int hook, Selection selected) {
            // Nothing is simulated, so nothing is accounted for.
        }
    };

    /**
     * The columns in DRAM before this token's use of the hook ({@link org.dipscope.mask.Hook#index}), bit {@code i % 64} of word
     * {@code i / 64} being column {@code i}. The words are live and only to be read; an empty array means that nothing is resident.
     */
    long[] resident(int hook);

    /** How many masked tokens of this sequence came before this one ({@code t} of the warm-up). */
    int masked();

    /** Accounts for the hits and misses of this token's selection, then updates the hook's cache; once a hook and token. */
    void use(int hook, Selection selected);
}
