package org.dipscope.ui.compare;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import org.dipscope.mask.Hook;
import org.dipscope.ui.heatmap.Cells;
import org.dipscope.ui.layers.Bars;
import org.dipscope.ui.layers.CellStore;
import org.dipscope.ui.layers.HookCells;
import org.dipscope.ui.layers.Shape;
import org.dipscope.ui.moment.Cell;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which columns one token of two runs chose: A alone, B alone, or both; with the layers' Jaccard indices as bars. */
public final class DifferenceViewModel implements HookCells {
    private final Moment moment;
    private final Words words;
    private final CellStore store = new CellStore();
    private final Map<Hook, List<Both>> masks = new EnumMap<>(Hook.class);
    private final Map<Hook, ReadOnlyStringWrapper> titles = new EnumMap<>(Hook.class);
    private final ReadOnlyObjectWrapper<List<Hook>> hooks = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper();
    private final BooleanProperty swiping = new SimpleBooleanProperty(this, "swiping");
    private final DoubleProperty edge = new SimpleDoubleProperty(this, "edge", 0.5);
    private Comparison comparison;

    /** The difference at this moment, whose run is A. */
    public DifferenceViewModel(Moment moment, Words words) {
        this.moment = moment;
        this.words = words;
        for (Hook hook : Hook.values()) {
            titles.put(hook, new ReadOnlyStringWrapper(""));
        }
        moment.tokenProperty().addListener((_, _, _) -> update());
        moment.orderProperty().addListener((_, _, _) -> update());
        swiping.addListener((_, _, _) -> repaint());
        edge.addListener((_, _, _) -> {
            if (swiping.get()) {
                repaint();
            }
        });
    }

    /** Compares these runs; A has to be the moment's. */
    public void compare(Comparison runs) {
        comparison = runs;
        update();
    }

    private void update() {
        masks.clear();
        if (comparison != null) {
            for (Hook hook : Hook.values()) {
                comparison.at(moment.tokenProperty().get(), hook).ifPresent(both -> masks.put(hook, both));
            }
        }
        for (Map.Entry<Hook, List<Both>> entry : masks.entrySet()) {
            titles.get(entry.getKey()).set(title("compare.hook-jaccard", entry.getKey(), entry.getValue()));
        }
        hooks.set(List.copyOf(masks.keySet()));
        note.set(masks.isEmpty() ? words.text("compare.none") : "");
        summary.set(masks.isEmpty() ? "" : words.text("compare.token", moment.tokenProperty().get()));
        repaint();
    }

    private void repaint() {
        store.invalidate();
        revision.set(revision.get() + 1);
    }

    private String title(String key, Hook hook, List<Both> layers) {
        double agreement = layers.stream().mapToDouble(Both::agreement).average().orElse(1);
        return words.text(key, Shape.noun(words, hook), words.numerals().fixed(agreement, 2));
    }

    @Override
    public ReadOnlyObjectProperty<List<Hook>> hooksProperty() {
        return hooks.getReadOnlyProperty();
    }

    @Override
    public int layers() {
        return masks.values().stream().mapToInt(List::size).findFirst().orElse(0);
    }

    @Override
    public Cells cells(Hook hook) {
        int columns = masks.containsKey(hook) ? masks.get(hook).getFirst().a().size() : 0;
        return store.cells(hook, layers(), columns, cells -> fill(hook, cells));
    }

    private void fill(Hook hook, Cells cells) {
        byte[] levels = new byte[cells.columns()];
        for (int layer = 0; layer < cells.rows(); layer++) {
            Both both = masks.get(hook).get(layer);
            for (int column = 0; column < levels.length; column++) {
                levels[column] = both.state(column);
            }
            moment.orderProperty().get().arrange(hook, layer, levels, levels.length, cells.levels(), layer * levels.length);
        }
        if (swiping.get()) {
            swipe(cells);
        }
    }

    /** Leaves A's columns alone before the edge and B's alone behind it. */
    private void swipe(Cells cells) {
        int columns = cells.columns();
        int first = (int) Math.round(edge.get() * columns);
        byte[] levels = cells.levels();
        for (int i = 0; i < cells.rows() * columns; i++) {
            byte side = i % columns < first ? Both.ONLY_A : Both.ONLY_B;
            levels[i] = levels[i] == Both.SHARED || levels[i] == side ? side : Both.NEITHER;
        }
    }

    @Override
    public Cells bars() {
        return store.bars(layers(), bars -> Bars.fill(bars, this::agreement));
    }

    private double agreement(int layer) {
        return masks.values().stream().mapToDouble(layers -> layers.get(layer).agreement()).average().orElse(Double.NaN);
    }

    @Override
    public String describe(Cell cell) {
        return Optional.ofNullable(masks.get(cell.hook())).map(layers -> words.text(switch (layers.get(cell.layer()).state(cell.column())) {
            case Both.SHARED -> "compare.by-both";
            case Both.ONLY_A -> "compare.by-a";
            case Both.ONLY_B -> "compare.by-b";
            default -> "compare.by-neither";
        }, cell.name(words))).orElseGet(() -> cell.name(words));
    }

    @Override
    public String describeBar(int layer) {
        return layer < layers() ? words.text("hooks.layer-jaccard", layer, words.numerals().fixed(agreement(layer), 2)) : words.text("hooks.layer", layer);
    }

    @Override
    public ReadOnlyStringProperty titleProperty(Hook hook) {
        return titles.get(hook).getReadOnlyProperty();
    }

    @Override
    public String briefTitle(Hook hook) {
        return masks.containsKey(hook) ? title("compare.hook-jaccard-brief", hook, masks.get(hook)) : "";
    }

    @Override
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    @Override
    public ReadOnlyLongProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /** Whether the maps show A's own mask before the edge and B's behind it, and not where they differ. */
    public BooleanProperty swipingProperty() {
        return swiping;
    }

    /** Where A ends and B begins, as a share of the columns' order, in [0, 1]. */
    public DoubleProperty edgeProperty() {
        return edge;
    }

    /** The token at which is compared. */
    public ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }
}
