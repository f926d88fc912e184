package org.dipscope.memory;

import org.dipscope.mask.Footprint;

/**
 * What reading costs on a device, in seconds. Where DRAM and Flash are read at the same time the slower one counts, else their sum.
 *
 * @param bytes        the model
 * @param footprint    what the masking method selects and what it reads whole
 * @param device       capacities in bytes, bandwidths in bytes/s
 * @param allocation   how the DRAM is spent
 * @param promptLength tokens before the first generated one, ≥ 0
 * @param totalLength  tokens at the end of the sequence, ≥ {@code promptLength}
 */
public record SimulatorClock(ModelBytes bytes, Footprint footprint, DeviceProfile device, Allocation allocation,
                             int promptLength, int totalLength) {

    public SimulatorClock {
        if (promptLength < 0 || totalLength < promptLength) {
            throw new IllegalArgumentException("a prompt of %d tokens does not fit a sequence of %d; give lengths with 0 ≤ prompt ≤ total."
                    .formatted(promptLength, totalLength));
        }
    }

    /** The clock of a method on a device. */
    public static SimulatorClock of(ModelBytes bytes, Footprint footprint, DeviceProfile device, int promptLength, int totalLength) {
        return new SimulatorClock(bytes, footprint, device, Allocation.of(bytes, footprint, device.dramBytes(), totalLength), promptLength, totalLength);
    }

    /** The dense model's clock on the same device and sequence. */
    public SimulatorClock dense() {
        return of(bytes, Footprint.DENSE, device, promptLength, totalLength);
    }

    /**
     * What every token costs whatever its masks are: the static parts, the KV cache at its mean length. Streamed parts pass through
     * DRAM, so that all of them count there, resident or not.
     */
    public double fixedSeconds() {
        double meanLength = (promptLength + totalLength) / 2.0;
        double fromDram = allocation.staticBytes() - allocation.kvCache() + bytes.kvPerToken() * meanLength;
        return read(fromDram, allocation.overflow());
    }

    /** One use of a hook in one layer, all its linears. */
    public double hookSeconds(Footprint.Use use, int hits, int misses) {
        double column = bytes.columnBytes(use);
        return use.linears() * read(hits * column, misses * column);
    }

    /** The prompt is encoded dense while every MLP weight streams from Flash once; the overflow is not counted. */
    public double firstTokenSeconds() {
        return read(bytes.attention() + bytes.lmHead() + bytes.kvPerToken() * promptLength, bytes.mlp());
    }

    private double read(double fromDram, double fromFlash) {
        double dram = fromDram / device.dramBandwidth();
        double flash = fromFlash / device.flashBandwidth();
        return device.concurrentIo() ? Math.max(dram, flash) : dram + flash;
    }
}
