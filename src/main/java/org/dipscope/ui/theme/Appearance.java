package org.dipscope.ui.theme;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.application.ColorScheme;
import java.util.Optional;

/** The theme in force: the system's, until a person chooses. */
public final class Appearance {
    private final ReadOnlyObjectWrapper<Theme> theme = new ReadOnlyObjectWrapper<>();
    private boolean chosen;

    /** Always this theme. */
    public Appearance(Theme theme) {
        this.theme.set(theme);
    }

    /** Follows the system. */
    public Appearance(ObservableValue<ColorScheme> system) {
        theme.set(Theme.of(system.getValue()));
        system.addListener((observed, old, scheme) -> {
            if (!chosen) {
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
        return chosen ? Optional.of(theme.get()) : Optional.empty();
    }

    /** Changes to the other theme, and stays there whatever the system does. */
    public void toggle() {
        choose(theme.get().other());
    }

    /** Takes this theme, and stays there whatever the system does. */
    public void choose(Theme wanted) {
        chosen = true;
        theme.set(wanted);
    }
}
