package org.dipscope.ui.theme;

import javafx.application.ColorScheme;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;

import java.util.Optional;

/** The theme in force: the system's, until a person chooses, and again once they go back to what the system has. */
public final class Appearance {
    private final ReadOnlyObjectWrapper<Theme> theme = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper chosen = new ReadOnlyBooleanWrapper();
    private final ObservableValue<ColorScheme> system;

    /** Begins with this theme, as if the system had it and never changed. */
    public Appearance(Theme theme) {
        this(new SimpleObjectProperty<>(theme == Theme.LIGHT ? ColorScheme.LIGHT : ColorScheme.DARK));
    }

    /** Follows the system. */
    public Appearance(ObservableValue<ColorScheme> system) {
        this.system = system;
        theme.set(Theme.of(system.getValue()));
        system.addListener((_, _, scheme) -> {
            if (!chosen.get()) {
                theme.set(Theme.of(scheme));
            }
        });
    }

    /** The theme in force. */
    public ReadOnlyObjectProperty<Theme> themeProperty() {
        return theme.getReadOnlyProperty();
    }

    /** The theme that a person chose; empty while the system's is followed. */
    public Optional<Theme> chosen() {
        return chosen.get() ? Optional.of(theme.get()) : Optional.empty();
    }

    /** Whether a person chose the theme, so that the system's is not followed. */
    public ReadOnlyBooleanProperty chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    /** Changes to the other theme. It stays whatever the system does, unless it is the system's: who comes back to that one follows it again. */
    public void toggle() {
        if (theme.get().other() == Theme.of(system.getValue())) {
            follow();
        } else {
            choose(theme.get().other());
        }
    }

    /** Takes this theme, and stays there whatever the system does. */
    public void choose(Theme wanted) {
        chosen.set(true);
        theme.set(wanted);
    }

    /** Takes the system's theme, now and whenever it changes. */
    public void follow() {
        chosen.set(false);
        theme.set(Theme.of(system.getValue()));
    }
}
