package org.dipscope.eval.report;

import org.dipscope.eval.Band;
import org.dipscope.eval.Bootstrap;
import org.dipscope.eval.Noise;
import org.dipscope.eval.Simulation;
import org.dipscope.eval.sweep.SweepPoint;
import org.dipscope.eval.sweep.SweepSource;
import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.DeviceProfile;
import org.dipscope.memory.MemorySettings;
import org.dipscope.session.Sampling;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.MaskingMethods;

import java.util.Optional;

/** Points with figures made up for a sum that can be done by hand. */
public final class HandMadePoint {
    public static final SweepSource SOURCE = new SweepSource("model", "m", "text", "t", 512, 4, 0, Noise.ROUNDING, false);
    private static final double MODEL_BYTES = 100e6;

    private HandMadePoint() {
    }

    public static SweepPoint dense(double dram, double perplexity, double speed) {
        return of("dense", 1, dram, Band.single(perplexity), Band.single(speed));
    }

    public static SweepPoint dip(double density, double dram, double perplexity, double speed) {
        return of("dip", density, dram, new Band(perplexity, perplexity - 0.02, perplexity + 0.02), Band.single(speed));
    }

    public static SweepPoint of(String method, double density, double dram, Band perplexity, Band speed) {
        Settings settings = new Settings(new Masking(MaskingMethods.of(method), density, 1, 0, false, Optional.empty()),
                new MemorySettings(DeviceProfile.phone(dram), CachePolicy.LFU, 0), Sampling.GREEDY);
        Simulation simulation = new Simulation(speed, Band.single(0.5), Band.single(1e6), Band.single(1e6), 5, 0.1);
        return new SweepPoint(SOURCE, settings, 2044, perplexity, new Bootstrap.Interval(20, 30), Optional.empty(), simulation, MODEL_BYTES);
    }

    /** The same point under another policy. */
    public static SweepPoint under(CachePolicy policy, SweepPoint point) {
        return with(point, point.settings().memory().with(policy));
    }

    /** The same point with another memory. */
    public static SweepPoint with(SweepPoint point, MemorySettings memory) {
        return new SweepPoint(point.source(), point.settings().with(memory), point.tokensScored(), point.perplexity(), point.confidence(), point.divergence(),
                point.simulation(), point.modelBytes());
    }
}
