package org.dipscope.ui.theme;

import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.dipscope.ui.colour.ColourMap;

import java.util.Arrays;
import java.util.List;

/**
 * The program's icon: four rows of a mask, what was read in viridis, what was left out in the dark. It is computed and not stored, so that
 * it is sharp at the size that a system asks for.
 */
public final class Emblem {
    private static final int[] SIZES = {16, 24, 32, 48, 64, 128, 256};
    /** Samples a side of each pixel. */
    private static final int FINE = 4;
    private static final int GROUND = 0xFF101317;
    private static final int LEFT_OUT = 0xFF272D37;
    /** How far each row was read, as a share of the row. */
    private static final double[] READ = {0.62, 0.88, 0.74, 0.46};
    private static final double MARGIN = 0.16;
    private static final double ROW = 0.125;
    private static final double CORNER = 0.22;

    private Emblem() {
    }

    /** The icon at every size that systems ask for; on any thread. */
    public static List<Image> images() {
        return Arrays.stream(SIZES).mapToObj(size -> {
            WritableImage image = new WritableImage(size, size);
            image.getPixelWriter().setPixels(0, 0, size, size, PixelFormat.getIntArgbInstance(), argb(size), 0, size);
            return (Image) image;
        }).toList();
    }

    /** {@code [size][size]} flattened, {@code 0xAARRGGBB}, not premultiplied. */
    static int[] argb(int size) {
        ColourMap colours = ColourMap.viridis();
        int[] pixels = new int[size * size];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int seen = 0;
                int red = 0;
                int green = 0;
                int blue = 0;
                for (int i = 0; i < FINE * FINE; i++) {
                    int colour = at((x + (i % FINE + 0.5) / FINE) / size, (y + (i / FINE + 0.5) / FINE) / size, colours);
                    if (colour != 0) {
                        seen++;
                        red += colour >> 16 & 255;
                        green += colour >> 8 & 255;
                        blue += colour & 255;
                    }
                }
                if (seen > 0) {
                    pixels[y * size + x] = 255 * seen / (FINE * FINE) << 24 | red / seen << 16 | green / seen << 8 | blue / seen;
                }
            }
        }
        return pixels;
    }

    /** The colour at a place of the unit square; 0 outside of the rounded ground. */
    private static int at(double x, double y, ColourMap colours) {
        if (!inside(x, y, 0, 0, 1, 1, CORNER)) {
            return 0;
        }
        double gap = (1 - 2 * MARGIN - READ.length * ROW) / (READ.length - 1);
        for (int row = 0; row < READ.length; row++) {
            double top = MARGIN + row * (ROW + gap);
            if (inside(x, y, MARGIN, top, 1 - MARGIN, top + ROW, ROW / 2)) {
                double place = (x - MARGIN) / (1 - 2 * MARGIN);
                return place <= READ[row] ? colours.at((float) (1 - 0.75 * place)) : LEFT_OUT;
            }
        }
        return GROUND;
    }

    private static boolean inside(double x, double y, double left, double top, double right, double bottom, double radius) {
        double dx = Math.max(0, Math.max(left + radius - x, x - (right - radius)));
        double dy = Math.max(0, Math.max(top + radius - y, y - (bottom - radius)));
        return x >= left && x <= right && y >= top && y <= bottom && dx * dx + dy * dy <= radius * radius;
    }
}
