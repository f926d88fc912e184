package org.dipscope.ui.layers;

import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import org.dipscope.mask.Hook;
import org.dipscope.ui.heatmap.Cells;
import org.dipscope.ui.moment.Cell;

import java.util.List;

/** What maps of a model's hooks show, whatever they look like. */
public interface HookCells {

    /** The hooks that have a map now, from left to right. */
    ReadOnlyObjectProperty<List<Hook>> hooksProperty();

    /** How many layers there are; 0 before the first run. */
    int layers();

    /** The levels of a hook's columns in the order of the screen, {@code [layers][columns]}; the same object until the shape changes. */
    Cells cells(Hook hook);

    /** A bar for each layer: level 1 up to its length, 0 beyond. */
    Cells bars();

    /** What stands above a hook's map. */
    ReadOnlyStringProperty titleProperty(Hook hook);

    /** The same in few words, for a narrow map. */
    String briefTitle(Hook hook);

    /** Says that there is nothing to see and why; empty where there is something. */
    ReadOnlyStringProperty noteProperty();

    /** Names a cell and what is known of it here, in one line. */
    String describe(Cell cell);

    /** Names a layer's bar, in one line. */
    String describeBar(int layer);

    /** Grows whenever cells or bars have changed. */
    ReadOnlyLongProperty revisionProperty();
}
