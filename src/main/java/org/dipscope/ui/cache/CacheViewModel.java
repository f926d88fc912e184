package org.dipscope.ui.cache;

import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.session.HookFrame;
import org.dipscope.session.Pass;
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
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the simulated memory made of a token's masks, as the states of {@link CacheLevels}. */
public final class CacheViewModel implements HookCells {
    private final Moment moment;
    private final Words words;
    private final CellReports reports;
    private final CellStore store = new CellStore();
    private final ReadOnlyObjectWrapper<List<Hook>> hooks = new ReadOnlyObjectWrapper<>(this, "hooks", List.of());
    private final Map<Hook, ReadOnlyStringWrapper> titles = new EnumMap<>(Hook.class);
    private final ReadOnlyStringWrapper when = new ReadOnlyStringWrapper(this, "when", "");
    private final ReadOnlyStringWrapper policy = new ReadOnlyStringWrapper(this, "policy", "");
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper(this, "note", "");
    private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper(this, "revision");
    private Shape shape = Shape.NONE;

    /** The cache of this moment. */
    public CacheViewModel(Moment moment, Words words) {
        this.moment = moment;
        this.words = words;
        this.reports = new CellReports(moment);
        for (Hook hook : Hook.values()) {
            titles.put(hook, new ReadOnlyStringWrapper(this, hook.id(), ""));
        }
        moment.snapshotProperty().addListener(_ -> update());
        moment.tokenProperty().addListener(_ -> update());
        moment.orderProperty().addListener(_ -> update());
        update();
    }

    /** The token after which the cache is shown, in words. */
    public ReadOnlyStringProperty whenProperty() {
        return when.getReadOnlyProperty();
    }

    /** The policy that the token was served by. */
    public ReadOnlyStringProperty policyProperty() {
        return policy.getReadOnlyProperty();
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
        return held(hook).map(held -> "%s · %s / %d".formatted(Shape.noun(words, hook), held, shape.columns(hook)))
                .orElseGet(() -> "%s · %d".formatted(Shape.noun(words, hook), shape.columns(hook)));
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
        return reports.of(cell).line(words);
    }

    @Override
    public String describeBar(int layer) {
        return moment.pass().map(pass -> words.text("hooks.layer-hit-rate", layer, Numerals.percent(hitRate(pass, layer)))).orElseGet(() -> words.text("hooks.layer", layer));
    }

    @Override
    public Cells cells(Hook hook) {
        return store.cells(hook, shape.layers(), shape.columns(hook), cells -> fill(hook, cells));
    }

    @Override
    public Cells bars() {
        return store.bars(shape.layers(), bars -> Bars.fill(bars, layer -> moment.pass().map(pass -> hitRate(pass, layer)).orElse(Double.NaN)));
    }

    private void update() {
        shape = Shape.of(moment);
        hooks.set(shape.hooks());
        for (Hook hook : shape.hooks()) {
            titles.get(hook).set(title(hook));
        }
        when.set(moment.frame().map(frame -> words.text("cache.after", frame.index())).orElse(""));
        policy.set(Shape.settings(moment).map(settings -> settings.memory().policy().label()).orElse(""));
        note.set(nothing());
        store.invalidate();
        revision.set(revision.get() + 1);
    }

    private String title(Hook hook) {
        return held(hook).map(held -> words.text("cache.holds", Shape.noun(words, hook), held, shape.columns(hook)))
                .orElseGet(() -> Shape.noun(words, hook) + " · " + Shape.columns(words, hook, shape.columns(hook)));
    }

    /** How many columns DRAM holds of each layer after the token: a number, or a range where layers differ. */
    private Optional<String> held(Hook hook) {
        return moment.pass().map(pass -> pass.hooks().get(hook)).map(frames -> {
            IntSummaryStatistics held = frames.stream().mapToInt(frame -> frame.after().count()).summaryStatistics();
            return held.getMin() == held.getMax() ? Integer.toString(held.getMax()) : held.getMin() + "–" + held.getMax();
        });
    }

    private String nothing() {
        if (moment.snapshotProperty().get() == null) {
            return words.text("cache.nothing-yet");
        }
        if (shape.hooks().isEmpty()) {
            return words.text("cache.dense");
        }
        if (moment.frame().isEmpty()) {
            return moment.snapshotProperty().get().phase().ended() ? words.text("hooks.no-tokens") : words.text("hooks.encoding");
        }
        return moment.pass().isEmpty() ? words.text("cache.cold") : "";
    }

    private void fill(Hook hook, Cells cells) {
        byte[] levels = new byte[cells.columns()];
        ColumnOrder order = moment.orderProperty().get();
        for (int layer = 0; layer < cells.rows(); layer++) {
            Optional<HookFrame> frame = frame(hook, layer);
            if (frame.isPresent()) {
                CacheLevels.of(frame.get(), levels);
            } else {
                Arrays.fill(levels, CacheLevels.ABSENT);
            }
            order.arrange(hook, layer, levels, cells.columns(), cells.levels(), layer * cells.columns());
        }
    }

    private Optional<HookFrame> frame(Hook hook, int layer) {
        return moment.pass().flatMap(pass -> pass.frame(hook, layer));
    }

    /** The layer's unweighted mean over its linears. */
    private static double hitRate(Pass pass, int layer) {
        double sum = 0;
        int linears = 0;
        for (Footprint.Use use : pass.footprint().hooks()) {
            sum += use.linears() * pass.hooks().get(use.hook()).get(layer).hitRate();
            linears += use.linears();
        }
        return linears == 0 ? Double.NaN : sum / linears;
    }
}
