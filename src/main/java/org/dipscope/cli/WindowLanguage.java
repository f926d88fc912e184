package org.dipscope.cli;

import java.util.List;
import java.util.Locale;

/** The languages that the window speaks, by the words of {@code --language}. */
final class WindowLanguage {
    private static final List<String> SPOKEN = List.of("en", "de");

    private WindowLanguage() {
    }

    /** The language of this word; throws {@link IllegalArgumentException} with one sentence for any other word. */
    static Locale of(String word) {
        if (!SPOKEN.contains(word)) {
            throw new IllegalArgumentException("'%s' is no language of the window; choose en or de.".formatted(word));
        }
        return Locale.of(word);
    }
}
