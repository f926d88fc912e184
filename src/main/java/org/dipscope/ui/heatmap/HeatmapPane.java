package org.dipscope.ui.heatmap;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.layout.Region;

import java.util.Optional;

/** The heatmap's pixels, one to a device pixel, and the frames around the cells that are hovered and pinned. */
final class HeatmapPane extends DrawnRegion {
    private static final double LEAST_FRAME = 5;

    private final Heatmap map;
    private final HeatmapRaster raster = new HeatmapRaster();
    private final PixelSheet sheet = new PixelSheet();
    private final Region hoverFrame = frame("heatmap-hover");
    private final Region pinFrame = frame("heatmap-pin");
    private final Region across = frame("heatmap-cross");
    private final Region down = frame("heatmap-cross");
    private final DoubleProperty progress = new SimpleDoubleProperty(this, "progress", 1);
    private int[] drawn = {};
    private int[] kept = {};
    private Cells cells = Cells.NONE;
    private boolean stale = true;

    HeatmapPane(Heatmap map) {
        this.map = map;
        getChildren().addAll(sheet, across, down, pinFrame, hoverFrame);
        progress.addListener(_ -> refresh());
    }

    /** Says that the pixels themselves have changed, not only a frame around a cell. */
    void invalidate() {
        stale = true;
        refresh();
    }

    /** Keeps the picture of now, from which {@link #progressProperty()} leads to the next one. */
    void keepPicture() {
        kept = drawn.clone();
    }

    /** How far the new picture has come in, in [0, 1]. */
    DoubleProperty progressProperty() {
        return progress;
    }

    @Override
    protected void draw() {
        boolean resized = resize();
        if (stale || resized) {
            stale = false;
            cells = map.sourceProperty().get().get();
            if (!cells.isEmpty()) {
                int gap = (int) Math.max(1, Math.round(OutputScale.of(this)));
                raster.draw(cells, map.paletteProperty().get(), map.rowsShownProperty().get(), map.columnsShownProperty().get(), drawn, sheet.pixelsWide(), sheet.pixelsHigh(), gap);
            }
            publish();
        } else if (progress.get() < 1 || kept.length > 0) {
            publish();
        }
        sheet.setVisible(!cells.isEmpty());
        place(hoverFrame, map.hoveredProperty().get());
        place(pinFrame, map.pinnedProperty().get());
        cross();
    }

    /** Hairlines through the hovered cell, below its row and along its column. */
    private void cross() {
        boolean shown = hoverFrame.isVisible() && map.explorableProperty().get();
        across.setVisible(shown);
        down.setVisible(shown);
        if (shown) {
            double x = Math.floor(hoverFrame.getLayoutX() + hoverFrame.getWidth() / 2);
            across.resizeRelocate(0, Math.min(getHeight() - 1, hoverFrame.getLayoutY() + hoverFrame.getHeight() - 1), getWidth(), 1);
            down.resizeRelocate(Math.clamp(x, 0, Math.max(0, getWidth() - 1)), 0, 1, getHeight());
        }
    }

    private boolean resize() {
        boolean resized = sheet.resizeTo(getWidth(), getHeight());
        if (resized) {
            drawn = new int[sheet.pixelsWide() * sheet.pixelsHigh()];
            kept = new int[0];
        }
        return resized;
    }

    private void publish() {
        sheet.fill(target -> {
            if (kept.length == drawn.length && progress.get() < 1 && !OutputScale.isForced(this)) {
                mix(target, (int) Math.round(progress.get() * 256));
            } else {
                System.arraycopy(drawn, 0, target, 0, drawn.length);
                kept = new int[0];
            }
        });
    }

    private void mix(int[] target, int share) {
        for (int i = 0; i < target.length; i++) {
            int from = kept[i];
            int to = drawn[i];
            int even = (from & 0xFF00FF) * (256 - share) + (to & 0xFF00FF) * share >>> 8 & 0xFF00FF;
            int odd = (from >>> 8 & 0xFF00FF) * (256 - share) + (to >>> 8 & 0xFF00FF) * share & 0xFF00FF00;
            target[i] = even | odd;
        }
    }

    private void place(Region frame, Optional<Spot> spot) {
        if (spot.isEmpty() || cells.isEmpty() || spot.get().row() >= cells.rows() || spot.get().position() >= cells.columns()) {
            frame.setVisible(false);
            return;
        }
        Bands bands = new Bands(map.rowsShownProperty().get(), cells.rows(), sheet.pixelsHigh());
        Span columns = map.columnsShownProperty().get();
        double scale = OutputScale.of(this);
        double left = columns.place((double) spot.get().position() / cells.columns()) * getWidth();
        double right = columns.place((spot.get().position() + 1.0) / cells.columns()) * getWidth();
        double top = bands.top(spot.get().row()) / scale;
        double bottom = bands.bottom(spot.get().row()) / scale;
        boolean shown = right > 0 && left < getWidth() && bottom > top;
        frame.setVisible(shown);
        if (shown) {
            double frameWidth = Math.max(LEAST_FRAME, Math.ceil(right - left) + 2);
            double x = Math.clamp(Math.floor((left + right - frameWidth) / 2), -1, Math.max(-1, getWidth() - frameWidth + 1));
            frame.resizeRelocate(x, Math.floor(top) - 1, frameWidth, Math.ceil(bottom - top) + 1);
        }
    }

    private static Region frame(String style) {
        Region frame = new Region();
        frame.getStyleClass().add(style);
        frame.setManaged(false);
        frame.setMouseTransparent(true);
        frame.setVisible(false);
        return frame;
    }
}
