package org.dipscope.ui.theme;

import javafx.scene.text.Font;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The bundled fonts, which the sheets call by their family names. Whoever asks first has them loaded: a name that is not known yet is another font for good. */
public final class Typefaces {
    private static final List<String> FILES = List.of("InterTabular-Regular.otf", "InterTabular-Medium.otf", "InterTabular-SemiBold.otf",
            "JetBrainsMono-Regular.ttf", "JetBrainsMono-Medium.ttf");
    private static final String TEXT = "Inter Tabular";
    /** A family of its own for JavaFX, which hence finds no weights of {@link #TEXT}. */
    private static final String STRONG = "Inter Tabular Semi Bold";

    /** JavaFX keeps a copy of a font on the disk each time that it is loaded, so that is done once. */
    private static final class Loaded {
        static final List<String> MISSING = FILES.stream().filter(file -> !read(file)).toList();

        private static boolean read(String file) {
            try (InputStream font = Typefaces.class.getResourceAsStream("/fonts/" + file)) {
                return font != null && Font.loadFont(font, 13) != null;
            } catch (IOException e) {
                return false;
            }
        }
    }

    private Typefaces() {
    }

    /** Makes the fonts known to JavaFX, before the first scene; throws {@link IllegalStateException} where one is missing. */
    public static void load() {
        if (!Loaded.MISSING.isEmpty()) {
            throw new IllegalStateException("The font " + Loaded.MISSING.getFirst() + " is missing from the program; install it again.");
        }
    }

    /** The text's font in a size, for what draws its words itself. */
    public static Font text(double size) {
        load();
        return Font.font(TEXT, size);
    }

    /** The same, stronger. */
    public static Font strong(double size) {
        load();
        return Font.font(STRONG, size);
    }
}
