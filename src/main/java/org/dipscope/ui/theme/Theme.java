package org.dipscope.ui.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import javafx.application.ColorScheme;
import javafx.scene.Scene;

import java.util.List;
import java.util.Objects;

/** Light or dark: a base sheet for the controls, the colours, and the sheets that use them. */
public enum Theme {
    /** Light text on dark ground. */
    DARK("dark", new PrimerDark().getUserAgentStylesheet()),
    /** Dark text on light ground. */
    LIGHT("light", new PrimerLight().getUserAgentStylesheet());

    private final String id;
    private final String base;

    Theme(String id, String base) {
        this.id = id;
        this.base = base;
    }

    /** The word on the command line and in files. */
    public String id() {
        return id;
    }

    /** The theme with this {@link #id()}; throws {@link IllegalArgumentException} for any other word. */
    public static Theme of(String id) {
        for (Theme theme : values()) {
            if (theme.id.equals(id)) {
                return theme;
            }
        }
        throw new IllegalArgumentException("'" + id + "' is no theme; choose dark or light.");
    }

    /** The theme that matches the system's. */
    public static Theme of(ColorScheme scheme) {
        return scheme == ColorScheme.LIGHT ? LIGHT : DARK;
    }

    /** The other one. */
    public Theme other() {
        return this == DARK ? LIGHT : DARK;
    }

    /** The sheet that gives every control its shape; it belongs to the whole application. */
    public String userAgentStylesheet() {
        return base;
    }

    /** The sheets on top of the base, the colours first. */
    public List<String> stylesheets() {
        return List.of(sheet(id), sheet("dipscope"), sheet("instruments"));
    }

    /** Dresses a scene, shown or not; the fonts that the sheets name are there from now on. */
    public void dress(Scene scene) {
        Typefaces.load();
        scene.setUserAgentStylesheet(base);
        scene.getStylesheets().setAll(stylesheets());
    }

    private static String sheet(String name) {
        return Objects.requireNonNull(Theme.class.getResource("/styles/" + name + ".css"), name).toExternalForm();
    }
}
