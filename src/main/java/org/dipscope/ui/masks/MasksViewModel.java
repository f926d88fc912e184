package org.dipscope.ui.masks;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.session.HookFrame;
import org.dipscope.session.Pass;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.heatmap.Cells;
import org.dipscope.ui.inspector.CellReports;
import org.dipscope.ui.layers.Bars;
import org.dipscope.ui.layers.CellStore;
import org.dipscope.ui.layers.HookCells;
import org.dipscope.ui.layers.Shape;
import org.dipscope.ui.moment.Cell;
import org.dipscope.ui.moment.ColumnOrder;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Numerals;
import org.dipscope.ui.text.Words;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which columns the tokens chose, as levels for the mask maps. The meaning of a level follows the mode: a share of the window's
 * tokens in {@link MaskMode#WINDOW}, a difference of two shares in {@link MaskMode#DIFFERENCE}, else one of the states of {@link MaskLevels}.
 */
public final class MasksViewModel implements HookCells {
    private final Moment moment;
    private final Words words;
    private final CellReports reports;
    private final CellStore store = new CellStore();
    private final MaskWindow window = new MaskWindow();
    private final MaskWindow otherWindow = new MaskWindow();
    private final ObjectProperty<MaskMode> mode = new SimpleObjectProperty<>(this, "mode", MaskMode.WINDOW);
    private final ReadOnlyBooleanWrapper comparable = new ReadOnlyBooleanWrapper(this, "comparable");
    private final ReadOnlyObjectWrapper<List<Hook>> hooks = new ReadOnlyObjectWrapper<>(this, "hooks", List.of());
    private final Map<Hook, ReadOnlyStringWrapper> titles = new EnumMap<>(Hook.class);
    private final ReadOnlyStringWrapper order = new ReadOnlyStringWrapper(this, "order", "");
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper(this, "note", "");
    private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper(this, "revision");
    private Optional<Snapshot> offered = Optional.empty();
    private Optional<Snapshot> other = Optional.empty();
    private Shape shape = Shape.NONE;
    private int windowRun = -1;

    /** The masks of this moment. */
    public MasksViewModel(Moment moment, Words words) {
        this.moment = moment;
        this.words = words;
        this.reports = new CellReports(moment);
        for (Hook hook : Hook.values()) {
            titles.put(hook, new ReadOnlyStringWrapper(this, hook.id(), ""));
        }
        moment.snapshotProperty().addListener(_ -> update());
        moment.tokenProperty().addListener(_ -> update());
        moment.orderProperty().addListener(_ -> update());
        moment.byFrequencyProperty().addListener(_ -> update());
        mode.addListener(_ -> update());
        update();
    }

    /**
     * Sets the run B of A − B; without one, or with one of another shape of model, that mode is not to be had. Telling the same
     * run again costs nothing.
     */
    public void compareWith(Optional<Snapshot> second) {
        if (!second.equals(offered)) {
            offered = second;
            otherWindow.clear();
            update();
        }
    }

    /** The number of run B; 0 where there is none. */
    public int comparedRun() {
        return other.map(run -> run.run().number()).orElse(0);
    }

    /** In which order the columns stand, in words; they can be sorted only once enough tokens were masked. */
    public ReadOnlyStringProperty orderProperty() {
        return order.getReadOnlyProperty();
    }

    /** What the maps show. */
    public ObjectProperty<MaskMode> modeProperty() {
        return mode;
    }

    /** Whether there is a run B. */
    public ReadOnlyBooleanProperty comparableProperty() {
        return comparable.getReadOnlyProperty();
    }

    @Override
    public ReadOnlyObjectProperty<List<Hook>> hooksProperty() {
        return hooks.getReadOnlyProperty();
    }

    @Override
    public int layers() {
        return shape.layers();
    }

    @Override
    public ReadOnlyStringProperty titleProperty(Hook hook) {
        return titles.get(hook).getReadOnlyProperty();
    }

    @Override
    public String briefTitle(Hook hook) {
        String all = "%s · %d".formatted(Shape.noun(words, hook), shape.columns(hook));
        return moment.pass().flatMap(pass -> pass.frame(hook, 0))
                .map(frame -> "%s · %d / %d".formatted(Shape.noun(words, hook), frame.selected().count(), shape.columns(hook))).orElse(all);
    }

    @Override
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    @Override
    public ReadOnlyLongProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    @Override
    public String describe(Cell cell) {
        String report = reports.of(cell).line(words);
        moveWindows();
        return switch (mode.get()) {
            case NOW -> report;
            case WINDOW -> words.text("masks.of-the-last", report, count(window, cell), window.masked(cell.hook()));
            case CHURN -> report;
            case DIFFERENCE -> words.text("masks.a-and-b", cell.name(words),
                    count(window, cell), window.masked(cell.hook()), count(otherWindow, cell), otherWindow.masked(cell.hook()));
        };
    }

    @Override
    public String describeBar(int layer) {
        return moment.pass().map(pass -> words.text("hooks.layer-density", layer, Numerals.fixed(density(pass, layer), 2))).orElseGet(() -> words.text("hooks.layer", layer));
    }

    @Override
    public Cells cells(Hook hook) {
        return store.cells(hook, shape.layers(), shape.columns(hook), cells -> fill(hook, cells));
    }

    @Override
    public Cells bars() {
        return store.bars(shape.layers(), bars -> Bars.fill(bars, layer -> moment.pass().map(pass -> density(pass, layer)).orElse(Double.NaN)));
    }

    private void update() {
        shape = Shape.of(moment);
        other = offered.filter(run -> shape.fits(run.run().model()));
        comparable.set(other.isPresent());
        if (other.isEmpty() && mode.get() == MaskMode.DIFFERENCE) {
            mode.set(MaskMode.WINDOW);
        }
        hooks.set(shape.hooks());
        for (Hook hook : shape.hooks()) {
            titles.get(hook).set(title(hook));
        }
        order.set(orderWords());
        note.set(nothing());
        store.invalidate();
        revision.set(revision.get() + 1);
    }

    private String orderWords() {
        if (!moment.byFrequencyProperty().get()) {
            return words.text("masks.model-order");
        }
        boolean waiting = !shape.hooks().isEmpty() && shape.hooks().stream().noneMatch(moment.orderProperty().get()::sorts);
        return waiting ? words.text("masks.frequency-from", Moment.FIRST_SORT) : words.text("masks.frequency");
    }

    private String title(Hook hook) {
        String all = Shape.noun(words, hook) + " · " + Shape.columns(words, hook, shape.columns(hook));
        return moment.pass().flatMap(pass -> pass.frame(hook, 0)).map(frame -> words.text("masks.keeps", all, frame.selected().count())).orElse(all);
    }

    private String nothing() {
        if (moment.snapshotProperty().get() == null) {
            return words.text("masks.nothing-yet");
        }
        if (shape.hooks().isEmpty()) {
            return words.text("masks.dense");
        }
        if (moment.frame().isEmpty()) {
            return moment.snapshotProperty().get().phase().ended() ? words.text("hooks.no-tokens") : words.text("hooks.encoding");
        }
        return moment.pass().isEmpty() ? words.text("masks.from-prompt") : "";
    }

    private void fill(Hook hook, Cells cells) {
        int columns = cells.columns();
        byte[] levels = new byte[columns];
        ColumnOrder order = moment.orderProperty().get();
        moveWindows();
        for (int layer = 0; layer < cells.rows(); layer++) {
            fill(hook, layer, columns, levels);
            order.arrange(hook, layer, levels, columns, cells.levels(), layer * columns);
        }
    }

    private void fill(Hook hook, int layer, int columns, byte[] levels) {
        Optional<HookFrame> frame = moment.pass().flatMap(pass -> pass.frame(hook, layer));
        if (frame.isEmpty()) {
            Arrays.fill(levels, (byte) 0);
            return;
        }
        switch (mode.get()) {
            case NOW -> MaskLevels.now(frame.get(), levels);
            case WINDOW -> {
                window.counts(hook, layer, levels);
                MaskLevels.share(levels, window.masked(hook));
            }
            case CHURN -> before(hook, layer).ifPresentOrElse(
                    before -> MaskLevels.churn(before, frame.get(), levels), () -> MaskLevels.now(frame.get(), levels));
            case DIFFERENCE -> {
                byte[] others = new byte[columns];
                window.counts(hook, layer, levels);
                otherWindow.counts(hook, layer, others);
                MaskLevels.difference(levels, window.masked(hook), others, otherWindow.masked(hook));
            }
        }
    }

    private void moveWindows() {
        Snapshot snapshot = moment.snapshotProperty().get();
        if (snapshot == null || mode.get() != MaskMode.WINDOW && mode.get() != MaskMode.DIFFERENCE) {
            return;
        }
        if (windowRun != snapshot.run().number()) {
            window.clear();
            windowRun = snapshot.run().number();
        }
        int token = moment.tokenProperty().get();
        window.moveTo(snapshot.tokens(), Math.min(token, snapshot.tokens().size() - 1));
        other.ifPresent(run -> otherWindow.moveTo(run.tokens(), Math.min(token, run.tokens().size() - 1)));
    }

    private Optional<HookFrame> before(Hook hook, int layer) {
        int token = moment.tokenProperty().get();
        return token < 1 ? Optional.empty()
                : Optional.of(moment.snapshotProperty().get().tokens().get(token - 1)).flatMap(TokenFrame::pass).flatMap(pass -> pass.frame(hook, layer));
    }

    private static int count(MaskWindow counted, Cell cell) {
        return counted.count(cell.hook(), cell.layer(), cell.column());
    }

    /** The layer's share of MLP weights that were read: each of the three matrices counts a third. */
    private double density(Pass pass, int layer) {
        double read = pass.footprint().whole().size();
        for (Footprint.Use use : pass.footprint().hooks()) {
            HookFrame frame = pass.hooks().get(use.hook()).get(layer);
            read += use.linears() * (double) frame.selected().count() / frame.selected().size();
        }
        return read / 3;
    }
}
