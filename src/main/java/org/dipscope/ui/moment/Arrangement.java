package org.dipscope.ui.moment;

import org.dipscope.mask.Hook;
import org.dipscope.ui.text.Words;

import java.util.List;
import java.util.Locale;

/** Which maps of a model's hooks stand where. */
public enum Arrangement {
    /** All of them, side by side. */
    BESIDE,
    /** All of them, one below the other. */
    STACKED,
    /** The input's alone, where there is one. */
    INPUT,
    /** The GLU's alone, where there is one. */
    GLU;

    /** The word in ids. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The words in the menu. */
    public String label(Words words) {
        return words.text("masks.arrange-" + id());
    }

    /** Which of these hooks are shown: never none, since a method may not have the one that is wanted. */
    public List<Hook> shown(List<Hook> hooks) {
        Hook wanted = this == INPUT ? Hook.INPUT : Hook.DOWN;
        boolean alone = (this == INPUT || this == GLU) && hooks.contains(wanted);
        return alone ? List.of(wanted) : hooks;
    }
}
