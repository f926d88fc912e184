package org.dipscope.ui.heatmap;

import javafx.beans.InvalidationListener;
import org.dipscope.ui.colour.Tones;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The profile of heatmaps along their rows, beside them: while a cell is hovered, what the map shows of that cell's column in each row, as a
 * line from 0 at the left to all at the right. It takes the map's own cells and says nothing while nothing is hovered.
 */
public final class LayerProfile extends DrawnRegion {
    private static final double THICKNESS = 1.5;

    private final PixelSheet sheet = new PixelSheet();
    private final InvalidationListener changed = _ -> follow();
    private List<Heatmap> maps = List.of();
    private int colour;
    private boolean empty = true;

    /** The profile of no map yet. */
    public LayerProfile() {
        setMouseTransparent(true);
        getChildren().add(sheet);
    }

    /** Follows these maps, which stand on the same rows. */
    public void setMaps(List<Heatmap> followed) {
        maps.forEach(map -> {
            map.revisionProperty().removeListener(changed);
            map.paletteProperty().removeListener(changed);
            map.rowsShownProperty().removeListener(changed);
            map.hoveredProperty().removeListener(changed);
        });
        maps = List.copyOf(followed);
        maps.forEach(map -> {
            map.revisionProperty().addListener(changed);
            map.paletteProperty().addListener(changed);
            map.rowsShownProperty().addListener(changed);
            map.hoveredProperty().addListener(changed);
        });
        follow();
    }

    /** Draws in this theme's colours from now on. */
    public void setTones(Tones tones) {
        colour = Tones.argb(tones.accent());
        follow();
    }

    private void follow() {
        if (!empty || hovered().isPresent()) {
            refresh();
        }
    }

    private Optional<Heatmap> hovered() {
        return maps.stream().filter(map -> map.hoveredProperty().get().isPresent()).findFirst();
    }

    @Override
    protected void draw() {
        sheet.resizeTo(getWidth(), getHeight());
        Heatmap map = hovered().orElse(null);
        Cells cells = map == null ? Cells.NONE : map.sourceProperty().get().get();
        empty = cells.isEmpty();
        sheet.fill(pixels -> {
            Arrays.fill(pixels, 0);
            if (!empty) {
                draw(cells, map.paletteProperty().get(), new Bands(map.rowsShownProperty().get(), cells.rows(), sheet.pixelsHigh()),
                        Math.min(map.hoveredProperty().get().orElseThrow().position(), cells.columns() - 1), pixels);
            }
        });
    }

    private void draw(Cells cells, Palette palette, Bands bands, int column, int[] pixels) {
        int width = sheet.pixelsWide();
        int thick = (int) Math.max(1, Math.round(THICKNESS * OutputScale.of(this)));
        int before = -1;
        for (int row = bands.firstRow(); row < bands.endRow(); row++) {
            int x = Math.round(palette.weight(cells.level(row, column)) * (width - thick) / 255f);
            int top = bands.top(row);
            for (int y = top; y < bands.bottom(row); y++) {
                Arrays.fill(pixels, y * width + x, y * width + Math.min(width, x + thick), colour);
            }
            if (before >= 0 && top < bands.height()) {
                Arrays.fill(pixels, top * width + Math.min(before, x), top * width + Math.min(width, Math.max(before, x) + thick), colour);
            }
            before = x;
        }
    }
}
