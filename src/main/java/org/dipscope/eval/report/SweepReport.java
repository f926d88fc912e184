package org.dipscope.eval.report;

import org.dipscope.eval.Band;
import org.dipscope.eval.sweep.SweepPoint;
import org.dipscope.eval.sweep.SweepSource;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the points of a sweep say.
 *
 * @param points of one source, the dense model among them for each device
 * @param within how much perplexity above the dense model's is allowed
 * @param speed  how many tokens/s are wanted
 */
public record SweepReport(List<SweepPoint> points, double within, double speed) {
    private static final Comparator<SweepPoint> FASTER = Comparator.comparingDouble(point -> -point.simulation().tokensPerSecond().value());

    /**
     * A report; throws {@link IllegalArgumentException} with one sentence where there is no point, no dense one for a device, or the
     * points are of several sources.
     */
    public SweepReport {
        points = List.copyOf(points);
        if (points.isEmpty()) {
            throw new IllegalArgumentException("the sweep has no points yet; let it go on first.");
        }
        if (points.stream().map(SweepPoint::source).distinct().count() > 1) {
            throw new IllegalArgumentException("the points come from several models, texts or evaluations; report each alone.");
        }
        List<SweepPoint> all = points;
        points.forEach(point -> dense(all, point));
    }

    private static SweepPoint dense(List<SweepPoint> points, SweepPoint point) {
        return points.stream().filter(other -> other.dense() && other.settings().memory().device().equals(point.settings().memory().device())).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the dense model has not been simulated on every device yet; let the sweep go on first."));
    }

    /** The dense model on the same device. */
    public SweepPoint dense(SweepPoint point) {
        return dense(points, point);
    }

    /** What the points have in common. */
    public SweepSource source() {
        return points.getFirst().source();
    }

    /** The largest perplexity that has a place of its own in a chart: beyond, a setting is no choice, and its dot would squeeze those that are. */
    public double mostPerplexity() {
        return 1.5 * densePerplexity().value();
    }

    /** The dense model's perplexity. */
    public Band densePerplexity() {
        return dense(points.getFirst()).perplexity();
    }

    /** The points that can be chosen, by how their devices read: a bound is no answer to anything. */
    public Map<Reading, List<SweepPoint>> choices() {
        return byReading(points.stream().filter(point -> !point.bound()).toList());
    }

    /** All points, by how their devices read. */
    public Map<Reading, List<SweepPoint>> byReading() {
        return byReading(points);
    }

    private static Map<Reading, List<SweepPoint>> byReading(List<SweepPoint> points) {
        return points.stream().collect(Collectors.groupingBy(Reading::of, LinkedHashMap::new, Collectors.toList()));
    }

    /** The points that no other one beats, by reading; one for those that no figure tells apart. */
    public Map<Reading, List<SweepPoint>> fronts() {
        Map<Reading, List<SweepPoint>> fronts = new LinkedHashMap<>();
        choices().forEach((reading, some) -> fronts.put(reading, distinct(ParetoFront.of(some)).stream()
                .sorted(Comparator.comparingDouble(SweepPoint::dram).thenComparingDouble(point -> point.perplexity().value())).toList()));
        return fronts;
    }

    /** The name of a point and of every other choice that no figure tells apart from it, as under all policies where nothing is cached. */
    public String name(SweepPoint point) {
        List<SweepPoint> same = points.stream().filter(other -> !other.bound() && same(point, other)).toList();
        return same.contains(point) ? PointName.of(same) : PointName.of(point);
    }

    private static boolean same(SweepPoint one, SweepPoint other) {
        return one.dense() == other.dense() && one.settings().memory().device().equals(other.settings().memory().device())
                && one.perplexity().equals(other.perplexity()) && one.simulation().equals(other.simulation());
    }

    /** The first of those that no figure tells apart. */
    private static List<SweepPoint> distinct(List<SweepPoint> points) {
        List<SweepPoint> distinct = new ArrayList<>();
        points.stream().filter(point -> distinct.stream().noneMatch(other -> same(point, other))).forEach(distinct::add);
        return distinct;
    }

    /**
     * The front's hypervolume against the reference point of twice the dense model's perplexity, 0 tokens/s and the whole model in DRAM;
     * in units of the dense model's perplexity, of its tokens/s with everything in DRAM, and of the model's bytes.
     */
    public double hypervolume(Reading reading) {
        List<SweepPoint> some = choices().get(reading);
        double perplexity = densePerplexity().value();
        double whole = some.getFirst().modelBytes();
        double ceiling = reading.dramBandwidth() / whole;
        return Hypervolume.of(some.stream().map(point -> new Hypervolume.Gain(2 - point.perplexity().value() / perplexity,
                point.simulation().tokensPerSecond().value() / ceiling, 1 - point.dram() / whole)).toList());
    }

    /** What is the fastest setting within the allowed perplexity? One answer a DRAM budget, the smallest budget first. */
    public List<Fastest> fastest(Reading reading) {
        Map<Double, List<SweepPoint>> budgets = choices().get(reading).stream().collect(Collectors.groupingBy(SweepPoint::dram, TreeMap::new, Collectors.toList()));
        List<Fastest> answers = new ArrayList<>();
        for (List<SweepPoint> budget : budgets.values()) {
            SweepPoint dense = dense(budget.getFirst());
            List<SweepPoint> allowed = budget.stream().filter(point -> !point.dense() && allowed(point)).toList();
            Optional<SweepPoint> best = allowed.stream().max(Comparator.comparingDouble(point -> point.simulation().tokensPerSecond().value()));
            List<SweepPoint> equal = distinct(allowed.stream().filter(point -> best.filter(fastest -> !same(fastest, point)
                    && !fastest.simulation().tokensPerSecond().differsFrom(point.simulation().tokensPerSecond())).isPresent()).toList());
            boolean certain = best.map(point -> point.perplexity().high() <= dense.perplexity().value() + within).orElse(true);
            answers.add(new Fastest(dense, best, equal, certain));
        }
        return answers;
    }

    private boolean allowed(SweepPoint point) {
        return point.perplexity().value() <= densePerplexity().value() + within;
    }

    /** The least DRAM for the wanted speed: of the dense model. */
    public Optional<SweepPoint> leastDense(Reading reading) {
        return least(choices().get(reading).stream().filter(SweepPoint::dense), FASTER);
    }

    /** The least DRAM for the wanted speed: of settings within the allowed perplexity; of those in the same DRAM the fastest. */
    public Optional<SweepPoint> leastWithin(Reading reading) {
        return least(choices().get(reading).stream().filter(point -> !point.dense() && allowed(point)), FASTER);
    }

    /** The least DRAM for the wanted speed, whatever the perplexity; of those in the same DRAM the one of least perplexity. */
    public Optional<SweepPoint> leastOfAll(Reading reading) {
        return least(choices().get(reading).stream().filter(point -> !point.dense()), Comparator.comparingDouble(point -> point.perplexity().value()));
    }

    private Optional<SweepPoint> least(Stream<SweepPoint> some, Comparator<SweepPoint> better) {
        return some.filter(point -> point.simulation().tokensPerSecond().value() >= speed).min(Comparator.comparingDouble(SweepPoint::dram).thenComparing(better));
    }

    /** The abstract's question, put to this model; empty where no setting stays within its perplexity. */
    public Optional<Headline> headline() {
        return Headline.of(points.stream().filter(point -> !point.bound()).toList());
    }
}
