package org.dipscope.ui.layers;

import org.dipscope.mask.Hook;
import org.dipscope.ui.heatmap.Cells;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A view model's cells, one set for each hook, and which of them have to be filled anew before somebody looks. */
public final class CellStore {
    private final Map<Hook, Cells> cells = new EnumMap<>(Hook.class);
    private final Set<Hook> fresh = EnumSet.noneOf(Hook.class);
    private Cells bars = Cells.NONE;
    private boolean freshBars;

    /** Says that nothing holds any more. */
    public void invalidate() {
        fresh.clear();
        freshBars = false;
    }

    /** The cells of a hook, of this shape, filled by {@code fill} if they are not fresh. */
    public Cells cells(Hook hook, int layers, int columns, Consumer<Cells> fill) {
        Cells held = cells.get(hook);
        if (held == null || !held.isOf(layers, columns)) {
            held = new Cells(layers, columns);
            cells.put(hook, held);
            fresh.remove(hook);
        }
        if (fresh.add(hook)) {
            fill.accept(held);
        }
        return held;
    }

    /** The bars of that many layers, filled by {@code fill} if they are not fresh. */
    public Cells bars(int layers, Consumer<Cells> fill) {
        if (!bars.isOf(layers, Bars.LENGTH)) {
            bars = new Cells(layers, Bars.LENGTH);
            freshBars = false;
        }
        if (!freshBars) {
            freshBars = true;
            fill.accept(bars);
        }
        return bars;
    }
}
