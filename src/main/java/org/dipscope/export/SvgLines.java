package org.dipscope.export;

import java.util.Locale;

/** The lines of an SVG picture as they are written. */
final class SvgLines {
    private final StringBuilder svg = new StringBuilder();

    /** Adds a line, its places filled as {@link String#format} does. */
    void line(String form, Object... words) {
        svg.append(form.formatted(words)).append('\n');
    }

    /** A place in the picture, to a tenth of a pixel. */
    static String at(double place) {
        return String.format(Locale.ROOT, "%.1f", place);
    }

    /** Words as they may stand in an element or in a quoted attribute. */
    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    /** Everything so far. */
    String text() {
        return svg.toString();
    }
}
