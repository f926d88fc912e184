package org.dipscope.ui.timeline;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.dipscope.ui.colour.ColourMap;
import org.dipscope.ui.colour.Tones;
import org.dipscope.ui.heatmap.CanvasRegion;
import org.dipscope.ui.theme.Typefaces;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Draws the shown measures over the tokens, each unit on a lane and axis of its own. Where tokens are narrower than pixels, a pixel
 * shows the mean over all of its tokens.
 */
public final class TimelineChart extends CanvasRegion {
    /** Width of the axis at the left, that of the maps' layer numbers. */
    static final double AXIS = 34;
    /** Width of the figures at the right, that of the maps' bars. */
    static final double FIGURES = 58;

    private static final double LANE_GAP = 8;
    /** What is left free at the top, and with it what the words of changed settings need. */
    private static final double TOP = 4;
    private static final double TOP_WITH_CHANGES = 14;
    /** Height of the axis of tokens, where there is room for one. */
    private static final double BOTTOM = 16;
    private static final double LEAST_FOR_AXIS = 80;
    private static final double DENSITY_TONE = 0.66;
    private static final Font FONT = Typefaces.text(11);

    private final TimelinePlot plot = new TimelinePlot(this);
    private TimelineViewModel model;
    private Tones tones;

    /** A chart that has still to be given its model and colours. */
    public TimelineChart() {
        getStyleClass().add("timeline-chart");
        setMinSize(200, 48);
        setPrefSize(744, 150);
        getChildren().addFirst(plot);
    }

    /** Draws this model. */
    void setModel(TimelineViewModel shown) {
        model = shown;
        redraw();
    }

    /** Draws in these colours. */
    void setTones(Tones theme) {
        tones = theme;
        redraw();
    }

    /** Says that the figures themselves have changed, not only the cursor over them. */
    void redraw() {
        plot.refresh();
        refresh();
    }

    /** The token at a place, the nearest one where there is none; −1 before the first one. */
    int tokenAt(double x) {
        return Math.clamp((long) Math.floor((x - AXIS) / slot(getWidth())), -1, model.series().size() - 1);
    }

    /** Where a token's slot begins. */
    double left(int token) {
        return AXIS + token * slot(getWidth());
    }

    /** A measure's colour in a theme. */
    static Color colour(Measure measure, Tones tones) {
        return switch (measure) {
            case HIT_RATE -> tones.hit();
            case DENSITY -> Tones.colour(ColourMap.viridis().at(DENSITY_TONE));
            case FLASH -> tones.loaded();
            case DIVERGENCE -> tones.evicted();
            case SIMULATED -> tones.accent();
            case MEASURED -> tones.second();
        };
    }

    private double slot(double width) {
        return (width - AXIS - FIGURES) / Math.max(1, model.extent());
    }

    private double top() {
        return model.series().changes().isEmpty() ? TOP : TOP_WITH_CHANGES;
    }

    private static double axis(double height) {
        return height < LEAST_FOR_AXIS ? 0 : BOTTOM;
    }

    Tones tones() {
        return tones;
    }

    RunSeries series() {
        return model.series();
    }

    /** The lanes on a chart of this size, from the top; none before there is anything to draw. */
    List<LaneScale> lanes(double width, double height) {
        if (model == null || tones == null || !model.noteProperty().get().isEmpty()) {
            return List.of();
        }
        Map<Measure.Lane, List<Measure>> shown = model.shown().stream().collect(Collectors.groupingBy(Measure::lane, LinkedHashMap::new, Collectors.toList()));
        double laneHeight = Math.floor((height - top() - axis(height) - LANE_GAP * (shown.size() - 1)) / Math.max(1, shown.size()));
        List<LaneScale> found = new ArrayList<>();
        for (List<Measure> measures : shown.values()) {
            double top = top() + found.size() * (laneHeight + LANE_GAP);
            found.add(LaneScale.of(measures, model.series(), top, laneHeight, slot(width)));
        }
        return found;
    }

    @Override
    protected void paint(GraphicsContext graphics, double width, double height) {
        List<LaneScale> lanes = lanes(width, height);
        if (lanes.isEmpty()) {
            return;
        }
        graphics.setFont(FONT);
        lanes.forEach(lane -> new TimelineLane(graphics, model.series(), model.words(), tones, lane, width, model.token()).paint());
        double bottom = height - axis(height);
        if (bottom < height) {
            new TokenAxis(graphics, tones, slot(width), model.extent(), model.axisName()).paint(AXIS, width - FIGURES, bottom);
        }
        paintChanges(graphics, width, bottom);
        paintCursor(graphics, bottom);
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        plot.resizeRelocate(0, 0, getWidth(), getHeight());
        plot.refresh();
    }

    private void paintChanges(GraphicsContext graphics, double width, double height) {
        graphics.setTextAlign(TextAlignment.LEFT);
        graphics.setTextBaseline(VPos.TOP);
        double free = AXIS;
        List<SettingsChange> changes = model.series().changes();
        int last = -1;
        for (SettingsChange change : changes) {
            String words = model.words(change);
            int x = (int) Math.round(left(change.token()));
            if (x == last) {
                continue;
            }
            last = x;
            graphics.setFill(tones.third());
            graphics.fillRect(x, 0, 1, height);
            double wide = 5.6 * words.length();
            if (x + 4 >= free && x + 4 + wide <= width) {
                graphics.setFill(tones.second());
                graphics.fillText(words, x + 4, -1);
                free = x + 4 + wide + 12;
            }
        }
    }

    private void paintCursor(GraphicsContext graphics, double height) {
        model.hoveredProperty().get().ifPresent(token -> paintSlot(graphics, token, height, tones.text(), 0.10));
        if (model.token() >= 0) {
            double x = Math.round(left(model.token()) + slot(getWidth()) / 2);
            graphics.setFill(tones.accent());
            graphics.fillRect(x, top(), 1, height - top());
        }
    }

    private void paintSlot(GraphicsContext graphics, int token, double height, Color colour, double opacity) {
        graphics.setGlobalAlpha(opacity);
        graphics.setFill(colour);
        graphics.fillRect(left(token), top(), Math.max(1, slot(getWidth())), height - top());
        graphics.setGlobalAlpha(1);
    }
}
