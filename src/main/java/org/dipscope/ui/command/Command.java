package org.dipscope.ui.command;

import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.input.KeyCombination;

import java.util.Optional;

/**
 * Something that a person can have done, wherever it is offered: as a button, by a key or in a menu.
 *
 * @param id       its name in tests and files
 * @param label    what people read
 * @param icon     the icon's literal
 * @param shortcut the keys, where it has any
 * @param possible whether it can be done now
 * @param action   does it
 */
public record Command(String id, String label, String icon, Optional<KeyCombination> shortcut, ObservableBooleanValue possible, Runnable action) {

    /** Does it, where that is possible now; tells whether it was. */
    public boolean perform() {
        if (!possible.get()) {
            return false;
        }
        action.run();
        return true;
    }

    /** The keys as this system writes them, or nothing. */
    public String keys() {
        return shortcut.map(KeyCombination::getDisplayText).orElse("");
    }
}
