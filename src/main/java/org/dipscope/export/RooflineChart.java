package org.dipscope.export;

import org.dipscope.memory.DeviceProfile;
import org.dipscope.memory.Roofline;
import org.dipscope.memory.Roofline.Tier;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

import static org.dipscope.export.SvgLines.at;
import static org.dipscope.export.SvgLines.escape;

/**
 * Rooflines as an SVG: on the left operations/s against operations a byte, both logarithmic, with the ceiling of computing and the slopes of DRAM and
 * Flash, each token as a dot on each slope at what that tier alone would allow; on the right how long each tier takes for a token.
 */
public final class RooflineChart {
    private static final String DRAM = "#0072b2";
    private static final String FLASH = "#d55e00";
    private static final String COMPUTE = "#009e73";
    private static final int LEFT = 76;
    private static final int TOP = 64;
    private static final int WIDTH = 400;
    private static final int HEIGHT = 300;
    private static final int BARS = LEFT + WIDTH + 64;
    private static final int BAR_WIDTH = 320;
    private static final int ROW = 48;

    private final List<Point> points;
    private final String note;
    private final SvgLines svg = new SvgLines();
    private final double leastX;
    private final double mostX;
    private final double leastY;
    private final double mostY;

    /**
     * A token with its name.
     *
     * @param name what was run where
     * @param token its roofline
     */
    public record Point(String name, Roofline token) {
    }

    private RooflineChart(List<Point> points, String note) {
        this.points = points;
        this.note = note;
        double compute = points.getFirst().token().compute();
        double least = points.stream().mapToDouble(point -> point.token().intensity(Tier.DRAM)).min().orElseThrow();
        DeviceProfile device = points.getFirst().token().device();
        double most = Math.max(compute / device.flashBandwidth(), points.stream().map(Point::token).mapToDouble(token -> token.intensity(Tier.FLASH))
                .filter(Double::isFinite).max().orElse(1));
        this.leastX = Math.floor(Math.log10(least) - 0.3);
        this.mostX = Math.ceil(Math.log10(most) + 0.1);
        this.mostY = Math.ceil(Math.log10(compute) + 0.1);
        this.leastY = Math.floor(Math.log10(Math.min(compute, points.stream().mapToDouble(point ->
                Math.min(point.token().intensity(Tier.DRAM) * point.token().device().dramBandwidth(), flashLimit(point.token()))).min().orElseThrow())));
    }

    /**
     * The chart. The slopes are those of the first point's device.
     *
     * @param points one or more, all of the same speed of computing
     * @param note   what has to be known of all of them; may be empty
     */
    public static String svg(List<Point> points, String note) {
        RooflineChart chart = new RooflineChart(points, note);
        chart.draw();
        return chart.svg.text();
    }

    private static double flashLimit(Roofline token) {
        return token.intensity(Tier.FLASH) * token.device().flashBandwidth();
    }

    private void draw() {
        int width = BARS + BAR_WIDTH + 72;
        int height = TOP + Math.max(HEIGHT + 56, points.size() * ROW + 24);
        svg.line("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" font-family=\"Inter, 'Inter Tabular', sans-serif\" font-size=\"11\" fill=\"#1b2028\">",
                width, height, width, height);
        svg.line("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", width, height);
        DeviceProfile device = points.getFirst().token().device();
        svg.line("<text x=\"%d\" y=\"24\" font-size=\"14\" font-weight=\"600\">A token under the roof: DRAM %s/s, Flash %s/s, %s</text>", LEFT,
                shortened(device.dramBandwidth(), "B"), shortened(device.flashBandwidth(), "B"), shortened(points.getFirst().token().compute(), "FLOP/s"));
        svg.line("<text x=\"%d\" y=\"44\" fill=\"#5c6675\">What each tier alone would allow. A token is as slow as its lowest dot, if everything goes on at once.%s</text>", LEFT,
                note.isEmpty() ? "" : " <tspan font-weight=\"600\">Extrapolation: " + escape(note) + ".</tspan>");
        axes();
        roof(device);
        points.forEach(this::dots);
        bars();
        svg.line("</svg>");
    }

    private void axes() {
        svg.line("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#f5f6f8\"/>", LEFT, TOP, WIDTH, HEIGHT);
        for (double power = leastX; power <= mostX; power++) {
            svg.line("<path d=\"M%s %d V%d\" stroke=\"#dde1e7\"/><text x=\"%s\" y=\"%d\" text-anchor=\"middle\" fill=\"#5c6675\">%s</text>",
                    at(x(power)), TOP, TOP + HEIGHT, at(x(power)), TOP + HEIGHT + 16, shortened(Math.pow(10, power), ""));
        }
        for (double power = leastY; power <= mostY; power++) {
            svg.line("<path d=\"M%d %s H%d\" stroke=\"#dde1e7\"/><text x=\"%d\" y=\"%s\" text-anchor=\"end\" fill=\"#5c6675\">%s</text>",
                    LEFT, at(y(power)), LEFT + WIDTH, LEFT - 8, at(y(power) + 4), shortened(Math.pow(10, power), ""));
        }
        svg.line("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#5c6675\">operations for each byte read</text>", LEFT + WIDTH / 2, TOP + HEIGHT + 36);
        svg.line("<text transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\" fill=\"#5c6675\">operations/s</text>", TOP + HEIGHT / 2);
    }

    private void roof(DeviceProfile device) {
        double compute = Math.log10(points.getFirst().token().compute());
        slope(device.dramBandwidth(), DRAM, compute);
        slope(device.flashBandwidth(), FLASH, compute);
        svg.line("<path d=\"M%d %s H%d\" stroke=\"%s\" stroke-width=\"2\"/><text x=\"%d\" y=\"%s\" fill=\"%s\">computing</text>",
                LEFT, at(y(compute)), LEFT + WIDTH, COMPUTE, LEFT + 8, at(y(compute) - 6), COMPUTE);
    }

    /** From where the slope enters the chart to where it meets the ceiling. */
    private void slope(double bandwidth, String colour, double compute) {
        double rate = Math.log10(bandwidth);
        double from = Math.max(leastX, leastY - rate);
        double to = Math.min(mostX, compute - rate);
        svg.line("<path d=\"M%s %s L%s %s\" stroke=\"%s\" stroke-width=\"2\" fill=\"none\"/>", at(x(from)), at(y(from + rate)), at(x(to)), at(y(to + rate)), colour);
    }

    private void dots(Point point) {
        Roofline token = point.token();
        dot(token.intensity(Tier.DRAM), token.device().dramBandwidth(), DRAM, point, "DRAM");
        if (Double.isFinite(token.intensity(Tier.FLASH))) {
            dot(token.intensity(Tier.FLASH), token.device().flashBandwidth(), FLASH, point, "Flash");
        }
    }

    private void dot(double intensity, double bandwidth, String colour, Point point, String tier) {
        double allowed = Math.min(intensity * bandwidth, point.token().compute());
        svg.line("<circle cx=\"%s\" cy=\"%s\" r=\"4\" fill=\"#ffffff\" stroke=\"%s\" stroke-width=\"2\"><title>%s: %s operations for each byte from %s, %s/s at most</title></circle>",
                at(x(Math.log10(intensity))), at(y(Math.log10(allowed))), colour, escape(point.name()), shortened(intensity, ""), tier, shortened(allowed, ""));
    }

    private void bars() {
        double most = points.stream().map(Point::token).mapToDouble(token -> 1 / token.roof()).max().orElseThrow();
        ChartScale scale = ChartScale.of(java.util.stream.DoubleStream.of(0, 1e3 * most), 4, 0, BAR_WIDTH);
        svg.line("<g transform=\"translate(%d %d)\">", BARS, TOP);
        svg.line("<text y=\"-8\" fill=\"#5c6675\">ms a token: <tspan fill=\"%s\">Flash</tspan>, <tspan fill=\"%s\">DRAM</tspan>, <tspan fill=\"%s\">computing</tspan></text>", FLASH, DRAM, COMPUTE);
        for (double tick : scale.ticks()) {
            svg.line("<path d=\"M%s 0 V%d\" stroke=\"#dde1e7\"/><text x=\"%s\" y=\"%d\" text-anchor=\"middle\" fill=\"#5c6675\">%s</text>", at(scale.place(tick)),
                    points.size() * ROW, at(scale.place(tick)), points.size() * ROW + 14, ChartScale.text(tick));
        }
        for (int i = 0; i < points.size(); i++) {
            Roofline token = points.get(i).token();
            svg.line("<text y=\"%d\">%s</text>", i * ROW + 14, escape(points.get(i).name()));
            bar(i, 0, scale.place(1e3 * token.seconds(Tier.FLASH)), FLASH);
            bar(i, 1, scale.place(1e3 * token.seconds(Tier.DRAM)), DRAM);
            bar(i, 2, scale.place(1e3 * token.seconds(Tier.COMPUTE)), COMPUTE);
        }
        svg.line("</g>");
    }

    private void bar(int row, int which, double width, String colour) {
        svg.line("<rect y=\"%d\" width=\"%s\" height=\"6\" fill=\"%s\"/>", row * ROW + 19 + 8 * which, at(Math.max(0.5, width)), colour);
    }

    private double x(double power) {
        return LEFT + (power - leastX) / (mostX - leastX) * WIDTH;
    }

    private double y(double power) {
        return TOP + HEIGHT - (power - leastY) / (mostY - leastY) * HEIGHT;
    }

    /** Three digits with k, M, G or T. */
    private static String shortened(double value, String unit) {
        String[] prefixes = {"", " k", " M", " G", " T", " P"};
        int power = 0;
        double rest = value;
        while (rest >= 999.5 && power < prefixes.length - 1) {
            rest /= 1000;
            power++;
        }
        String number = BigDecimal.valueOf(rest).round(new MathContext(3)).stripTrailingZeros().toPlainString();
        return number + (power == 0 && !unit.isEmpty() ? " " : "") + prefixes[power] + unit;
    }
}
