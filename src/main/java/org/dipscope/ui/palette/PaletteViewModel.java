package org.dipscope.ui.palette;

import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Everything that can be done, found by typing a part of its name. */
public final class PaletteViewModel {
    private final Supplier<List<PaletteEntry>> source;
    private final StringProperty query = new SimpleStringProperty("");
    private final IntegerProperty chosen = new SimpleIntegerProperty();
    private final ObservableList<PaletteEntry> shown = FXCollections.observableArrayList();
    private List<PaletteEntry> all = List.of();

    /**
     * A palette.
     *
     * @param source asked for the entries whenever the palette opens
     */
    public PaletteViewModel(Supplier<List<PaletteEntry>> source) {
        this.source = source;
        query.addListener((_, _, _) -> filter());
    }

    /** Begins anew: everything is offered. */
    public void begin() {
        all = source.get();
        query.set("");
        filter();
    }

    private void filter() {
        String[] words = query.get().strip().toLowerCase(Locale.ROOT).split("\\s+");
        List<PaletteEntry> found = new ArrayList<>(all.stream().filter(entry -> matches(entry, words)).toList());
        found.sort(Comparator.comparing((PaletteEntry entry) -> !entry.possible()).thenComparing(entry -> !begins(entry, words[0])));
        shown.setAll(found);
        chosen.set(0);
    }

    private static boolean matches(PaletteEntry entry, String[] words) {
        String text = (entry.label() + " " + entry.group()).toLowerCase(Locale.ROOT);
        for (String word : words) {
            if (!text.contains(word)) {
                return false;
            }
        }
        return true;
    }

    /** Whether one of its words begins so: "co" finds Compare before Record. */
    private static boolean begins(PaletteEntry entry, String word) {
        return (" " + entry.label().toLowerCase(Locale.ROOT)).contains(" " + word);
    }

    /** Moves the choice by some lines; it goes round at the ends. */
    public void move(int lines) {
        if (!shown.isEmpty()) {
            chosen.set(Math.floorMod(chosen.get() + lines, shown.size()));
        }
    }

    /** The entry that Enter performs; {@code null} where nothing fits what was typed, or it cannot be done now. */
    public PaletteEntry choice() {
        PaletteEntry entry = chosen.get() >= 0 && chosen.get() < shown.size() ? shown.get(chosen.get()) : null;
        return entry == null || !entry.possible() ? null : entry;
    }

    /** What is being typed. */
    public StringProperty queryProperty() {
        return query;
    }

    /** The line that Enter performs. */
    public IntegerProperty chosenProperty() {
        return chosen;
    }

    /** The entries that fit, those that can be done now first. */
    public ObservableList<PaletteEntry> shown() {
        return shown;
    }
}
