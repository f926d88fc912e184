package org.dipscope.memory;

/**
 * What one masked token cost on the simulated device.
 *
 * @param hitRate        unweighted mean over layers and linears of the share of wanted columns found in DRAM, in [0, 1];
 *                       {@link Double#NaN} for the dense model
 * @param flashBytes     from Flash: misses and the overflow of the static parts
 * @param dramBytes      from DRAM: cache hits, without the static parts
 * @param fixedSeconds   reading the static parts
 * @param dynamicSeconds reading the columns
 */
public record TokenIo(double hitRate, double flashBytes, double dramBytes, double fixedSeconds, double dynamicSeconds) {

    /** The token's time in seconds. */
    public double seconds() {
        return fixedSeconds + dynamicSeconds;
    }
}
