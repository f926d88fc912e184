package org.dipscope.eval.report;

import org.dipscope.eval.sweep.SweepPoint;
import org.dipscope.memory.DeviceProfile;
import org.dipscope.session.ByteSize;

/**
 * How a device reads, whatever its DRAM holds: points of different readings do not compete.
 *
 * @param dramBandwidth  bytes/s
 * @param flashBandwidth bytes/s
 * @param concurrentIo   whether both are read at the same time
 */
public record Reading(double dramBandwidth, double flashBandwidth, boolean concurrentIo) {

    /** A point's. */
    public static Reading of(SweepPoint point) {
        DeviceProfile device = point.settings().memory().device();
        return new Reading(device.dramBandwidth(), device.flashBandwidth(), device.concurrentIo());
    }

    /** For people. */
    @Override
    public String toString() {
        return "DRAM %s, Flash %s, %s".formatted(ByteSize.formatBandwidth(dramBandwidth), ByteSize.formatBandwidth(flashBandwidth),
                concurrentIo ? "at the same time" : "one after the other");
    }
}
