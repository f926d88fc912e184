package org.dipscope.export;

import org.dipscope.eval.Band;
import org.dipscope.eval.report.PointName;
import org.dipscope.eval.report.Reading;
import org.dipscope.eval.report.SweepReport;
import org.dipscope.eval.sweep.SweepPoint;
import org.dipscope.session.ByteSize;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

import static org.dipscope.export.SvgLines.at;
import static org.dipscope.export.SvgLines.escape;

/**
 * Perplexity against simulated throughput as an SVG: a panel a DRAM budget, each with tokens/s of its own from 0, a dot a point, its noise as a bar, hollow
 * where the policy knows the future. Pointing at a dot shows its name.
 */
public final class TradeOffChart {
    /** Colours that colour-blind people tell apart (Okabe and Ito 2008), and that hold on white. */
    private static final List<String> COLOURS = List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00");
    private static final int MOST_PANELS = 5;
    private static final int PANEL = 228;
    private static final int GAP = 28;
    private static final int LEFT = 64;
    private static final int TOP = 72;
    private static final int HEIGHT = 300;
    private static final int BOTTOM = 56;

    private final SweepReport report;
    private final List<SweepPoint> points;
    private final List<Double> budgets;
    private final List<String> methods;
    private final ChartScale y;
    private final SvgLines svg = new SvgLines();

    private TradeOffChart(SweepReport report, Reading reading) {
        this.report = report;
        List<Double> all = report.byReading().get(reading).stream().map(SweepPoint::dram).distinct().sorted().toList();
        this.budgets = some(all);
        this.points = report.byReading().get(reading).stream().filter(point -> budgets.contains(point.dram())).toList();
        this.methods = points.stream().filter(point -> !point.dense()).map(TradeOffChart::method).distinct().toList();
        this.y = ChartScale.of(points.stream().flatMapToDouble(point -> DoubleStream.of(point.perplexity().low(), point.perplexity().high()))
                .map(value -> Math.min(value, report.mostPerplexity())), 6, HEIGHT, 0);
    }

    /** The chart of one reading's points, all together. */
    public static String svg(SweepReport report, Reading reading) {
        TradeOffChart chart = new TradeOffChart(report, reading);
        chart.draw();
        return chart.svg.text();
    }

    /** Evenly chosen where there are too many to stand side by side. */
    private static List<Double> some(List<Double> budgets) {
        List<Double> some = new ArrayList<>();
        int count = Math.min(MOST_PANELS, budgets.size());
        for (int i = 0; i < count; i++) {
            some.add(budgets.get(count == 1 ? 0 : i * (budgets.size() - 1) / (count - 1)));
        }
        return some;
    }

    private static String method(SweepPoint point) {
        return point.settings().masking().method().label();
    }

    private void draw() {
        int width = LEFT + budgets.size() * (PANEL + GAP);
        int height = TOP + HEIGHT + BOTTOM;
        svg.line("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" font-family=\"Inter, 'Inter Tabular', sans-serif\" font-size=\"11\" fill=\"#1b2028\">",
                width, height, width, height);
        svg.line("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", width, height);
        svg.line("<text x=\"%d\" y=\"24\" font-size=\"14\" font-weight=\"600\">%s over %s: what a token costs and what it is worth</text>",
                LEFT, escape(report.source().model()), escape(report.source().text()));
        legend();
        for (int panel = 0; panel < budgets.size(); panel++) {
            panel(LEFT + panel * (PANEL + GAP), budgets.get(panel), panel == 0);
        }
        boolean beyond = points.stream().anyMatch(point -> point.perplexity().value() > y.last());
        svg.line("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#5c6675\">tokens/s, simulated%s</text>", LEFT + (width - LEFT - GAP) / 2, height - 12,
                beyond ? "; triangles: perplexity beyond " + ChartScale.text(y.last()) : "");
        svg.line("<text transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\" fill=\"#5c6675\">perplexity</text>", TOP + HEIGHT / 2);
        svg.line("</svg>");
    }

    private void legend() {
        int at = LEFT;
        for (int i = 0; i < methods.size(); i++) {
            svg.line("<circle cx=\"%d\" cy=\"43\" r=\"4\" fill=\"%s\"/><text x=\"%d\" y=\"47\">%s</text>", at + 4, colour(i), at + 13, escape(methods.get(i)));
            at += 30 + 7 * methods.get(i).length();
        }
        svg.line("<path d=\"M%d 38l5 5-5 5-5-5z\" fill=\"#1b2028\"/><text x=\"%d\" y=\"47\">dense, streamed</text>", at + 5, at + 14);
        if (points.stream().anyMatch(point -> point.settings().memory().policy().knowsFuture())) {
            svg.line("<circle cx=\"%d\" cy=\"43\" r=\"3.5\" fill=\"#ffffff\" stroke=\"#5c6675\" stroke-width=\"1.5\"/><text x=\"%d\" y=\"47\">knows the future</text>", at + 124, at + 133);
        }
    }

    private void panel(int left, double budget, boolean first) {
        List<SweepPoint> here = points.stream().filter(point -> point.dram() == budget).toList();
        ChartScale x = ChartScale.of(here.stream().flatMapToDouble(point -> DoubleStream.of(0, point.simulation().tokensPerSecond().high())), 3, 0, PANEL);
        svg.line("<g transform=\"translate(%d %d)\">", left, TOP);
        svg.line("<rect width=\"%d\" height=\"%d\" fill=\"#f5f6f8\"/>", PANEL, HEIGHT);
        svg.line("<text x=\"8\" y=\"18\" font-weight=\"600\">%s DRAM</text>", ByteSize.rounded(budget));
        for (double tick : y.ticks()) {
            svg.line("<path d=\"M0 %s H%d\" stroke=\"#dde1e7\"/>", at(y.place(tick)), PANEL);
            if (first) {
                svg.line("<text x=\"-8\" y=\"%s\" text-anchor=\"end\" fill=\"#5c6675\">%s</text>", at(y.place(tick) + 4), ChartScale.text(tick));
            }
        }
        for (double tick : x.ticks()) {
            svg.line("<text x=\"%s\" y=\"%d\" text-anchor=\"middle\" fill=\"#5c6675\">%s</text>", at(x.place(tick)), HEIGHT + 16, ChartScale.text(tick));
        }
        double allowed = y.place(report.densePerplexity().value() + report.within());
        svg.line("<path d=\"M0 %s H%d\" stroke=\"#5c6675\" stroke-dasharray=\"2 3\"><title>dense + %s</title></path>", at(allowed), PANEL, report.within());
        here.forEach(point -> dot(point, x));
        svg.line("</g>");
    }

    private void dot(SweepPoint point, ChartScale x) {
        double cx = x.place(point.simulation().tokensPerSecond().value());
        double cy = y.place(point.perplexity().value());
        String title = "<title>%s: perplexity %s, %s tokens/s</title>".formatted(escape(PointName.of(point)), band(point.perplexity()), band(point.simulation().tokensPerSecond()));
        if (point.dense()) {
            svg.line("<path d=\"M%s %sl5 5-5 5-5-5z\" fill=\"#1b2028\">%s</path>", at(cx), at(cy - 5), title);
            return;
        }
        String colour = colour(methods.indexOf(method(point)));
        if (point.perplexity().value() > y.last()) {
            svg.line("<path d=\"M%s 12l4 -8l4 8z\" fill=\"%s\">%s</path>", at(cx - 4), colour, title);
            return;
        }
        svg.line("<path d=\"M%s %sV%s\" stroke=\"%s\" stroke-width=\"1.5\"/>", at(cx), at(y.place(point.perplexity().low())), at(y.place(point.perplexity().high())), colour);
        String fill = point.settings().memory().policy().knowsFuture() ? "#f5f6f8" : colour;
        svg.line("<circle cx=\"%s\" cy=\"%s\" r=\"3.5\" fill=\"%s\" stroke=\"%s\" stroke-width=\"1.5\">%s</circle>", at(cx), at(cy), fill, colour, title);
    }

    private static String colour(int method) {
        return COLOURS.get(method % COLOURS.size());
    }

    private static String band(Band band) {
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", band.value(), band.low(), band.high());
    }
}
