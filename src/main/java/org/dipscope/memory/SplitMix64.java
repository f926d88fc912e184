package org.dipscope.memory;

/** The output function of the SplitMix64 generator (Steele, Lea and Flood 2014): a fixed scramble of 64 bits, one to one. */
final class SplitMix64 {

    private SplitMix64() {
    }

    /** The generator's output for this state; {@code mix(0) = 0xE220A8397B1DCDAF}. */
    static long mix(long state) {
        long z = state + 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
