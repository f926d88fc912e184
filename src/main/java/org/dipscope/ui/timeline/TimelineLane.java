package org.dipscope.ui.timeline;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;
import org.dipscope.ui.colour.Tones;
import org.dipscope.ui.text.Words;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * One unit's axis and the figures of a token.
 *
 * @param graphics where to draw
 * @param series   the figures
 * @param tones    the theme's colours
 * @param scale    where values stand
 * @param width    of the chart
 * @param token    the token whose figures stand at the right
 */
record TimelineLane(GraphicsContext graphics, RunSeries series, Words words, Tones tones, LaneScale scale, double width, int token) {
    private static final double LINE = 13;
    /** So far the last figure's line may go into the gap below its lane. */
    private static final double REACH = 6;

    void paint() {
        paintAxis();
        paintFigures();
    }

    private void paintAxis() {
        double plotWidth = width - TimelineChart.AXIS - TimelineChart.FIGURES;
        graphics.setFill(tones.line());
        graphics.fillRect(TimelineChart.AXIS, scale.top(), plotWidth, 1);
        graphics.fillRect(TimelineChart.AXIS, scale.bottom() - 1, plotWidth, 1);
        graphics.setFill(tones.third());
        graphics.setTextAlign(TextAlignment.LEFT);
        graphics.setTextBaseline(VPos.TOP);
        String end = unitOf() == Measure.Lane.SHARE ? "100\u2009%" : number(scale.most());
        graphics.fillText(end, 0, scale.top() - 2);
        if (scale.height() >= 2 * LINE + 4) {
            graphics.fillText(unit(), 0, scale.top() - 2 + LINE);
        }
        if (scale.height() >= 3 * LINE) {
            graphics.setTextBaseline(VPos.BOTTOM);
            graphics.fillText("0", 0, scale.bottom() + 1);
        }
    }

    private Measure.Lane unitOf() {
        return scale.measures().getFirst().lane();
    }

    private String unit() {
        return switch (unitOf()) {
            case SHARE -> "";
            case FLASH -> "MB";
            case DIVERGENCE -> "nats";
            case SPEED -> "tok/s";
        };
    }

    /** The measures that have a figure, the largest on top; in a lane too low for all of them the first ones. */
    List<Measure> figured() {
        int room = Math.max(1, (int) ((scale.height() + REACH) / LINE));
        return scale.measures().stream().filter(measure -> !Double.isNaN(value(measure))).limit(room).sorted((a, b) -> Double.compare(value(b), value(a))).toList();
    }

    /** The figures of the token that is shown, in their colours, where the maps above have their bars. */
    private void paintFigures() {
        graphics.setTextAlign(TextAlignment.LEFT);
        graphics.setTextBaseline(VPos.CENTER);
        double x = width - TimelineChart.FIGURES + 6;
        double bottom = scale.bottom();
        double free = scale.top();
        List<Measure> known = figured();
        for (int i = 0; i < known.size(); i++) {
            double value = value(known.get(i));
            // Those that follow need a line each.
            double lowest = bottom - LINE / 2 - (known.size() - 1 - i) * LINE;
            double y = Math.max(free + LINE / 2, Math.min(bottom - value / scale.most() * scale.height(), lowest));
            graphics.setFill(tones.legible(TimelineChart.colour(known.get(i), tones)));
            graphics.fillText(figure(known.get(i), value), x, Math.round(y));
            free = y + LINE / 2;
        }
    }

    private double value(Measure measure) {
        return token < 0 || token >= series.size() ? Double.NaN : series.mean(measure, token, token + 1);
    }

    /** As it is said elsewhere, but without a unit that is too long for the margin and stands at the axis. */
    private String figure(Measure measure, double value) {
        return switch (measure.lane()) {
            case SPEED -> number(value);
            case DIVERGENCE -> words.numerals().fixed(value, 3);
            case SHARE, FLASH -> measure.words(words, value);
        };
    }

    /** An axis may end far below 1. */
    private String number(double value) {
        if (value < 1) {
            return words.numerals().local(new BigDecimal(value, new MathContext(2)).stripTrailingZeros().toPlainString());
        }
        return words.numerals().fixed(value, value >= 10 || value == Math.rint(value) ? 0 : 1);
    }
}
