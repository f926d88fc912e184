package org.dipscope.ui.colour;

import javafx.scene.paint.Color;

/** The theme's colours, for what is drawn rather than styled. The names are those of the style sheet's looked-up colours. */
public record Tones(Color background, Color panel, Color raised, Color line, Color track, Color text, Color second, Color third,
                    Color accent, Color resident, Color hit, Color loaded, Color evicted) {

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
