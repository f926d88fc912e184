package org.dipscope.eval.report;

import org.dipscope.eval.sweep.SweepPoint;

import java.util.List;
import java.util.Optional;

/**
 * The fastest setting of a DRAM budget that costs no more perplexity than allowed.
 *
 * @param dense   the dense model on that device, streamed
 * @param best    the fastest; empty where nothing but the dense model stays within
 * @param equal   others that stay within and are as fast, within noise; one for those that no figure tells apart
 * @param certain whether all of the best one's band stays within
 */
public record Fastest(SweepPoint dense, Optional<SweepPoint> best, List<SweepPoint> equal, boolean certain) {

    public Fastest {
        equal = List.copyOf(equal);
    }

    /** The best one's throughput over the dense model's on the same device, less 1. */
    public double gain() {
        return best.map(point -> point.simulation().tokensPerSecond().value() / dense.simulation().tokensPerSecond().value() - 1).orElse(0.0);
    }
}
