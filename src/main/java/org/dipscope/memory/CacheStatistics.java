package org.dipscope.memory;

/**
 * What a cache did, in columns.
 *
 * @param wanted  selected by the masks
 * @param hits    found in DRAM
 * @param loaded  missed and kept
 * @param evicted driven out
 */
public record CacheStatistics(long wanted, long hits, long loaded, long evicted) {

    /** Read from Flash. */
    public long misses() {
        return wanted - hits;
    }

    /** Read from Flash and let go at once. */
    public long bypassed() {
        return misses() - loaded;
    }

    /** Both together. */
    public CacheStatistics plus(CacheStatistics other) {
        return new CacheStatistics(wanted + other.wanted, hits + other.hits, loaded + other.loaded, evicted + other.evicted);
    }
}
