package org.dipscope.ui.layers;

import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.dipscope.mask.Hook;
import org.dipscope.session.HookFrame;
import org.dipscope.session.Pass;
import org.dipscope.ui.heatmap.Cells;
import org.dipscope.ui.moment.ColumnOrder;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;

/**
 * The maps of a moment, whatever they show: which hooks there are, their titles, why there is nothing to see, and the cells, filled when
 * somebody looks and put into the order of the screen.
 */
public final class MomentCells {
    private final Moment moment;
    private final Words words;
    private final CellStore store = new CellStore();
    private final ReadOnlyObjectWrapper<List<Hook>> hooks = new ReadOnlyObjectWrapper<>(this, "hooks", List.of());
    private final Map<Hook, ReadOnlyStringWrapper> titles = new EnumMap<>(Hook.class);
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper(this, "note", "");
    private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper(this, "revision");
    private Shape shape = Shape.NONE;

    /** Fills one layer's levels. */
    @FunctionalInterface
    public interface LayerFill {
        /**
         * Fills a layer.
         *
         * @param frame  the hook of that layer at the token that is shown
         * @param levels receives one level for each column in the model's own order
         */
        void fill(HookFrame frame, Hook hook, int layer, byte[] levels);
    }

    /** No map yet. */
    public MomentCells(Moment moment, Words words) {
        this.moment = moment;
        this.words = words;
        for (Hook hook : Hook.values()) {
            titles.put(hook, new ReadOnlyStringWrapper(this, hook.id(), ""));
        }
    }

    /** Calls this whenever the run, the token or the order of columns is another one, and once now. */
    public void follow(Runnable update) {
        moment.revisionProperty().addListener(_ -> update.run());
        update.run();
    }

    /** The shape of the moment, taken anew. */
    public Shape measure() {
        shape = Shape.of(moment);
        return shape;
    }

    /** Which maps the moment has. */
    public Shape shape() {
        return shape;
    }

    /** Tells the maps that everything is to be drawn anew under these titles, or behind this note. */
    public void change(Function<Hook, String> title, String why) {
        hooks.set(shape.hooks());
        shape.hooks().forEach(hook -> titles.get(hook).set(title.apply(hook)));
        note.set(why);
        store.invalidate();
        revision.set(revision.get() + 1);
    }

    /**
     * Why there is nothing to see, in the words of a view; empty where there is something.
     *
     * @param area   the file of the view's words, which has {@code nothing-yet} and {@code dense}
     * @param prompt the entry for a token that the dense prompt produced
     */
    public String nothing(String area, String prompt) {
        if (moment.snapshotProperty().get() == null) {
            return words.text(area + ".nothing-yet");
        }
        if (shape.hooks().isEmpty()) {
            return words.text(area + ".dense");
        }
        if (moment.frame().isEmpty()) {
            return moment.snapshotProperty().get().phase().ended() ? words.text("hooks.no-tokens") : words.text("hooks.encoding");
        }
        return moment.pass().isEmpty() ? words.text(prompt) : "";
    }

    /** A hook's cells in the order of the screen, filled layer by layer if they are not fresh; all 0 where the token masked nothing. */
    public Cells cells(Hook hook, LayerFill fill) {
        return store.cells(hook, shape.layers(), shape.columns(hook), cells -> arrange(hook, cells, fill));
    }

    private void arrange(Hook hook, Cells cells, LayerFill fill) {
        byte[] levels = new byte[cells.columns()];
        ColumnOrder order = moment.orderProperty().get();
        for (int layer = 0; layer < cells.rows(); layer++) {
            HookFrame frame = frame(hook, layer).orElse(null);
            if (frame == null) {
                Arrays.fill(levels, (byte) 0);
            } else {
                fill.fill(frame, hook, layer, levels);
            }
            order.arrange(hook, layer, levels, cells.columns(), cells.levels(), layer * cells.columns());
        }
    }

    /** The layers' bars, filled by a share of the token's pass if they are not fresh. */
    public Cells bars(ToDoubleBiFunction<Pass, Integer> share) {
        return store.bars(shape.layers(), bars -> Bars.fill(bars, layer -> moment.pass().map(pass -> share.applyAsDouble(pass, layer)).orElse(Double.NaN)));
    }

    /** The same with a mark on each bar at another share. */
    public Cells bars(ToDoubleBiFunction<Pass, Integer> share, ToDoubleBiFunction<Pass, Integer> mark) {
        return store.bars(shape.layers(), bars -> {
            Bars.fill(bars, layer -> moment.pass().map(pass -> share.applyAsDouble(pass, layer)).orElse(Double.NaN));
            Bars.mark(bars, layer -> moment.pass().map(pass -> mark.applyAsDouble(pass, layer)).orElse(Double.NaN));
        });
    }

    /** The hook of a layer at the token that is shown. */
    public Optional<HookFrame> frame(Hook hook, int layer) {
        return moment.pass().flatMap(pass -> pass.frame(hook, layer));
    }

    ReadOnlyObjectWrapper<List<Hook>> hooks() {
        return hooks;
    }

    ReadOnlyStringWrapper title(Hook hook) {
        return titles.get(hook);
    }

    ReadOnlyStringWrapper note() {
        return note;
    }

    ReadOnlyLongWrapper revision() {
        return revision;
    }
}
