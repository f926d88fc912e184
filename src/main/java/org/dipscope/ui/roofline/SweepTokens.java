package org.dipscope.ui.roofline;

import org.dipscope.eval.Simulation;
import org.dipscope.eval.report.PointName;
import org.dipscope.eval.report.SweepReport;
import org.dipscope.eval.sweep.SweepPoint;
import org.dipscope.memory.Allocation;
import org.dipscope.memory.ModelBytes;
import org.dipscope.memory.Roofline;
import org.dipscope.session.ByteSize;
import org.dipscope.ui.text.Words;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The tokens of a sweep's points. */
final class SweepTokens {
    private static final double SAME = 1e-9;

    private SweepTokens() {
    }

    /** Whether a sweep can be of this model: its weights and the KV cache of a window weigh the same. A point tells no other sizes of its model. */
    static boolean fits(SweepReport report, ModelBytes bytes) {
        double weight = bytes.weights() + bytes.kvPerToken() * report.source().context();
        return Math.abs(report.points().getFirst().modelBytes() - weight) <= SAME * weight;
    }

    /**
     * All points, dense ones first, the least DRAM first.
     *
     * @param bytes   the model that {@link #fits}
     * @param compute operations/s
     */
    static List<RoofToken> of(SweepReport report, ModelBytes bytes, double compute, Words words) {
        List<RoofToken> tokens = new ArrayList<>();
        List<SweepPoint> points = report.points().stream().sorted(Comparator.comparing((SweepPoint point) -> !point.dense()).thenComparingDouble(SweepPoint::dram)).toList();
        int context = report.source().context();
        for (SweepPoint point : points) {
            Simulation simulation = point.simulation();
            Allocation allocation = Allocation.of(bytes, point.settings().masking().footprint(), point.dram(), context);
            double read = point.dense() ? 1 : simulation.readShare(bytes, allocation);
            Roofline token = Roofline.of(bytes, allocation, context / 2.0, read, simulation.dramBytesPerToken().value(), simulation.flashBytesPerToken().value(),
                    point.settings().memory().device(), compute);
            String where = words.numerals().local(ByteSize.rounded(point.dram()));
            String name = point.dense() ? words.text("roofline.dense", where) : words.numerals().local(PointName.of(point)) + ", " + where;
            tokens.add(new RoofToken(name + point.settings().memory().device(), name, token, simulation.tokensPerSecond().value(), point.dense(),
                    point.bound() ? Optional.empty() : Optional.of(point.settings())));
        }
        return tokens;
    }
}
