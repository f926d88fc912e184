package org.dipscope.ui.palette;

/**
 * One line of the palette.
 *
 * @param label    what it does
 * @param group    what it is about, in a word
 * @param keys     the keys that do the same; may be empty
 * @param possible whether it can be done now
 * @param action   does it
 */
public record PaletteEntry(String label, String group, String keys, boolean possible, Runnable action) {
}
