package org.dipscope.ui.theme;

import javafx.scene.text.Font;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The bundled fonts, which the sheets call by their family names. */
public final class Typefaces {
    private static final List<String> FILES = List.of("InterTabular-Regular.otf", "InterTabular-Medium.otf", "InterTabular-SemiBold.otf",
            "JetBrainsMono-Regular.ttf", "JetBrainsMono-Medium.ttf");

    private Typefaces() {
    }

    /** Makes the fonts known to JavaFX; call it once, before the first scene. */
    public static void load() {
        for (String file : FILES) {
            try (InputStream font = Typefaces.class.getResourceAsStream("/fonts/" + file)) {
                if (font == null || Font.loadFont(font, 13) == null) {
                    throw new IllegalStateException("The font " + file + " is missing from the program; install it again.");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
