package org.dipscope.eval.report;

import org.dipscope.eval.sweep.SweepPoint;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The question that the paper's abstract puts to every model: 46 % less memory and 40 % more throughput for less than 0.1 of perplexity,
 * against streaming the dense model from Flash (it says so of Phi-3-Medium).
 *
 * @param dense  the dense model, streamed, on the device that is to be undercut
 * @param sparse the setting that comes nearest, on a device with less DRAM that reads as fast
 */
public record Headline(SweepPoint dense, SweepPoint sparse) {
    /** The share of DRAM that is to be saved. */
    public static final double MEMORY = 0.46;
    /** The gain in throughput that is to be had. */
    public static final double THROUGHPUT = 0.40;
    /** The perplexity that it may cost, less than. */
    public static final double PERPLEXITY = 0.1;

    /** The pair of a dense point and one of less perplexity lost than allowed that goes furthest in the respect in which it falls shorter. */
    public static Optional<Headline> of(List<SweepPoint> points) {
        return points.stream().filter(SweepPoint::dense).flatMap(dense -> points.stream()
                        .filter(point -> !point.dense() && Reading.of(point).equals(Reading.of(dense)))
                        .map(point -> new Headline(dense, point)))
                .filter(pair -> pair.lost() < PERPLEXITY)
                .max(Comparator.comparingDouble(Headline::reach));
    }

    /** Share of the dense model's DRAM that is saved. */
    public double memorySaved() {
        return 1 - sparse.dram() / dense.dram();
    }

    /** Throughput over the dense model's, less 1. */
    public double throughputGained() {
        return sparse.simulation().tokensPerSecond().value() / dense.simulation().tokensPerSecond().value() - 1;
    }

    /** Perplexity above the dense model's. */
    public double lost() {
        return sparse.perplexity().value() - dense.perplexity().value();
    }

    /** Whether it reaches all that the abstract says. */
    public boolean reached() {
        return reach() >= 1 && lost() < PERPLEXITY;
    }

    private double reach() {
        return Math.min(memorySaved() / MEMORY, throughputGained() / THROUGHPUT);
    }
}
