package org.dipscope.memory;

/**
 * A device to start from.
 *
 * @param name           what people call it
 * @param dramBandwidth  bytes/s, &gt; 0
 * @param flashBandwidth bytes/s, &gt; 0
 * @param concurrentIo   whether DRAM and Flash are read at the same time
 * @param origin         where the figures come from, or that they are an example
 */
public record DevicePreset(String name, double dramBandwidth, double flashBandwidth, boolean concurrentIo, String origin) {
    /** What a device is called whose figures were changed by hand. */
    public static final String CUSTOM = "Custom device";

    public DevicePreset {
        requireName(name);
        new DeviceProfile(name, 0, dramBandwidth, flashBandwidth, concurrentIo);
    }

    /** Refuses what cannot be a device's name: throws {@link IllegalArgumentException} with one sentence. */
    public static void requireName(String name) {
        if (name.isBlank() || name.length() > 80 || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a device needs a name of 1 to 80 characters in one line; give one.");
        }
    }

    /** Whether the device has exactly this preset's figures, whatever its DRAM. */
    public boolean describes(DeviceProfile device) {
        return device.dramBandwidth() == dramBandwidth && device.flashBandwidth() == flashBandwidth && device.concurrentIo() == concurrentIo;
    }

    /** The device with this much DRAM. */
    public DeviceProfile withDram(double bytes) {
        return new DeviceProfile(name, bytes, dramBandwidth, flashBandwidth, concurrentIo);
    }
}
