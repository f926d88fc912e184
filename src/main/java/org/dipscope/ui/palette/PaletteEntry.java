package org.dipscope.ui.palette;

import java.util.Optional;

/**
 * One line of the palette.
 *
 * @param label    what it does
 * @param group    what it is about, in a word
 * @param keys     the keys that do the same; may be empty
 * @param possible whether it can be done now
 * @param reason   why it cannot, or nothing
 * @param action   does it
 */
public record PaletteEntry(String label, String group, String keys, boolean possible, Optional<String> reason, Runnable action) {

    /** An entry of which it is plain to see why it cannot be done now. */
    public PaletteEntry(String label, String group, String keys, boolean possible, Runnable action) {
        this(label, group, keys, possible, Optional.empty(), action);
    }

    /** What it is about, and why it cannot be done now. */
    String about() {
        return reason.map(why -> group + " · " + why).orElse(group);
    }
}
