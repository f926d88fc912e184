package org.dipscope.ui.heatmap;

/**
 * Where each row lies on a height of whole pixels, so that maps, axes and cursors agree to the pixel.
 *
 * @param shown  the rows shown
 * @param rows   all rows
 * @param height in pixels
 */
public record Bands(Span shown, int rows, int height) {

    /** The first row that is at least partly shown. */
    public int firstRow() {
        return (int) Math.floor(shown.from() * rows + 1e-9);
    }

    /** One beyond the last row that is at least partly shown. */
    public int endRow() {
        return Math.min(rows, (int) Math.ceil(shown.to() * rows - 1e-9));
    }

    /** The row's first pixel, within the height. */
    public int top(int row) {
        return Math.clamp(Math.round(shown.place((double) row / rows) * height), 0, height);
    }

    /** One beyond the row's last pixel, within the height. */
    public int bottom(int row) {
        return top(row + 1);
    }

    /** The row at a height, the nearest one for a height outside. */
    public int rowAt(double y) {
        return Math.clamp((long) Math.floor(shown.at(y / height) * rows + 1e-9), firstRow(), Math.max(firstRow(), endRow() - 1));
    }

    /** The least height that a row can have, in whole pixels. */
    int thinnest() {
        return (int) (height / (shown.length() * rows));
    }
}
