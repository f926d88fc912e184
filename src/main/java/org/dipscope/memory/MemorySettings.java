package org.dipscope.memory;

/**
 * What a person chooses of the memory.
 *
 * @param device the device
 * @param policy which columns leave DRAM
 * @param seed   of the pseudo-random choice among misses where more columns are wanted than fit
 */
public record MemorySettings(DeviceProfile device, CachePolicy policy, long seed) {
}
