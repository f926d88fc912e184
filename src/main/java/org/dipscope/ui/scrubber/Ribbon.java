package org.dipscope.ui.scrubber;

import javafx.scene.canvas.GraphicsContext;
import org.dipscope.ui.colour.ColourMap;
import org.dipscope.ui.colour.Tones;
import org.dipscope.ui.heatmap.CanvasRegion;
import org.dipscope.ui.heatmap.PixelSheet;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** The run as a ribbon of tokens, shaded by hit rate; several tokens in one pixel show their mean. */
public final class Ribbon extends CanvasRegion {
    private static final double THICKNESS = 10;
    private static final double ROOM_FOR_GAPS = 4;
    private static final double NEAR = 6;

    private final PixelSheet strip = new PixelSheet();
    private ScrubberViewModel model;
    private Tones tones;
    private ColourMap shades;

    /** A ribbon that has still to be given its model and colours. */
    public Ribbon() {
        getStyleClass().add("ribbon");
        setMinSize(80, 24);
        setPrefSize(600, 24);
        getChildren().addFirst(strip);
    }

    /** Draws this model. */
    void setModel(ScrubberViewModel shown) {
        model = shown;
        refresh();
    }

    /** Draws in these colours. */
    void setTones(Tones theme) {
        tones = theme;
        shades = ColourMap.between(Tones.argb(theme.track()), Tones.argb(theme.hit()));
        refresh();
    }

    /** The token at a place, the nearest one where there is none; −1 before the first one. */
    int tokenAt(double x) {
        return Math.clamp((long) Math.floor(x / slot(getWidth())), Math.min(0, model.tokens() - 1), model.tokens() - 1);
    }

    /** The marked place within a few pixels. */
    Optional<Marker> markerAt(double x) {
        double slot = slot(getWidth());
        return model.markers().stream().filter(marker -> Math.abs((marker.token() + 0.5) * slot - x) <= NEAR)
                .min(Comparator.comparingDouble(marker -> Math.abs((marker.token() + 0.5) * slot - x)));
    }

    private double slot(double width) {
        return width / Math.max(1, model.extent());
    }

    /** A run has a thousand tokens; as many shapes would be dear to draw, as many pixels are not. */
    private void shade(int[] pixels, double slot) {
        int width = strip.pixelsWide();
        double wide = slot * width / getWidth();
        Arrays.fill(pixels, 0, width, 0);
        Arrays.fill(pixels, Math.clamp(Math.round(model.tokens() * wide), 0, width), width, Tones.argb(tones.raised()));
        int stride = Math.max(1, (int) Math.ceil(1 / wide));
        int gap = slot >= ROOM_FOR_GAPS ? (int) Math.round(width / getWidth()) : 0;
        for (int from = 0; from < model.tokens(); from += stride) {
            int to = Math.min(model.tokens(), from + stride);
            double rate = model.hitRate(from, to);
            int left = Math.clamp(Math.round(from * wide), 0, width);
            int right = Math.clamp(Math.max(left + 1, Math.round(to * wide) - gap), left, width);
            Arrays.fill(pixels, left, right, Double.isNaN(rate) ? Tones.argb(tones.track()) : shades.at(rate));
        }
        for (int row = 1; row < strip.pixelsHigh(); row++) {
            System.arraycopy(pixels, 0, pixels, row * width, width);
        }
    }

    @Override
    protected void paint(GraphicsContext graphics, double width, double height) {
        if (model == null || tones == null) {
            return;
        }
        double top = Math.round((height - THICKNESS) / 2);
        double slot = slot(width);
        strip.resizeTo(width, THICKNESS);
        strip.relocate(0, top);
        strip.fill(pixels -> shade(pixels, slot));
        for (Marker marker : model.markers()) {
            double x = Math.round((marker.token() + 0.5) * slot);
            graphics.setFill(switch (marker.kind()) {
                case SETTINGS -> tones.second();
                case COMPARED -> tones.text();
                case PARTED -> tones.evicted();
                case WIDEST -> tones.loaded();
            });
            graphics.fillPolygon(new double[] {x - 4, x + 4, x}, new double[] {top - 6, top - 6, top - 1}, 3);
        }
        if (model.token() >= 0) {
            double x = Math.round((model.token() + 0.5) * slot);
            graphics.setFill(tones.accent());
            graphics.fillRect(Math.clamp(x - 1, 0, Math.max(0, width - 2)), top - 5, 2, THICKNESS + 10);
        }
    }
}
