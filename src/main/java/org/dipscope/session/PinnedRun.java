package org.dipscope.session;

import java.time.Instant;
import java.util.Objects;

/**
 * A run that a person keeps.
 *
 * @param id       its name in files, unlike any other's
 * @param name     what the person calls it; may be empty
 * @param note     what the person has to say of it; may be empty
 * @param pinned   when it was kept
 * @param snapshot the run as far as it had come
 */
public record PinnedRun(String id, String name, String note, Instant pinned, Snapshot snapshot) {
    /** Longer ones are cut: a name stands in a table, a note in a field. */
    public static final int MOST_LETTERS = 4000;

    public PinnedRun {
        Objects.requireNonNull(pinned);
        Objects.requireNonNull(snapshot);
        if (!id.matches("[0-9a-z-]{1,64}")) {
            throw new IllegalArgumentException("'%s' is no name of a run's file; it has small letters, digits and dashes.".formatted(id));
        }
        name = cut(name);
        note = cut(note);
    }

    private static String cut(String text) {
        return text.length() > MOST_LETTERS ? text.substring(0, MOST_LETTERS) : text;
    }

    /** The same run under another name. */
    public PinnedRun named(String other) {
        return new PinnedRun(id, other, note, pinned, snapshot);
    }

    /** The same run with another note. */
    public PinnedRun noted(String other) {
        return new PinnedRun(id, name, other, pinned, snapshot);
    }

    /** The same run at another moment, or under another number. */
    public PinnedRun at(Snapshot other) {
        return new PinnedRun(id, name, note, pinned, other);
    }
}
