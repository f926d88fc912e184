package org.dipscope.ui.tradeoff;

import javafx.geometry.Point2D;
import org.dipscope.eval.report.SweepReport;
import org.dipscope.eval.sweep.SweepPoint;
import org.dipscope.export.ChartScale;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Where everything of the trade-off stands: a panel a DRAM budget, each with tokens/s of its own, and one perplexity axis.
 *
 * @param panels  the budgets that have room, the least first
 * @param y       the perplexity axis
 * @param methods the methods' labels, in the order of their colours
 */
record TradeOffLayout(List<Panel> panels, ChartScale y, List<String> methods) {
    static final double LEFT = 48;
    static final double TOP = 40;
    static final double BOTTOM = 40;
    private static final double RIGHT = 16;
    private static final double GAP = 32;
    private static final double LEAST_WIDTH = 112;
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
     */
    record Panel(double budget, double left, double width, ChartScale x, List<SweepPoint> points) {
    }

    /** The layout of a report in so much room. */
    static TradeOffLayout of(SweepReport report, double width, double height) {
        List<SweepPoint> all = report.byReading().values().iterator().next();
        List<Double> budgets = all.stream().map(SweepPoint::dram).distinct().sorted().toList();
        double room = width - LEFT - RIGHT + GAP;
        int count = Math.clamp((long) (room / (LEAST_WIDTH + GAP)), 1, budgets.size());
        double wide = room / count - GAP;
        List<Panel> panels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // Where not all have room, the outer ones stay and the others are spread between them.
            double budget = budgets.get(count == 1 ? budgets.size() - 1 : i * (budgets.size() - 1) / (count - 1));
            List<SweepPoint> points = all.stream().filter(point -> point.dram() == budget).toList();
            double left = LEFT + i * (wide + GAP);
            panels.add(new Panel(budget, left, wide, ChartScale.of(points.stream().flatMapToDouble(point ->
                    DoubleStream.of(0, point.simulation().tokensPerSecond().high())), Math.max(1, (int) (wide / LEAST_TICK / 1.5)), left, left + wide), points));
        }
        ChartScale y = ChartScale.of(panels.stream().flatMap(panel -> panel.points().stream())
                .flatMapToDouble(point -> DoubleStream.of(point.perplexity().low(), point.perplexity().high()))
                .map(value -> Math.min(value, report.mostPerplexity())), 6, height - BOTTOM, TOP);
        return new TradeOffLayout(List.copyOf(panels), y, all.stream().filter(point -> !point.dense()).map(TradeOffLayout::method).distinct().toList());
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
