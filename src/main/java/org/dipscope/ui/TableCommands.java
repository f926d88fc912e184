package org.dipscope.ui;

import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import org.dipscope.eval.sweep.SweepPoint;
import org.dipscope.export.DataTable;
import org.dipscope.session.PinnedRun;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.cache.WhatIf;
import org.dipscope.ui.carry.MomentTables;
import org.dipscope.ui.carry.ViewTables;
import org.dipscope.ui.command.Command.Group;
import org.dipscope.ui.compare.Comparison;
import org.dipscope.ui.moment.Cell;
import org.dipscope.ui.roofline.RoofToken;
import org.dipscope.ui.task.Work;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The commands that save what stands behind each view. What a table is made of is taken on the window's thread, the table itself is made behind it. */
final class TableCommands {
    private static final String ICON = "fth-file-text";

    private final Workbench bench;
    private final CentreViews centre;
    private final Errands errands;

    TableCommands(Workbench bench, CentreViews centre, Errands errands) {
        this.bench = bench;
        this.centre = centre;
        this.errands = errands;
    }

    /**
     * Adds a command for each view.
     *
     * @param hasTokens whether a run is shown that has tokens
     * @param compares  whether two runs are compared
     */
    void addTo(WorkbenchCommands commands, ObservableBooleanValue hasTokens, ObservableBooleanValue compares) {
        ofRun(commands, "tokens", hasTokens, ViewTables::tokens);
        ofRun(commands, "alternatives", Bindings.createBooleanBinding(() -> hasTokens.get() && shown().tokens().getLast().outlook().isPresent(), bench.moment().snapshotProperty()),
                MomentTables::alternatives);
        add(commands, "masks", hasTokens, () -> {
            Snapshot run = shown();
            int token = bench.moment().tokenProperty().get();
            return _ -> ViewTables.masks(run, token);
        });
        ofRun(commands, "layers", hasTokens, MomentTables::layers);
        ofRun(commands, "memory", hasTokens, MomentTables::memory);
        add(commands, "cell", Bindings.createBooleanBinding(() -> inspected().isPresent() && hasTokens.get(), bench.moment().pinnedProperty(), hasTokens), () -> {
            Snapshot run = shown();
            Cell cell = inspected().orElseThrow();
            return _ -> MomentTables.cell(run, cell.hook(), cell.layer(), cell.column());
        });
        ofWhatIf(commands, "policies", played -> !played.outcomes().isEmpty(), ViewTables::policies);
        ofWhatIf(commands, "miss-ratios", played -> !played.curves().isEmpty(), played -> ViewTables.missRatios(played.curves()));
        add(commands, "comparison", compares, () -> {
            Comparison compared = bench.comparison().comparisonProperty().get();
            int token = bench.comparison().moment().tokenProperty().get();
            return _ -> ViewTables.comparison(compared, token);
        });
        add(commands, "differences", compares, () -> {
            Comparison compared = bench.comparison().comparisonProperty().get();
            return _ -> ViewTables.differences(compared);
        });
        add(commands, "runs", Bindings.isNotEmpty(bench.window().pinned()), () -> {
            List<PinnedRun> runs = List.copyOf(bench.window().pinnedRuns().runs());
            return _ -> ViewTables.runs(runs);
        });
        add(commands, "sweep", centre.swept(), () -> {
            List<SweepPoint> points = centre.sweep().points();
            return _ -> ViewTables.sweep(points);
        });
        add(commands, "roofline", Bindings.createBooleanBinding(() -> !bench.roofline().tokensProperty().get().isEmpty(), bench.roofline().tokensProperty()), () -> {
            List<RoofToken> tokens = bench.roofline().tokensProperty().get();
            return _ -> ViewTables.roofline(tokens);
        });
    }

    private Snapshot shown() {
        return bench.moment().snapshotProperty().get();
    }

    private Optional<Cell> inspected() {
        return bench.moment().pinnedProperty().get();
    }

    private void ofRun(WorkbenchCommands commands, String what, ObservableBooleanValue possible, Function<Snapshot, DataTable> table) {
        add(commands, what, possible, () -> {
            Snapshot run = shown();
            return _ -> table.apply(run);
        });
    }

    private void ofWhatIf(WorkbenchCommands commands, String what, Function<WhatIf, Boolean> possible, Function<WhatIf, DataTable> table) {
        add(commands, what, Bindings.createBooleanBinding(() -> possible.apply(bench.whatIf().resultProperty().get()), bench.whatIf().resultProperty()), () -> {
            WhatIf played = bench.whatIf().resultProperty().get();
            return _ -> table.apply(played);
        });
    }

    private void add(WorkbenchCommands commands, String what, ObservableBooleanValue possible, Supplier<Work<DataTable>> taken) {
        commands.add(Group.FILE, what + "-table", ICON, null, possible, () -> errands.saveTable(taken, "dipscope-" + what));
    }
}
