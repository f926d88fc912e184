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
        requireBandwidth("DRAM", dramBandwidth, "60GB/s");
        requireBandwidth("Flash", flashBandwidth, "1GB/s");
    }

    private static void requireBandwidth(String memory, double bandwidth, String example) {
        if (!(bandwidth > 0)) {
            throw new IllegalArgumentException("a %s bandwidth of %.0f B/s cannot read anything; give one above 0, such as %s.".formatted(memory, bandwidth, example));
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
