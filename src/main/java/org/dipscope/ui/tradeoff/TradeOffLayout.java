package org.dipscope.ui.tradeoff;

import javafx.geometry.Point2D;
import org.dipscope.eval.report.Fastest;
import org.dipscope.eval.report.ParetoFront;
import org.dipscope.eval.report.Reading;
import org.dipscope.eval.report.SweepReport;
import org.dipscope.eval.sweep.SweepPoint;
import org.dipscope.export.ChartScale;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Where everything of the trade-off stands: a panel a DRAM budget, each with tokens/s of its own, and one axis of perplexity lost.
 *
 * @param panels  the budgets that have room, the least first
 * @param y       the perplexity axis
 * @param methods the methods' labels, in the order of their colours
 */
record TradeOffLayout(List<Panel> panels, LossScale y, List<String> methods) {
    static final double LEFT = 52;
    static final double TOP = 40;
    static final double BOTTOM = 40;
    private static final double RIGHT = 16;
    private static final double GAP = 20;
    private static final double LEAST_WIDTH = 72;
    private static final double LEAST_TICK = 40;
    /** How near the pointer must come to a dot. */
    private static final double REACH = 9;

    /**
     * One budget.
     *
     * @param budget DRAM in bytes
     * @param left   where it begins
     * @param width  how wide it is
     * @param x      its axis of tokens/s
     * @param points what stands in it
     * @param best   the fastest within the allowed perplexity; it has no best point where only the dense model stays within
     */
    record Panel(double budget, double left, double width, ChartScale x, List<SweepPoint> points, Fastest best) {

        /** The points that no other one here beats, by perplexity; a bound is no choice. */
        List<SweepPoint> front() {
            return ParetoFront.of(points.stream().filter(point -> !point.bound()).toList()).stream()
                    .sorted(Comparator.comparingDouble(point -> point.perplexity().value())).toList();
        }
    }

    /** The layout of a report in so much room. */
    static TradeOffLayout of(SweepReport report, double width, double height) {
        List<SweepPoint> all = points(report);
        List<Double> budgets = budgets(report);
        Map<Double, Fastest> answers = report.fastest(Reading.of(all.getFirst())).stream().collect(Collectors.toMap(answer -> answer.dense().dram(), answer -> answer));
        int count = fitting(width, budgets.size());
        double wide = room(width) / count - GAP;
        List<Panel> panels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // Where not all have room, the outer ones stay and the others are spread between them.
            double budget = budgets.get(count == 1 ? budgets.size() - 1 : i * (budgets.size() - 1) / (count - 1));
            List<SweepPoint> points = all.stream().filter(point -> point.dram() == budget).toList();
            double left = LEFT + i * (wide + GAP);
            panels.add(new Panel(budget, left, wide, ChartScale.of(points.stream().flatMapToDouble(point ->
                    DoubleStream.of(point.simulation().tokensPerSecond().low(), point.simulation().tokensPerSecond().high())), Math.max(1, (int) (wide / LEAST_TICK)), left, left + wide), points,
                    answers.get(budget)));
        }
        LossScale y = LossScale.of(report.densePerplexity().value(), panels.stream().flatMap(panel -> panel.points().stream())
                .flatMapToDouble(point -> DoubleStream.of(point.perplexity().low(), point.perplexity().high()))
                .map(value -> Math.min(value, report.mostPerplexity())), height - BOTTOM, TOP);
        return new TradeOffLayout(List.copyOf(panels), y, methods(report));
    }

    private static List<SweepPoint> points(SweepReport report) {
        return report.byReading().values().iterator().next();
    }

    /** The DRAM budgets in bytes, the least first. */
    static List<Double> budgets(SweepReport report) {
        return points(report).stream().map(SweepPoint::dram).distinct().sorted().toList();
    }

    /** The methods' labels, in the order of their colours. */
    static List<String> methods(SweepReport report) {
        return points(report).stream().filter(point -> !point.dense()).map(TradeOffLayout::method).distinct().toList();
    }

    private static double room(double width) {
        return width - LEFT - RIGHT + GAP;
    }

    /** How many of so many budgets have room for a panel; 1 at least. */
    static int fitting(double width, int budgets) {
        return Math.clamp((long) (room(width) / (LEAST_WIDTH + GAP)), 1, budgets);
    }

    /** The label that a point's colour goes by. */
    static String method(SweepPoint point) {
        return point.settings().masking().method().label();
    }

    /** All points, panel by panel, in each by tokens/s. */
    List<SweepPoint> inOrder() {
        return panels.stream().flatMap(panel -> panel.points().stream().sorted(Comparator.comparingDouble(point -> point.simulation().tokensPerSecond().value()))).toList();
    }

    /** Where a point stands, if it does. */
    Optional<Point2D> place(SweepPoint point) {
        return panels.stream().filter(panel -> panel.points().contains(point)).findFirst()
                .map(panel -> new Point2D(panel.x().place(point.simulation().tokensPerSecond().value()), y.place(point.perplexity().value())));
    }

    /** The point nearest to a place, where one is near enough. */
    Optional<SweepPoint> at(double x, double y) {
        return panels.stream().flatMap(panel -> panel.points().stream().map(point -> new Near(point, Math.hypot(
                        panel.x().place(point.simulation().tokensPerSecond().value()) - x, this.y.place(point.perplexity().value()) - y))))
                .filter(near -> near.distance() <= REACH).min(Comparator.comparingDouble(Near::distance)).map(Near::point);
    }

    private record Near(SweepPoint point, double distance) {
    }
}
