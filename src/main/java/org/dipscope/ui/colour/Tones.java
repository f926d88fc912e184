package org.dipscope.ui.colour;

import javafx.scene.paint.Color;

/** The theme's colours, for what is drawn rather than styled. The names are those of the style sheet's looked-up colours. */
public record Tones(Color background, Color panel, Color raised, Color line, Color track, Color text, Color second, Color third,
                    Color accent, Color resident, Color hit, Color loaded, Color evicted) {

    /** The contrast that text needs of its ground, as WCAG 2.2 measures it (success criterion 1.4.3). */
    private static final double LEGIBLE = 4.5;
    private static final int STEPS = 20;

    /** A colour as near to this one as text in it can be read on the background. */
    public Color legible(Color colour) {
        return legible(colour, background);
    }

    /** The colour, or the first shade of it, towards black or white, that stands out enough from the ground. */
    static Color legible(Color colour, Color ground) {
        Color end = contrast(Color.BLACK, ground) > contrast(Color.WHITE, ground) ? Color.BLACK : Color.WHITE;
        for (int step = 0; step < STEPS; step++) {
            Color shade = colour.interpolate(end, (double) step / STEPS);
            if (contrast(shade, ground) >= LEGIBLE) {
                return shade;
            }
        }
        return end;
    }

    /** The contrast of two colours, 1 to 21. */
    public static double contrast(Color one, Color other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed()) + 0.7152 * linear(colour.getGreen()) + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(double part) {
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }

    /** A colour as opaque {@code 0xFFRRGGBB}. */
    public static int argb(Color colour) {
        return 0xFF000000
                | (int) Math.round(colour.getRed() * 255) << 16
                | (int) Math.round(colour.getGreen() * 255) << 8
                | (int) Math.round(colour.getBlue() * 255);
    }

    /** A colour from {@code 0xAARRGGBB}; the alpha is dropped. */
    public static Color colour(int argb) {
        return Color.rgb(argb >> 16 & 255, argb >> 8 & 255, argb & 255);
    }
}
