package org.dipscope.ui.field;

import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;

/**
 * What a screen reader calls a control whose text is its value. JavaFX lets an accessible text take the place of what is typed or chosen, so
 * that somebody who cannot see it would hear "Method" and never which one. In layouts: {@code Spoken.name="%key"}.
 */
public final class Spoken {
    private static final String NAME = Spoken.class.getName();

    private Spoken() {
    }

    /** Names this control; what it shows is said behind the name, or as its value. */
    public static void setName(Node control, String name) {
        control.getProperties().put(NAME, name);
        switch (control) {
            case TextInputControl typed -> label(typed, name);
            case ComboBoxBase<?> chosen -> label(chosen, name);
            case Labeled shown -> shown.accessibleTextProperty().bind(Bindings.createStringBinding(
                    () -> shown.getText() == null || shown.getText().isBlank() ? name : name + ": " + shown.getText(), shown.textProperty()));
            default -> control.setAccessibleText(name);
        }
    }

    /** The name that {@link #setName} gave; empty where it gave none. */
    public static String getName(Node control) {
        return (String) control.getProperties().getOrDefault(NAME, "");
    }

    /** A label that stands nowhere has no skin to be read from, so it brings its text itself. */
    private static void label(Node control, String name) {
        Label label = new Label();
        label.setAccessibleText(name);
        label.setLabelFor(control);
    }
}
