package org.dipscope.ui.cache;

import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.dipscope.export.ChartScale;
import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.MissRatioCurve;
import org.dipscope.ui.colour.ColourMap;
import org.dipscope.ui.colour.Tones;
import org.dipscope.ui.heatmap.CanvasRegion;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Typefaces;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A line a policy: what it misses at every size of DRAM. The list beside says what at the size in force, the least first. */
final class MissRatioChart extends CanvasRegion {
    private static final double MEGA = 1e6;
    private static final double LEFT = 40;
    private static final double TOP = 8;
    private static final double BOTTOM = 34;
    private static final double LIST = 132;
    private static final double LINE = 16;
    private static final double LEAST_LINE = 12;
    private static final double LEAST_FOR_FIFTHS = 110;
    private static final float DARK_LEAST = 0.38f;
    private static final float LIGHT_LEAST = 0.02f;
    private static final float RANGE = 0.8f;
    private static final Font FONT = Typefaces.text(11);
    private static final Font BOLD = Typefaces.strong(11);

    private final WhatIfViewModel model;
    private final Words words;
    private Tones tones;

    MissRatioChart(WhatIfViewModel model, Words words) {
        this.model = model;
        this.words = words;
        setId("miss-ratios");
        setMinSize(200, 80);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        model.resultProperty().subscribe(_ -> show());
    }

    /** Draws in these colours from now on. */
    void setTones(Tones now) {
        tones = now;
        refresh();
    }

    private void show() {
        List<MissRatioCurve> curves = model.resultProperty().get().curves();
        if (!curves.isEmpty()) {
            double dram = model.dram().orElse(0.0);
            setAccessibleText(words.text("cache.miss-ratios", words.numerals().bytes(dram), sorted(curves, dram).stream()
                    .map(curve -> curve.policy().label() + " " + words.numerals().percent(at(curve, dram))).collect(Collectors.joining(", "))));
        }
        refresh();
    }

    /** The miss ratio at a size between two that were played, on the line between them. */
    static double at(MissRatioCurve curve, double dram) {
        List<Double> sizes = curve.dramBytes();
        if (dram <= sizes.getFirst()) {
            return curve.missRatio().getFirst();
        }
        for (int i = 1; i < sizes.size(); i++) {
            if (dram <= sizes.get(i)) {
                double part = (dram - sizes.get(i - 1)) / (sizes.get(i) - sizes.get(i - 1));
                return curve.missRatio().get(i - 1) + part * (curve.missRatio().get(i) - curve.missRatio().get(i - 1));
            }
        }
        return curve.missRatio().getLast();
    }

    private static List<MissRatioCurve> sorted(List<MissRatioCurve> curves, double dram) {
        return curves.stream().sorted(Comparator.comparingDouble(curve -> at(curve, dram))).toList();
    }

    @Override
    protected void paint(GraphicsContext graphics, double width, double height) {
        List<MissRatioCurve> curves = model.resultProperty().get().curves();
        if (curves.isEmpty() || tones == null) {
            return;
        }
        double right = width - LIST;
        double bottom = height - BOTTOM;
        ChartScale x = ChartScale.of(curves.getFirst().dramBytes().stream().mapToDouble(bytes -> bytes / MEGA), Math.max(2, (int) ((right - LEFT) / 90)), LEFT, right);
        ChartScale y = new ChartScale(0, 100, bottom - TOP < LEAST_FOR_FIFTHS ? 50 : 20, bottom, TOP);
        axes(graphics, x, y, right, bottom);
        double dram = model.dram().orElse(0.0);
        graphics.setStroke(tones.second());
        graphics.setLineWidth(1);
        graphics.setLineDashes(2, 3);
        double place = Math.round(x.place(dram / MEGA)) + 0.5;
        graphics.strokeLine(place, TOP, place, bottom);
        graphics.setLineDashes();
        curves.forEach(curve -> stroke(graphics, curve, x, y));
        list(graphics, sorted(curves, dram), dram, right + 16);
    }

    private void axes(GraphicsContext graphics, ChartScale x, ChartScale y, double right, double bottom) {
        graphics.setFont(FONT);
        graphics.setTextAlign(TextAlignment.RIGHT);
        graphics.setTextBaseline(VPos.CENTER);
        for (double tick : y.ticks()) {
            double at = Math.round(y.place(tick));
            graphics.setFill(tones.line());
            graphics.fillRect(LEFT, at, right - LEFT, 1);
            graphics.setFill(tones.second());
            graphics.fillText(words.numerals().local(ChartScale.text(tick)) + " %", LEFT - 6, at);
        }
        graphics.setTextAlign(TextAlignment.CENTER);
        graphics.setTextBaseline(VPos.TOP);
        for (double tick : x.ticks()) {
            graphics.fillText(words.numerals().local(ChartScale.text(tick)), x.place(tick), bottom + 4);
        }
        graphics.fillText(words.text("cache.dram-axis"), (LEFT + right) / 2, bottom + 18);
    }

    private void stroke(GraphicsContext graphics, MissRatioCurve curve, ChartScale x, ChartScale y) {
        graphics.setStroke(colour(curve.policy()));
        graphics.setLineWidth(inForce(curve) ? 2.5 : 1.25);
        if (curve.policy() == CachePolicy.BELADY) {
            graphics.setLineDashes(5, 3);
        }
        graphics.beginPath();
        for (int i = 0; i < curve.dramBytes().size(); i++) {
            graphics.lineTo(x.place(curve.dramBytes().get(i) / MEGA), y.place(100 * curve.missRatio().get(i)));
        }
        graphics.stroke();
        graphics.setLineDashes();
    }

    private void list(GraphicsContext graphics, List<MissRatioCurve> curves, double dram, double left) {
        graphics.setTextBaseline(VPos.CENTER);
        // In a low window the lines stand closer; what does not fit then is at the end, where most is missed.
        double line = Math.clamp((getHeight() - TOP) / curves.size(), LEAST_LINE, LINE);
        long fit = Math.min(curves.size(), (long) ((getHeight() - TOP) / line));
        for (int i = 0; i < fit; i++) {
            MissRatioCurve curve = curves.get(i);
            double y = TOP + line / 2 + i * line;
            graphics.setFill(colour(curve.policy()));
            if (curve.policy() == CachePolicy.BELADY) {
                graphics.fillRect(left, y - 1, 3, 2);
                graphics.fillRect(left + 5, y - 1, 3, 2);
            } else {
                graphics.fillRect(left, y - 4, 8, 8);
            }
            graphics.setFill(tones.text());
            graphics.setFont(inForce(curve) ? BOLD : FONT);
            graphics.setTextAlign(TextAlignment.LEFT);
            graphics.fillText(curve.policy().label(), left + 14, y);
            graphics.setTextAlign(TextAlignment.RIGHT);
            graphics.fillText(words.numerals().percent(at(curve, dram)), left + LIST - 24, y);
        }
    }

    private boolean inForce(MissRatioCurve curve) {
        return model.inForce().filter(policy -> policy == curve.policy()).isPresent();
    }

    /** The policies that know the future have a colour of their own; the others steps of a map that colour-blind people can read, of its end that stands out from the ground. */
    private Color colour(CachePolicy policy) {
        if (policy.knowsFuture()) {
            return tones.evicted();
        }
        float least = tones.text().getBrightness() > 0.5 ? DARK_LEAST : LIGHT_LEAST;
        return Tones.colour(ColourMap.viridis().at(least + RANGE * policy.ordinal() / (CachePolicy.values().length - 1)));
    }
}
