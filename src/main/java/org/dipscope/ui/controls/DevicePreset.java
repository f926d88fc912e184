package org.dipscope.ui.controls;

import org.dipscope.memory.DeviceProfile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A device to start from.
 *
 * @param name           what people call it
 * @param dramBandwidth  bytes/s
 * @param flashBandwidth bytes/s
 * @param concurrentIo   whether DRAM and Flash are read at the same time
 * @param origin         where the figures come from, or that they are an example
 */
public record DevicePreset(String name, double dramBandwidth, double flashBandwidth, boolean concurrentIo, String origin) {
    /** What a device is called whose figures were changed by hand. */
    public static final String CUSTOM = "Custom device";

    /** The presets of the program's data file, in its order. */
    public static List<DevicePreset> all() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(DevicePreset.class.getResourceAsStream("devices.csv")), StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).map(DevicePreset::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DevicePreset of(String line) {
        String[] cells = line.split(";", 5);
        return new DevicePreset(cells[0].strip(), Double.parseDouble(cells[1]) * 1e9, Double.parseDouble(cells[2]) * 1e9,
                cells[3].strip().equals("yes"), cells[4].strip());
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
