package org.dipscope.tokenizer;

import java.util.Locale;

/** Who says a message. */
public enum Role {
    SYSTEM, USER, ASSISTANT;

    /** The name that chat templates know, in small letters. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
