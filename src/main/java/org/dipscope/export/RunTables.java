package org.dipscope.export;

import org.dipscope.mask.Footprint;
import org.dipscope.session.Settings;

import java.util.ArrayList;
import java.util.List;

/** The settings and footprints of a run's tokens, each once; tokens name them by their place. */
final class RunTables {
    private final List<Settings> settings = new ArrayList<>();
    private final List<Footprint> footprints = new ArrayList<>();

    int indexOf(Settings value) {
        return indexOf(settings, value);
    }

    int indexOf(Footprint value) {
        return indexOf(footprints, value);
    }

    private static <T> int indexOf(List<T> table, T value) {
        // Nearly every token has the settings of the one before it.
        int last = table.size() - 1;
        int index = last >= 0 && table.get(last).equals(value) ? last : table.indexOf(value);
        if (index >= 0) {
            return index;
        }
        table.add(value);
        return table.size() - 1;
    }

    void add(Settings value) {
        settings.add(value);
    }

    void add(Footprint value) {
        footprints.add(value);
    }

    /** In the order of their places; throws {@link IndexOutOfBoundsException} for a place that there is not. */
    Settings settings(int index) {
        return settings.get(index);
    }

    /** In the order of their places; throws {@link IndexOutOfBoundsException} for a place that there is not. */
    Footprint footprint(int index) {
        return footprints.get(index);
    }

    List<Settings> settings() {
        return settings;
    }

    List<Footprint> footprints() {
        return footprints;
    }
}
