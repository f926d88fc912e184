package org.dipscope.ui;

import javafx.beans.property.BooleanProperty;
import org.dipscope.memory.CachePolicy;
import org.dipscope.session.Setting;
import org.dipscope.sparsity.MaskingMethods;
import org.dipscope.ui.command.Command;
import org.dipscope.ui.console.Colouring;
import org.dipscope.ui.controls.ControlsViewModel;
import org.dipscope.ui.controls.Experiment;
import org.dipscope.ui.masks.MaskMode;
import org.dipscope.ui.masks.MasksViewModel;
import org.dipscope.ui.moment.Arrangement;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.palette.PaletteEntry;
import org.dipscope.ui.runs.RunsView;
import org.dipscope.ui.scrubber.ScrubberViewModel;
import org.dipscope.ui.task.Lesson;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.timeline.Measure;
import org.dipscope.ui.tour.Tours;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** What the palette offers: every command, and every choice that a menu has. */
final class PaletteEntries implements Supplier<List<PaletteEntry>> {
    private final Workbench bench;
    private final List<Command> commands;
    private final Words words;

    /** The entries of a workbench, as they are possible whenever they are asked for. */
    PaletteEntries(Workbench bench, List<Command> commands, Words words) {
        this.bench = bench;
        this.commands = commands;
        this.words = words;
    }

    @Override
    public List<PaletteEntry> get() {
        List<PaletteEntry> entries = new ArrayList<>();
        commands.stream().filter(command -> !command.id().equals("palette")).forEach(command -> entries.add(new PaletteEntry(command.label(),
                words.text("keys.group-" + command.group().id()), command.keys(), command.possible().get(), command.reason().getValue(), command::perform)));
        settings(entries, bench.controls(), bench.window().sessionProperty().get() != null);
        views(entries, bench.masks());
        columns(entries, bench.moment());
        switches(entries, bench.controls(), bench.window().sessionProperty().get() != null);
        run(entries);
        bench.table().ifPresent(table -> runs(entries, table));
        Tours.ALL.forEach(tour -> entries.add(new PaletteEntry(words.text("tours." + tour.id()), words.text("palette.tour"), "", bench.embeddedIsOpen(), bench.withoutTours(),
                () -> bench.tour().begin(tour))));
        bench.toolbar().recent().forEach(file -> entries.add(new PaletteEntry(String.valueOf(file.getFileName()), words.text("palette.recent"), "", true,
                () -> bench.window().open(file))));
        return entries;
    }

    private void settings(List<PaletteEntry> entries, ControlsViewModel controls, boolean open) {
        MaskingMethods.ALL.forEach(method -> entries.add(new PaletteEntry(method.label(), words.text("palette.method"), "", open && controls.masking().served(method),
                () -> controls.masking().methodProperty().set(method))));
        Arrays.stream(CachePolicy.values()).filter(policy -> !policy.knowsFuture()).forEach(policy -> entries.add(new PaletteEntry(policy.label(),
                words.text("palette.policy"), "", open && hasSay(Setting.POLICY), () -> controls.memory().policyProperty().set(policy))));
        controls.memory().presets().forEach(device -> entries.add(new PaletteEntry(device.name(), words.text("palette.device"), "", open, () -> controls.choose(device))));
        Lesson.ALL.forEach(lesson -> entries.add(new PaletteEntry(lesson.label(words), words.text("palette.learn"), "", open, () -> bench.learn(lesson))));
        Experiment.ALL.forEach(experiment -> entries.add(entry("controls.experiment-" + experiment.id(), "experiment", open, () -> controls.choose(experiment))));
    }

    private void views(List<PaletteEntry> entries, MasksViewModel masks) {
        Arrays.stream(MaskMode.values()).forEach(mode -> entries.add(new PaletteEntry(mode.label(words), words.text("palette.masks"), "",
                mode != MaskMode.DIFFERENCE || masks.comparableProperty().get(), () -> masks.modeProperty().set(mode))));
        Arrays.stream(Colouring.values()).forEach(colouring -> entries.add(new PaletteEntry(colouring.label(words), words.text("palette.colour"), "", true,
                () -> bench.console().colouringProperty().set(colouring))));
    }

    private void columns(List<PaletteEntry> entries, Moment moment) {
        Arrays.stream(Arrangement.values()).forEach(arrangement -> entries.add(new PaletteEntry(arrangement.label(words), words.text("palette.columns"), "", true,
                () -> moment.arrangementProperty().set(arrangement))));
        entries.add(entry("masks.by-frequency", "columns", true, () -> moment.byFrequencyProperty().set(true)));
        entries.add(entry("masks.in-model-order", "columns", true, () -> moment.byFrequencyProperty().set(false)));
        MasksViewModel.LENGTHS.forEach(length -> entries.add(new PaletteEntry(words.text("masks.last-tokens", length), words.text("palette.masks"), "", true,
                () -> bench.masks().lookBack(length))));
        entries.add(entry("hooks.fit-hint", "columns", !moment.zoom().fitted().get(), moment.zoom()::fit));
        entries.add(entry("masks.sort-again", "columns", moment.snapshotProperty().get() != null, moment::sort));
    }

    private void switches(List<PaletteEntry> entries, ControlsViewModel controls, boolean open) {
        entries.add(toggle("console.shadow", open, bench.console().shadowProperty()));
        entries.add(toggle("controls.warm-up", open && hasSay(Setting.WARM_UP), controls.masking().warmUpProperty()));
        entries.add(toggle("controls.at-once-name", open, controls.memory().concurrentIoProperty()));
        entries.add(toggle("cache.what-if", open, bench.whatIf().openProperty()));
        entries.add(entry("compare.swap", "switch", bench.window().comparingProperty().get(), bench.comparison()::swap));
    }

    private void run(List<PaletteEntry> entries) {
        ScrubberViewModel scrubber = bench.scrubber();
        boolean several = !(scrubber.firstProperty().get() && scrubber.lastProperty().get());
        entries.add(entry(scrubber.playingProperty().get() ? "palette.pause" : "palette.play", "scrubber", several, scrubber::togglePlaying));
        entries.add(entry("scrubber.to-next-marker", "scrubber", scrubber.hasMarker(true), () -> scrubber.seekMarker(true)));
        entries.add(entry("scrubber.to-previous-marker", "scrubber", scrubber.hasMarker(false), () -> scrubber.seekMarker(false)));
        Arrays.stream(Measure.values()).forEach(measure -> {
            BooleanProperty shown = bench.timeline().shownProperty(measure);
            entries.add(new PaletteEntry(measure.label(words), words.text("palette.timeline"), "",
                    measure != Measure.DIVERGENCE || bench.timeline().divergingProperty().get(), () -> shown.set(!shown.get())));
        });
        boolean open = bench.window().sessionProperty().get() != null;
        entries.add(entry("console.sampling", "console", open, bench.asked()::openSampling));
        entries.add(entry("console.system-tip", "console", open, bench.asked()::openSystem));
    }

    /** A table's heads and its menu of columns take no keyboard. */
    private void runs(List<PaletteEntry> entries, RunsView table) {
        List<String> columns = table.columnNames();
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            entries.add(new PaletteEntry(words.text("palette.sort", columns.get(i)), words.text("palette.runs"), "", true, () -> table.sort(column)));
            if (column > 0) {
                entries.add(new PaletteEntry(words.text("palette.column", columns.get(i)), words.text("palette.runs"), "", true, () -> table.toggle(column)));
            }
        }
    }

    private boolean hasSay(Setting<?> setting) {
        return setting.idle(bench.window().settingsProperty().get()).isEmpty();
    }

    private PaletteEntry toggle(String label, boolean possible, BooleanProperty on) {
        return entry(label, "switch", possible, () -> on.set(!on.get()));
    }

    private PaletteEntry entry(String label, String group, boolean possible, Runnable action) {
        return new PaletteEntry(words.text(label), words.text("palette." + group), "", possible, action);
    }
}
