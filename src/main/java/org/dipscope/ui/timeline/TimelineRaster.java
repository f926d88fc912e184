package org.dipscope.ui.timeline;

import java.util.Arrays;

/**
 * Draws bars and lines into pixels. A run's lines have a corner for every token; drawn as shapes they took a third of a frame, and here a
 * few operations a pixel column.
 */
final class TimelineRaster {
    private static final double THICKNESS = 1.5;
    private static final int BAR_OPACITY = 158;

    private final double scale;
    private final double left;
    private int[] pixels = {};
    private int width;
    private int height;
    private double[] highest = {};
    private double[] lowest = {};

    /**
     * A raster.
     *
     * @param scale device pixels to a unit of the scene, above 0
     * @param left  where token 0 begins, in units of the scene
     */
    TimelineRaster(double scale, double left) {
        this.scale = scale;
        this.left = left;
    }

    /** Begins a picture on {@code [height][width]} pixels, all of them clear. */
    void begin(int[] target, int pixelsWide, int pixelsHigh) {
        pixels = target;
        width = pixelsWide;
        height = pixelsHigh;
        Arrays.fill(target, 0);
        if (highest.length < pixelsWide) {
            highest = new double[pixelsWide];
            lowest = new double[pixelsWide];
        }
    }

    /** Draws a bar for each token, or for each pixel where tokens are narrower. */
    void bars(LaneScale lane, RunSeries series, Measure measure, int argb) {
        int stride = lane.stride();
        int gap = lane.slot() >= 4 ? (int) Math.round(scale) : 0;
        int bottom = (int) Math.round(lane.bottom() * scale);
        for (int from = 0; from < series.size(); from += stride) {
            int to = Math.min(series.size(), from + stride);
            double value = series.mean(measure, from, to);
            if (!Double.isNaN(value)) {
                int x = column(from, lane.slot());
                int end = Math.max(x + 1, column(to, lane.slot()) - gap);
                double top = (lane.bottom() - lane.barHeight(value)) * scale;
                for (int at = Math.max(0, x); at < Math.min(width, end); at++) {
                    span(at, top, bottom, argb, BAR_OPACITY);
                }
            }
        }
    }

    private int column(int token, double slot) {
        return (int) Math.round((left + token * slot) * scale);
    }

    /** Draws a line through the middle of each token, or of each pixel where tokens are narrower; it breaks where there is no value. */
    void line(LaneScale lane, RunSeries series, Measure measure, int argb) {
        Arrays.fill(highest, 0, width, Double.NaN);
        int stride = lane.stride();
        double beforeX = Double.NaN;
        double beforeY = Double.NaN;
        for (int from = 0; from < series.size(); from += stride) {
            int to = Math.min(series.size(), from + stride);
            double value = series.mean(measure, from, to);
            double x = (left + (from + to) / 2.0 * lane.slot()) * scale;
            double y = lane.lineY(value) * scale;
            if (Double.isNaN(value)) {
                beforeX = Double.NaN;
                continue;
            }
            if (Double.isNaN(beforeX)) {
                cover((int) x, y, y);
            } else {
                segment(beforeX, beforeY, x, y);
            }
            beforeX = x;
            beforeY = y;
        }
        double half = THICKNESS * scale / 2;
        for (int at = 0; at < width; at++) {
            if (!Double.isNaN(highest[at])) {
                span(at, highest[at] - half, lowest[at] + half, argb, 255);
            }
        }
    }

    private void segment(double x0, double y0, double x1, double y1) {
        double slope = (y1 - y0) / (x1 - x0);
        for (int at = Math.max(0, (int) x0); at <= Math.min(width - 1, (int) x1); at++) {
            double from = y0 + (Math.max(at, x0) - x0) * slope;
            double to = y0 + (Math.min(at + 1.0, x1) - x0) * slope;
            cover(at, Math.min(from, to), Math.max(from, to));
        }
    }

    /** Notes that the line passes a column of pixels between two heights. */
    private void cover(int at, double from, double to) {
        if (at >= 0 && at < width) {
            boolean first = Double.isNaN(highest[at]);
            highest[at] = first ? from : Math.min(highest[at], from);
            lowest[at] = first ? to : Math.max(lowest[at], to);
        }
    }

    /** Lays a colour over a stretch of one column; pixels at its ends in proportion to what it covers of them. */
    private void span(int at, double from, double to, int argb, int opacity) {
        double top = Math.max(0, from);
        double end = Math.min(height, to);
        for (int y = (int) top; y < end; y++) {
            double covered = Math.min(y + 1, end) - Math.max(y, top);
            int index = y * width + at;
            pixels[index] = over(pixels[index], argb, (int) Math.round(covered * opacity));
        }
    }

    /** A colour over premultiplied pixels. */
    private static int over(int below, int argb, int opacity) {
        int rest = 255 - opacity;
        int result = opacity + divided((below >>> 24) * rest) << 24;
        for (int shift = 16; shift >= 0; shift -= 8) {
            result |= divided((argb >> shift & 255) * opacity + (below >> shift & 255) * rest) << shift;
        }
        return result;
    }

    /** By 255, rounded. */
    private static int divided(int product) {
        return (product + 128) * 257 >> 16;
    }
}
