package org.dipscope.ui.command;

import javafx.scene.input.KeyCombination;
import org.dipscope.ui.text.Words;

/** Keys as the keyboards of a language name them. */
public final class KeyNames {

    private KeyNames() {
    }

    /** What a tooltip says: the words, and behind them the keys where there are any. */
    public static String hint(String text, String keys) {
        return keys.isEmpty() ? text : text + "  " + keys;
    }

    /** The same of keys as the program writes them, such as {@code Shortcut+Left}. */
    public static String of(Words words, String keys) {
        return of(words, KeyCombination.valueOf(keys));
    }

    /** "Ctrl+Shift+C", or "Strg+Umschalt+C" on a German keyboard; on a Mac its signs, which need no words. */
    public static String of(Words words, KeyCombination keys) {
        return keys.getDisplayText().replace("Ctrl+", words.text("keys.name-ctrl") + "+").replace("Shift+", words.text("keys.name-shift") + "+")
                .replace("Escape", words.text("keys.name-escape")).replace("End", words.text("keys.end"));
    }
}
