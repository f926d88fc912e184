package org.dipscope.ui.window;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.dipscope.session.Settings;
import org.dipscope.session.SettingsText;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The settings of before, to go back to. Changes of the same settings that follow each other closely are one step: a slider that is
 * dragged goes back where it was, and not pixel by pixel.
 */
final class SettingsHistory {
    private static final long ONE_STEP_NANOS = 700_000_000L;
    private static final int MOST_STEPS = 200;

    private final LongSupplier clock;
    private final Deque<Settings> before = new ArrayDeque<>();
    private final Deque<Settings> after = new ArrayDeque<>();
    private final ReadOnlyBooleanWrapper undoable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper redoable = new ReadOnlyBooleanWrapper();
    private Set<String> moved = Set.of();
    private long movedAt;

    /**
     * An empty history.
     *
     * @param clock nanoseconds, from any beginning
     */
    SettingsHistory(LongSupplier clock) {
        this.clock = clock;
    }

    /** Notes that a person changed these settings to those. */
    void changed(Settings from, Settings to) {
        if (from == null || from.equals(to)) {
            return;
        }
        Set<String> names = Set.copyOf(SettingsText.differences(from, to).keySet());
        long now = clock.getAsLong();
        boolean sameStep = !before.isEmpty() && after.isEmpty() && names.equals(moved) && now - movedAt < ONE_STEP_NANOS;
        if (!sameStep) {
            before.push(from);
            if (before.size() > MOST_STEPS) {
                before.removeLast();
            }
        }
        after.clear();
        moved = names;
        movedAt = now;
        tell();
    }

    /** The settings before the last step; {@code present} can be had again by {@link #redo}. */
    Optional<Settings> undo(Settings present) {
        return step(before, after, present);
    }

    /** The settings that {@link #undo} left. */
    Optional<Settings> redo(Settings present) {
        return step(after, before, present);
    }

    private Optional<Settings> step(Deque<Settings> from, Deque<Settings> to, Settings present) {
        if (from.isEmpty()) {
            return Optional.empty();
        }
        to.push(present);
        Settings taken = from.pop();
        moved = Set.of();
        tell();
        return Optional.of(taken);
    }

    private void tell() {
        undoable.set(!before.isEmpty());
        redoable.set(!after.isEmpty());
    }

    /** Whether there is a step to go back. */
    ReadOnlyBooleanProperty undoableProperty() {
        return undoable.getReadOnlyProperty();
    }

    /** Whether there is a step to go forward again. */
    ReadOnlyBooleanProperty redoableProperty() {
        return redoable.getReadOnlyProperty();
    }
}
