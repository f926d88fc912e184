package org.dipscope.ui.tradeoff;

import javafx.geometry.Point2D;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.dipscope.eval.report.Fastest;
import org.dipscope.eval.report.SweepReport;
import org.dipscope.eval.sweep.SweepPoint;
import org.dipscope.export.ChartScale;
import org.dipscope.session.ByteSize;
import org.dipscope.ui.colour.ColourMap;
import org.dipscope.ui.colour.Tones;
import org.dipscope.ui.heatmap.CanvasRegion;
import org.dipscope.ui.text.Numerals;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Typefaces;

import java.util.List;
import java.util.Optional;

/** Draws perplexity against simulated throughput: a dot a point, its noise as a bar, the dense model as a diamond, a bound hollow. */
public final class TradeOffChart extends CanvasRegion {
    private static final double DOT = 4;
    private static final double BEST = 7;
    private static final double CHOSEN = 9;
    /** So far an axis's last number may go beyond its panel. */
    private static final double OVERHANG = 3;
    private static final Font FONT = Typefaces.text(11);
    private static final Font BOLD = Typefaces.strong(11);

    private SweepReport report;
    private Tones tones;
    private Optional<SweepPoint> hovered = Optional.empty();
    private Optional<SweepPoint> chosen = Optional.empty();
    private TradeOffLayout layout;
    private String xName = "";
    private String yName = "";
    private String denseName = "";
    private Numerals numerals = Words.english().numerals();

    /** A chart of nothing yet. */
    public TradeOffChart() {
        getStyleClass().add("trade-off-chart");
        setMinSize(200, 120);
    }

    /** What the axes are called, and the dense model's place on the second one, in this language. */
    void name(Words words) {
        xName = words.text("tradeoff.x");
        yName = words.text("tradeoff.y");
        denseName = words.text("tradeoff.dense");
        numerals = words.numerals();
    }

    void show(SweepReport points) {
        report = points;
        hovered = Optional.empty();
        refresh();
    }

    void setTones(Tones theme) {
        tones = theme;
        refresh();
    }

    void choose(Optional<SweepPoint> point) {
        chosen = point;
        refresh();
    }

    /** Marks the point below the pointer; returns it. */
    Optional<SweepPoint> hover(double x, double y) {
        Optional<SweepPoint> now = layout == null ? Optional.empty() : layout.at(x, y);
        if (!now.equals(hovered)) {
            hovered = now;
            refresh();
        }
        return now;
    }

    /** Marks the point so many further on in reading order: panel by panel, in each by tokens/s; returns it. */
    Optional<SweepPoint> step(int by) {
        if (layout == null) {
            return Optional.empty();
        }
        List<SweepPoint> order = layout.inOrder();
        int at = hovered.map(order::indexOf).orElse(by > 0 ? -1 : order.size());
        hovered = Optional.of(order.get(Math.clamp(at + by, 0, order.size() - 1)));
        refresh();
        return hovered;
    }

    /** Where the marked point stands. */
    Optional<Point2D> place() {
        return layout == null ? Optional.empty() : hovered.flatMap(layout::place);
    }

    /** The colour of the n-th method: even steps of a map that colour-blind people can read. */
    static Color colour(int method, int methods) {
        return Tones.colour(ColourMap.viridis().at((float) (methods < 2 ? 0.45 : 0.25 + 0.6 * method / (methods - 1))));
    }

    @Override
    protected void paint(GraphicsContext graphics, double width, double height) {
        layout = null;
        if (report == null || tones == null) {
            return;
        }
        layout = TradeOffLayout.of(report, width, height);
        for (TradeOffLayout.Panel panel : layout.panels()) {
            axes(graphics, panel, height, panel == layout.panels().getFirst());
            front(graphics, panel);
            panel.points().stream().filter(SweepPoint::bound).forEach(point -> dot(graphics, panel, point));
            panel.points().stream().filter(point -> !point.bound()).forEach(point -> dot(graphics, panel, point));
            panel.best().best().ifPresent(point -> ring(graphics, panel, point, tones.accent(), BEST));
            chosen.filter(panel.points()::contains).ifPresent(point -> ring(graphics, panel, point, tones.accent(), CHOSEN));
            hovered.filter(panel.points()::contains).ifPresent(point -> ring(graphics, panel, point, tones.text(), CHOSEN));
        }
    }

    private void axes(GraphicsContext graphics, TradeOffLayout.Panel panel, double height, boolean first) {
        double bottom = height - TradeOffLayout.BOTTOM;
        graphics.setFill(tones.raised());
        graphics.fillRect(panel.left(), TradeOffLayout.TOP, panel.width(), bottom - TradeOffLayout.TOP);
        graphics.setFont(FONT);
        graphics.setTextBaseline(VPos.CENTER);
        graphics.setTextAlign(TextAlignment.RIGHT);
        for (double tick : layout.y().ticks()) {
            double y = Math.round(layout.y().place(layout.y().dense() + tick));
            graphics.setFill(tick == 0 ? tones.third() : tones.line());
            graphics.fillRect(panel.left(), y, panel.width(), 1);
            if (first) {
                graphics.setFill(tones.second());
                graphics.fillText(tick == 0 ? denseName : signed(tick), panel.left() - 8, y);
            }
        }
        graphics.setTextBaseline(VPos.TOP);
        graphics.setTextAlign(TextAlignment.CENTER);
        graphics.setFill(tones.second());
        for (double tick : panel.x().ticks()) {
            // Beside the next panel's first mark the last one would be read as one number with it.
            boolean last = tick == panel.x().last();
            graphics.setTextAlign(last ? TextAlignment.RIGHT : TextAlignment.CENTER);
            graphics.fillText(numerals.local(ChartScale.text(tick)), last ? panel.left() + panel.width() + OVERHANG : panel.x().place(tick), bottom + 6);
        }
        if (first) {
            graphics.setTextAlign(TextAlignment.LEFT);
            graphics.fillText(xName, panel.left(), bottom + 22);
            graphics.setTextBaseline(VPos.BOTTOM);
            graphics.fillText(yName, 0, TradeOffLayout.TOP - 20);
        }
        graphics.setFont(BOLD);
        graphics.setTextAlign(TextAlignment.LEFT);
        graphics.setTextBaseline(VPos.BOTTOM);
        graphics.setFill(tones.text());
        graphics.fillText(numerals.local(ByteSize.rounded(panel.budget())), panel.left(), TradeOffLayout.TOP - 4);
        if (panel.best().best().isPresent()) {
            graphics.setTextAlign(TextAlignment.RIGHT);
            graphics.setFill(tones.accent());
            graphics.fillText(gain(panel.best()), panel.left() + panel.width(), TradeOffLayout.TOP - 4);
        }
        graphics.setStroke(tones.second());
        graphics.setLineDashes(2, 3);
        graphics.setLineWidth(1);
        double allowed = Math.round(layout.y().place(report.densePerplexity().value() + report.within())) + 0.5;
        graphics.strokeLine(panel.left(), allowed, panel.left() + panel.width(), allowed);
        graphics.setLineDashes();
    }

    private String signed(double loss) {
        return (loss < 0 ? "\u2212" : "+") + numerals.local(ChartScale.text(Math.abs(loss)));
    }

    private static String gain(Fastest answer) {
        long percent = Math.round(100 * answer.gain());
        return (percent < 0 ? "\u2212" : "+") + Math.abs(percent) + " %";
    }

    /** What one gets at most for what one gives: from each point of the front straight on until the next one pays. */
    private void front(GraphicsContext graphics, TradeOffLayout.Panel panel) {
        graphics.setStroke(tones.third());
        graphics.setLineWidth(1);
        graphics.beginPath();
        double before = Double.NaN;
        for (SweepPoint point : panel.front()) {
            double x = panel.x().place(point.simulation().tokensPerSecond().value());
            double y = layout.y().place(point.perplexity().value());
            if (Double.isNaN(before)) {
                graphics.moveTo(x, y);
            } else {
                graphics.lineTo(before, y);
                graphics.lineTo(x, y);
            }
            before = x;
        }
        graphics.stroke();
    }

    private void dot(GraphicsContext graphics, TradeOffLayout.Panel panel, SweepPoint point) {
        double x = panel.x().place(point.simulation().tokensPerSecond().value());
        double y = layout.y().place(point.perplexity().value());
        if (point.dense()) {
            graphics.setFill(tones.text());
            graphics.fillPolygon(new double[] {x, x + 5, x, x - 5}, new double[] {y - 5, y, y + 5, y}, 4);
            return;
        }
        Color colour = colour(layout.methods().indexOf(TradeOffLayout.method(point)), layout.methods().size());
        if (layout.y().beyond(point.perplexity().value())) {
            graphics.setFill(colour);
            graphics.fillPolygon(new double[] {x - 4, x, x + 4}, new double[] {y + 8, y, y + 8}, 3);
            return;
        }
        graphics.setStroke(colour);
        graphics.setLineWidth(1.5);
        graphics.strokeLine(x, layout.y().place(point.perplexity().low()), x, layout.y().place(point.perplexity().high()));
        graphics.setFill(point.bound() ? tones.raised() : colour);
        graphics.fillOval(x - DOT, y - DOT, 2 * DOT, 2 * DOT);
        graphics.strokeOval(x - DOT, y - DOT, 2 * DOT, 2 * DOT);
    }

    private void ring(GraphicsContext graphics, TradeOffLayout.Panel panel, SweepPoint point, Color colour, double radius) {
        double x = panel.x().place(point.simulation().tokensPerSecond().value());
        double y = layout.y().place(point.perplexity().value());
        graphics.setStroke(colour);
        graphics.setLineWidth(1.5);
        graphics.strokeOval(x - radius, y - radius, 2 * radius, 2 * radius);
    }
}
