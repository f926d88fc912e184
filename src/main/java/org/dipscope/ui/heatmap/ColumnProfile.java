package org.dipscope.ui.heatmap;

import javafx.beans.InvalidationListener;

import java.util.Arrays;

/**
 * The profile of a heatmap along its columns, above it: the mean over the rows shown, and, while a cell is hovered, that of its own row
 * as a line before it. It takes the map's own cells and colours.
 */
public final class ColumnProfile extends DrawnRegion {
    private static final int BEHIND = 110;

    private final Heatmap map;
    private final PixelSheet sheet = new PixelSheet();
    private final HeatmapRaster raster = new HeatmapRaster();
    private int[] means = {};

    /** The profile of this map. */
    public ColumnProfile(Heatmap map) {
        this.map = map;
        setMouseTransparent(true);
        getChildren().add(sheet);
        InvalidationListener changed = _ -> refresh();
        map.revisionProperty().addListener(changed);
        map.paletteProperty().addListener(changed);
        map.rowsShownProperty().addListener(changed);
        map.columnsShownProperty().addListener(changed);
        map.hoveredProperty().addListener(changed);
    }

    @Override
    protected void draw() {
        sheet.resizeTo(getWidth(), getHeight());
        Cells cells = map.sourceProperty().get().get();
        if (means.length < sheet.pixelsWide()) {
            means = new int[sheet.pixelsWide()];
        }
        sheet.fill(pixels -> {
            Arrays.fill(pixels, 0);
            if (!cells.isEmpty()) {
                draw(cells, pixels);
            }
        });
    }

    private void draw(Cells cells, int[] pixels) {
        Bands bands = new Bands(map.rowsShownProperty().get(), cells.rows(), sheet.pixelsHigh());
        int row = map.hoveredProperty().get().map(Spot::row).filter(hovered -> hovered < cells.rows()).orElse(-1);
        measure(cells, bands.firstRow(), bands.endRow());
        for (int x = 0; x < sheet.pixelsWide(); x++) {
            fill(pixels, x, sheet.pixelsHigh(), row < 0 ? 255 : BEHIND);
        }
        if (row >= 0) {
            measure(cells, row, row + 1);
            int thickness = (int) Math.max(1, Math.round(OutputScale.of(this)));
            for (int x = 0; x < sheet.pixelsWide(); x++) {
                fill(pixels, x, thickness, 255);
            }
        }
    }

    private void measure(Cells cells, int from, int to) {
        raster.profile(cells, map.paletteProperty().get(), from, to, map.columnsShownProperty().get(), means, sheet.pixelsWide());
    }

    /** Fills a column of pixels down from its mean's height, premultiplied. */
    private void fill(int[] pixels, int x, int longest, int opacity) {
        int colour = map.paletteProperty().get().profileColour(means[x]);
        int red = (colour >> 16 & 255) * opacity / 255;
        int green = (colour >> 8 & 255) * opacity / 255;
        int blue = (colour & 255) * opacity / 255;
        int argb = opacity << 24 | red << 16 | green << 8 | blue;
        int height = sheet.pixelsHigh();
        int top = height - Math.round(means[x] * height / 255f);
        for (int y = top; y < Math.min(height, top + longest); y++) {
            pixels[y * sheet.pixelsWide() + x] = argb;
        }
    }
}
