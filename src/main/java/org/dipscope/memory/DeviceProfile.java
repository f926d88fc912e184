package org.dipscope.memory;

/**
 * The memory of a device.
 *
 * @param name           what people call it, for example "Phone"
 * @param dramBytes      capacity for weights and KV cache in bytes, ≥ 0
 * @param dramBandwidth  bytes/s, &gt; 0 (1 GB/s = 10^9 B/s)
 * @param flashBandwidth bytes/s, &gt; 0
 * @param concurrentIo   whether DRAM and Flash are read at the same time (the slower one counts) or one after the other
 */
public record DeviceProfile(String name, double dramBytes, double dramBandwidth, double flashBandwidth, boolean concurrentIo) {

    public DeviceProfile {
        if (!(dramBytes >= 0) || Double.isInfinite(dramBytes)) {
            throw new IllegalArgumentException("DRAM of " + dramBytes + " bytes is not a size; give 0 or more.");
        }
        if (!(dramBandwidth > 0) || !(flashBandwidth > 0)) {
            throw new IllegalArgumentException("a bandwidth must be above 0 bytes/s; DRAM has " + dramBandwidth + ", Flash " + flashBandwidth + ".");
        }
    }

    /** The paper's default: 60 GB/s DRAM and 1 GB/s Flash, read one after the other, with this much DRAM. */
    public static DeviceProfile phone(double dramBytes) {
        return new DeviceProfile("Phone", dramBytes, 60e9, 1e9, false);
    }

    /** The same device with another DRAM capacity in bytes. */
    public DeviceProfile withDram(double bytes) {
        return new DeviceProfile(name, bytes, dramBandwidth, flashBandwidth, concurrentIo);
    }
}
