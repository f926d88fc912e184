package org.dipscope.ui.console;

/** A token's characters as people can see them. */
final class Spelling {
    private static final int MOST = 24;

    private Spelling() {
    }

    /** The text without the blank before a word; line breaks, lone blanks and half characters have signs of their own. */
    static String of(String text) {
        String stripped = text.isBlank() ? text.replace(' ', '\u2423') : text.strip();
        String seen = stripped.replace("\r", "").replace('\n', '\u21b5').replace('\t', '\u21e5');
        String whole = seen.isEmpty() ? "\u2205" : seen;
        return whole.length() > MOST ? whole.substring(0, MOST) + "\u2026" : whole;
    }
}
