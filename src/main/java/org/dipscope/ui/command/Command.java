package org.dipscope.ui.command;

import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableValue;
import javafx.scene.input.KeyCombination;

import java.util.Locale;
import java.util.Optional;

/**
 * Something that a person can have done, wherever it is offered: as a button, by a key, in a menu or in the palette.
 *
 * @param id       its name in tests and files
 * @param group    what it is about
 * @param label    what people read
 * @param icon     the icon's literal
 * @param shortcut the keys, where it has any
 * @param keys     the same as people read them, or nothing
 * @param possible whether it can be done now
 * @param reason   why it cannot, where that is not plain to see; nothing while it can
 * @param action   does it
 */
public record Command(String id, Group group, String label, String icon, Optional<KeyCombination> shortcut, String keys, ObservableBooleanValue possible,
                      ObservableValue<Optional<String>> reason, Runnable action) {

    /** What commands are about, in the order in which they are listed. */
    public enum Group {
        /** Asking the model. */
        RUN,
        /** Keeping and comparing runs. */
        COMPARE,
        /** What stands in files and on the clipboard. */
        FILE,
        /** The settings. */
        SETTINGS,
        /** What is shown. */
        VIEW;

        /** Its name in keys. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Does it, where that is possible now; tells whether it was. */
    public boolean perform() {
        if (!possible.get()) {
            return false;
        }
        action.run();
        return true;
    }

}
