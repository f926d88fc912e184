package org.dipscope.ui.command;

import javafx.scene.input.KeyCombination;
import org.dipscope.ui.text.Words;

/** Keys as the keyboards of a language name them. */
public final class KeyNames {

    private KeyNames() {
    }

    /** "Ctrl+Shift+C", or "Strg+Umschalt+C" on a German keyboard; on a Mac its signs, which need no words. */
    public static String of(Words words, KeyCombination keys) {
        return keys.getDisplayText().replace("Ctrl+", words.text("keys.name-ctrl") + "+").replace("Shift+", words.text("keys.name-shift") + "+")
                .replace("Escape", words.text("keys.name-escape")).replace("End", words.text("keys.end"));
    }
}
