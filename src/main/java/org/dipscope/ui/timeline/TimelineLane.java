package org.dipscope.ui.timeline;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;
import org.dipscope.ui.colour.Tones;
import org.dipscope.ui.text.Numerals;

import java.util.List;

/**
 * One unit's axis and its measures.
 *
 * @param graphics where to draw
 * @param series   the figures
 * @param tones    the theme's colours
 * @param measures the measures of this unit that are shown
 * @param slot     width of a token
 * @param width    of the chart
 * @param top      of the lane
 * @param height   of the lane
 * @param token    the token whose figures stand at the right
 */
record TimelineLane(GraphicsContext graphics, RunSeries series, Tones tones, List<Measure> measures, double slot, double width,
                    double top, double height, int token) {
    private static final double[] STEPS = {1, 1.5, 2, 3, 4, 5, 6, 8, 10};
    private static final double LINE = 13;

    void paint() {
        double most = axisEnd();
        paintAxis(most);
        for (Measure measure : measures) {
            if (measure == Measure.FLASH) {
                paintBars(measure, most);
            } else {
                paintLine(measure, most);
            }
        }
        paintFigures(most);
    }

    private double bottom() {
        return top + height;
    }

    private double plotWidth() {
        return width - TimelineChart.AXIS - TimelineChart.FIGURES;
    }

    /** Tokens that share a step of the drawing: one, or as many as fall into a pixel. */
    private int stride() {
        return Math.max(1, (int) Math.ceil(1 / slot));
    }

    /** The axis's end: 1 for shares, else the next round number above what is to be drawn. */
    private double axisEnd() {
        if (measures.getFirst().lane() == Measure.Lane.SHARE) {
            return 1;
        }
        double most = 0;
        int stride = stride();
        for (Measure measure : measures) {
            for (int from = 0; from < series.size(); from += stride) {
                double value = series.mean(measure, from, Math.min(series.size(), from + stride));
                most = value > most ? value : most;
            }
        }
        if (most <= 0) {
            return 1;
        }
        double decade = Math.pow(10, Math.floor(Math.log10(most)));
        for (double step : STEPS) {
            if (step * decade >= most) {
                return step * decade;
            }
        }
        return 10 * decade;
    }

    private void paintAxis(double most) {
        graphics.setFill(tones.line());
        graphics.fillRect(TimelineChart.AXIS, top, plotWidth(), 1);
        graphics.fillRect(TimelineChart.AXIS, bottom() - 1, plotWidth(), 1);
        graphics.setFill(tones.third());
        graphics.setTextAlign(TextAlignment.LEFT);
        graphics.setTextBaseline(VPos.TOP);
        String end = measures.getFirst().lane() == Measure.Lane.SHARE ? "100\u2009%" : number(most);
        graphics.fillText(end, 0, top - 2);
        if (height >= 2 * LINE + 4) {
            graphics.fillText(unit(), 0, top - 2 + LINE);
        }
        if (height >= 3 * LINE) {
            graphics.setTextBaseline(VPos.BOTTOM);
            graphics.fillText("0", 0, bottom() + 1);
        }
    }

    private String unit() {
        return switch (measures.getFirst().lane()) {
            case SHARE -> "";
            case FLASH -> "MB";
            case SPEED -> "tok/s";
        };
    }

    private void paintBars(Measure measure, double most) {
        graphics.setFill(TimelineChart.colour(measure, tones));
        graphics.setGlobalAlpha(0.62);
        int stride = stride();
        double gap = slot >= 4 ? 1 : 0;
        for (int from = 0; from < series.size(); from += stride) {
            int to = Math.min(series.size(), from + stride);
            double value = series.mean(measure, from, to);
            if (!Double.isNaN(value)) {
                double x = Math.round(TimelineChart.AXIS + from * slot);
                double end = Math.max(x + 1, Math.round(TimelineChart.AXIS + to * slot) - gap);
                double high = value / most * (height - 1);
                graphics.fillRect(x, bottom() - high, end - x, high);
            }
        }
        graphics.setGlobalAlpha(1);
    }

    private void paintLine(Measure measure, double most) {
        graphics.setStroke(TimelineChart.colour(measure, tones));
        graphics.setLineWidth(1.5);
        graphics.beginPath();
        int stride = stride();
        boolean open = false;
        for (int from = 0; from < series.size(); from += stride) {
            int to = Math.min(series.size(), from + stride);
            double value = series.mean(measure, from, to);
            double x = TimelineChart.AXIS + (from + to) / 2.0 * slot;
            double y = bottom() - 1 - value / most * (height - 2);
            if (Double.isNaN(value)) {
                open = false;
            } else if (open) {
                graphics.lineTo(x, y);
            } else {
                graphics.moveTo(x, y);
                graphics.lineTo(x + 0.01, y);
                open = true;
            }
        }
        graphics.stroke();
    }

    /** The figures of the token that is shown, in their colours, where the maps above have their bars. */
    private void paintFigures(double most) {
        graphics.setTextAlign(TextAlignment.LEFT);
        graphics.setTextBaseline(VPos.CENTER);
        double x = width - TimelineChart.FIGURES + 6;
        double free = top;
        for (Measure measure : measures.stream().sorted((a, b) -> Double.compare(value(b), value(a))).toList()) {
            double value = value(measure);
            if (!Double.isNaN(value)) {
                double y = Math.max(free + LINE / 2, Math.min(bottom() - value / most * height, bottom() - LINE / 2));
                if (y > bottom()) {
                    return;
                }
                graphics.setFill(TimelineChart.colour(measure, tones));
                graphics.fillText(measure.lane() == Measure.Lane.SPEED ? number(value) : measure.words(value), x, Math.round(y));
                free = y + LINE / 2;
            }
        }
    }

    private double value(Measure measure) {
        return token < 0 || token >= series.size() ? Double.NaN : series.mean(measure, token, token + 1);
    }

    private static String number(double value) {
        return Numerals.fixed(value, value >= 10 || value == Math.rint(value) ? 0 : 1);
    }
}
