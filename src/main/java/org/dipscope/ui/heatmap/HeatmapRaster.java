package org.dipscope.ui.heatmap;

import java.util.Arrays;

/**
 * Turns cells into pixels; the heatmap's hot path, free of JavaFX and of allocation once it has grown to its size.
 *
 * <p>Where columns are wider than pixels, each pixel takes the cell at its centre and edges stay crisp. Where they are
 * narrower, a pixel shows the mean over exactly the stretch of columns that it covers, fractions at both ends included, read from
 * running sums: the cost is one addition a cell and two look-ups a pixel however many columns fall into one. The same holds for
 * rows, but that a pixel takes whole rows only.
 *
 * <p>Colours are summed three channels in one {@code long} of 21 bits each, good for 8224 cells in a pixel; the difference of two running
 * sums is exact even where the sums themselves have run over.
 */
public final class HeatmapRaster {
    /** Thinner rows would be more gap than colour: a light ground would wash the map out. */
    private static final int LEAST_FOR_GAP = 5;

    private static final int FIELD = 21;
    private static final int FIELD_MASK = (1 << FIELD) - 1;

    private final long[] spread = new long[256];
    private long[] line = {};
    private long[] sums = {};
    private int[] columnAt = {};
    private double[] edges = {};

    /**
     * Draws the shown part of the cells over all of {@code pixels}.
     *
     * @param cells   at least one row and column
     * @param rows    the rows shown
     * @param columns the columns shown
     * @param pixels  receives {@code [height][width]} flattened, {@code 0xAARRGGBB}
     * @param gap     pixels left transparent below each row; dropped where rows are too thin for it
     */
    public void draw(Cells cells, Palette palette, Span rows, Span columns, int[] pixels, int width, int height, int gap) {
        double firstColumn = columns.from() * cells.columns();
        double perPixel = columns.length() * cells.columns() / width;
        boolean crisp = perPixel <= 1;
        prepare(cells, palette, firstColumn, perPixel, width, crisp);
        Bands bands = new Bands(rows, cells.rows(), height);
        int first = bands.firstRow();
        int end = bands.endRow();
        if (end - first > height) {
            for (int y = 0; y < height; y++) {
                int from = bands.rowAt(y);
                int to = y + 1 == height ? end : Math.max(from + 1, bands.rowAt(y + 1));
                average(cells, palette, from, to, perPixel, pixels, y * width, width);
            }
            return;
        }
        int space = bands.thinnest() >= LEAST_FOR_GAP * gap ? gap : 0;
        for (int row = first; row < end; row++) {
            int top = bands.top(row);
            int bottom = bands.bottom(row);
            if (bottom <= top) {
                continue;
            }
            int last = bottom == height ? bottom : bottom - space;
            if (crisp) {
                pick(cells, palette, row, pixels, top * width, width);
            } else {
                average(cells, palette, row, row + 1, perPixel, pixels, top * width, width);
            }
            for (int y = top + 1; y < last; y++) {
                System.arraycopy(pixels, top * width, pixels, y * width, width);
            }
            Arrays.fill(pixels, last * width, bottom * width, 0);
        }
    }

    /**
     * The mean height of the columns' profile in each pixel, over some rows; like {@link #draw} it reads every cell.
     *
     * @param from  the first row
     * @param to    one beyond the last row
     * @param means receives {@code [width]}, in [0, 255]
     */
    public void profile(Cells cells, Palette palette, int from, int to, Span columns, int[] means, int width) {
        double perPixel = columns.length() * cells.columns() / width;
        prepare(cells, palette, columns.from() * cells.columns(), perPixel, width, false);
        for (int level = 0; level < 256; level++) {
            spread[level] = palette.weight(level);
        }
        sum(cells, from, to, (int) edges[0], Math.min(cells.columns(), (int) Math.ceil(edges[width])));
        double weight = 1 / (perPixel * (to - from));
        for (int x = 0; x < width; x++) {
            means[x] = Math.clamp((int) (total(x) * weight + 0.5), 0, 255);
        }
    }

    private void prepare(Cells cells, Palette palette, double firstColumn, double perPixel, int width, boolean crisp) {
        if (line.length < cells.columns()) {
            line = new long[cells.columns()];
            sums = new long[cells.columns() + 1];
        }
        if (columnAt.length < width + 1) {
            columnAt = new int[width + 1];
            edges = new double[width + 1];
        }
        for (int x = 0; x <= width; x++) {
            edges[x] = Math.min(firstColumn + x * perPixel, cells.columns());
            columnAt[x] = Math.min((int) (crisp ? firstColumn + (x + 0.5) * perPixel : edges[x]), cells.columns() - 1);
        }
        for (int level = 0; level < 256; level++) {
            int colour = palette.colour(level);
            spread[level] = palette.isAmount() ? level
                    : (long) (colour >> 16 & 255) << 2 * FIELD | (long) (colour >> 8 & 255) << FIELD | colour & 255;
        }
    }

    private void pick(Cells cells, Palette palette, int row, int[] pixels, int at, int width) {
        byte[] levels = cells.levels();
        int from = row * cells.columns();
        for (int x = 0; x < width; x++) {
            pixels[at + x] = palette.colour(levels[from + columnAt[x]] & 255);
        }
    }

    private void average(Cells cells, Palette palette, int fromRow, int toRow, double perPixel, int[] pixels, int at, int width) {
        int firstColumn = (int) edges[0];
        int endColumn = Math.min(cells.columns(), (int) Math.ceil(edges[width]));
        sum(cells, fromRow, toRow, firstColumn, endColumn);
        double weight = 1 / (perPixel * (toRow - fromRow));
        if (palette.isAmount()) {
            amounts(palette, weight, pixels, at, width);
        } else {
            colours(weight, pixels, at, width);
        }
    }

    /** Leaves each column's sum over the rows in {@code line}, and its running sum in {@code sums}. */
    private void sum(Cells cells, int fromRow, int toRow, int firstColumn, int endColumn) {
        byte[] levels = cells.levels();
        int from = fromRow * cells.columns();
        for (int column = firstColumn; column < endColumn; column++) {
            line[column] = spread[levels[from + column] & 255];
        }
        for (int row = fromRow + 1; row < toRow; row++) {
            from = row * cells.columns();
            for (int column = firstColumn; column < endColumn; column++) {
                line[column] += spread[levels[from + column] & 255];
            }
        }
        long running = 0;
        for (int column = firstColumn; column < endColumn; column++) {
            sums[column] = running;
            running += line[column];
        }
        sums[endColumn] = running;
    }

    private void amounts(Palette palette, double weight, int[] pixels, int at, int width) {
        for (int x = 0; x < width; x++) {
            pixels[at + x] = palette.colour(Math.clamp((int) (total(x) * weight + 0.5), 0, 255));
        }
    }

    /** The sum over the stretch of columns that a pixel covers. */
    private double total(int x) {
        int from = columnAt[x];
        int to = columnAt[x + 1];
        return sums[to] - sums[from] + (edges[x + 1] - to) * line[to] - (edges[x] - from) * line[from];
    }

    private void colours(double weight, int[] pixels, int at, int width) {
        float scale = (float) weight;
        for (int x = 0; x < width; x++) {
            int from = columnAt[x];
            int to = columnAt[x + 1];
            long whole = sums[to] - sums[from];
            float head = (float) (edges[x] - from);
            float tail = (float) (edges[x + 1] - to);
            long first = line[from];
            long last = line[to];
            int red = channel((int) (whole >>> 2 * FIELD), (int) (first >>> 2 * FIELD), (int) (last >>> 2 * FIELD), head, tail, scale);
            int green = channel((int) (whole >>> FIELD) & FIELD_MASK, (int) (first >>> FIELD) & FIELD_MASK, (int) (last >>> FIELD) & FIELD_MASK, head, tail, scale);
            int blue = channel((int) whole & FIELD_MASK, (int) first & FIELD_MASK, (int) last & FIELD_MASK, head, tail, scale);
            pixels[at + x] = 0xFF000000 | red << 16 | green << 8 | blue;
        }
    }

    /** A mean of channels from 0 to 255 stays between them but for a rounding error, which the half leaves no room for. */
    private static int channel(int whole, int first, int last, float head, float tail, float scale) {
        return Math.min(255, (int) ((whole - head * first + tail * last) * scale + 0.5f));
    }
}
