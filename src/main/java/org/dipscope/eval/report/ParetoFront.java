package org.dipscope.eval.report;

import org.dipscope.eval.sweep.SweepPoint;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The points that no other one beats: less perplexity, more tokens/s, less DRAM. */
public final class ParetoFront {
    /** What a point is judged by; of each the less the better. */
    private static final List<ToDoubleFunction<SweepPoint>> COSTS = List.of(
            point -> point.perplexity().value(),
            point -> -point.simulation().tokensPerSecond().value(),
            SweepPoint::dram);

    private ParetoFront() {
    }

    /** The points of the front in their order; of points that are equal in all three all are kept. */
    public static List<SweepPoint> of(List<SweepPoint> points) {
        return points.stream().filter(point -> points.stream().noneMatch(other -> beats(other, point))).toList();
    }

    /** Whether one is at least as good in everything and better in something. */
    static boolean beats(SweepPoint one, SweepPoint other) {
        boolean better = false;
        for (ToDoubleFunction<SweepPoint> cost : COSTS) {
            double mine = cost.applyAsDouble(one);
            double theirs = cost.applyAsDouble(other);
            if (!(mine <= theirs)) {
                return false;
            }
            better |= mine < theirs;
        }
        return better;
    }
}
