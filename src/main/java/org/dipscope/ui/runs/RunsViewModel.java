package org.dipscope.ui.runs;

import javafx.beans.InvalidationListener;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.dipscope.session.PinnedRun;
import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.text.Captions;
import org.dipscope.ui.text.Words;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The pinned runs as a table: found by words, put into groups, and taken up again. */
public final class RunsViewModel {
    private final PinnedRuns pinned;
    private final Words words;
    private final StringProperty search = new SimpleStringProperty("");
    private final ObjectProperty<Grouping> grouping = new SimpleObjectProperty<>(Grouping.NONE);
    private final ReadOnlyObjectWrapper<List<Group>> groups = new ReadOnlyObjectWrapper<>(List.of());
    private final BiConsumer<Snapshot, Snapshot> comparing;
    private final Consumer<Snapshot> showing;
    private final Consumer<Settings> adopting;

    /** By what runs stand together. */
    public enum Grouping {
        /** By nothing. */
        NONE,
        /** By the model that answered. */
        MODEL,
        /** By the masking method. */
        METHOD,
        /** By the prompt. */
        PROMPT;

        /** Its name in keys. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Runs that stand together.
     *
     * @param title what they have in common; empty where they are not grouped
     * @param rows  at least one
     */
    public record Group(String title, List<RunRow> rows) {
    }

    /**
     * A table.
     *
     * @param comparing shows two runs side by side
     * @param showing   shows a run in all views
     * @param adopting  takes settings into force
     */
    public RunsViewModel(PinnedRuns pinned, Words words, BiConsumer<Snapshot, Snapshot> comparing, Consumer<Snapshot> showing, Consumer<Settings> adopting) {
        this.pinned = pinned;
        this.words = words;
        this.comparing = comparing;
        this.showing = showing;
        this.adopting = adopting;
        pinned.runs().addListener((InvalidationListener) _ -> arrange());
        search.addListener((_, _, _) -> arrange());
        grouping.addListener((_, _, _) -> arrange());
        arrange();
    }

    private void arrange() {
        List<String> wanted = Arrays.stream(search.get().toLowerCase(Locale.ROOT).split("\\s+")).filter(word -> !word.isEmpty()).toList();
        Map<String, List<RunRow>> found = new LinkedHashMap<>();
        for (PinnedRun run : pinned.runs()) {
            RunRow row = RunRow.of(run, words);
            if (row.matches(wanted)) {
                found.computeIfAbsent(group(run), _ -> new ArrayList<>()).add(row);
            }
        }
        groups.set(found.entrySet().stream().map(entry -> new Group(entry.getKey(), List.copyOf(entry.getValue()))).toList());
    }

    private String group(PinnedRun run) {
        return switch (grouping.get()) {
            case NONE -> "";
            case MODEL -> Captions.of(run.snapshot().run().model());
            case METHOD -> run.snapshot().run().started().masking().method().label();
            case PROMPT -> run.snapshot().run().prompt();
        };
    }

    /** Shows two runs side by side, the one that was pinned first as A. */
    public void compare(RunRow one, RunRow other) {
        boolean inOrder = !one.run().pinned().isAfter(other.run().pinned());
        comparing.accept((inOrder ? one : other).run().snapshot(), (inOrder ? other : one).run().snapshot());
    }

    /** Shows a run in all views. */
    public void show(RunRow row) {
        showing.accept(row.run().snapshot());
    }

    /** Takes a run's first settings into force. */
    public void adopt(RunRow row) {
        adopting.accept(row.run().snapshot().run().started());
    }

    /** Calls a run so. */
    public void rename(RunRow row, String name) {
        pinned.rename(row.run(), name);
    }

    /** Notes something about a run. */
    public void note(RunRow row, String note) {
        pinned.note(row.run(), note);
    }

    /** Lets a run go. */
    public void remove(RunRow row) {
        pinned.unpin(row.run());
    }

    /** What is searched for; several words must all occur. */
    public StringProperty searchProperty() {
        return search;
    }

    /** By what the runs stand together. */
    public ObjectProperty<Grouping> groupingProperty() {
        return grouping;
    }

    /** What is found, in groups; one without a title where they are not grouped. */
    public ReadOnlyObjectProperty<List<Group>> groupsProperty() {
        return groups.getReadOnlyProperty();
    }

    /** How many runs are kept, found or not. */
    public int kept() {
        return pinned.runs().size();
    }
}
