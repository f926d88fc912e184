package org.dipscope.memory;

/**
 * What a person chooses of the memory.
 *
 * @param device  the device
 * @param policy  which columns leave DRAM
 * @param seed    of the pseudo-random choice among misses where more columns are wanted than fit
 * @param budget  how the layers share the DRAM for columns
 * @param pinning where {@link CachePolicy#PINNED} learns its columns; no other policy asks
 */
public record MemorySettings(DeviceProfile device, CachePolicy policy, long seed, LayerBudget budget, Pinning pinning) {

    /** An even budget, and pinning by each sequence's first tokens. */
    public MemorySettings(DeviceProfile device, CachePolicy policy, long seed) {
        this(device, policy, seed, LayerBudget.EVEN, Pinning.FIRST_TOKENS);
    }

    /** The same settings on another device. */
    public MemorySettings with(DeviceProfile other) {
        return new MemorySettings(other, policy, seed, budget, pinning);
    }

    /** The same settings under another policy. */
    public MemorySettings with(CachePolicy other) {
        return new MemorySettings(device, other, seed, budget, pinning);
    }

    /** The same settings with another budget. */
    public MemorySettings with(LayerBudget other) {
        return new MemorySettings(device, policy, seed, other, pinning);
    }

    /** The same settings with another pinning. */
    public MemorySettings with(Pinning other) {
        return new MemorySettings(device, policy, seed, budget, other);
    }
}
