package org.dipscope.ui.moment;

import org.dipscope.mask.Hook;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * In which order the columns of each layer stand on the screen, the same for every view of a run; immutable. A hook that was
 * never sorted stands in the model's own order.
 */
public final class ColumnOrder {
    /** The model's own order everywhere. */
    public static final ColumnOrder NATURAL = new ColumnOrder(new EnumMap<>(Hook.class));

    private final Map<Hook, Layout> layouts;

    private record Layout(int columns, int[] columnAt, int[] positionOf) {
    }

    private ColumnOrder(Map<Hook, Layout> layouts) {
        this.layouts = layouts;
    }

    /**
     * This order, with one hook's columns by falling frequency, layer by layer; of equally frequent ones the lower index first.
     *
     * @param counts  {@code [layers][columns]} flattened, each ≥ 0
     * @param columns columns of a layer
     */
    ColumnOrder sorted(Hook hook, int[] counts, int columns) {
        int[] columnAt = new int[counts.length];
        int[] positionOf = new int[counts.length];
        int most = 0;
        for (int count : counts) {
            most = Math.max(most, count);
        }
        int[] next = new int[most + 2];
        for (int from = 0; from < counts.length; from += columns) {
            Arrays.fill(next, 0);
            for (int i = from; i < from + columns; i++) {
                next[most - counts[i] + 1]++;
            }
            for (int i = 1; i < next.length; i++) {
                next[i] += next[i - 1];
            }
            for (int column = 0; column < columns; column++) {
                int position = next[most - counts[from + column]]++;
                columnAt[from + position] = column;
                positionOf[from + column] = position;
            }
        }
        Map<Hook, Layout> all = new EnumMap<>(Hook.class);
        all.putAll(layouts);
        all.put(hook, new Layout(columns, columnAt, positionOf));
        return new ColumnOrder(all);
    }

    /** Whether the hook's columns were sorted at all. */
    public boolean sorts(Hook hook) {
        return layouts.containsKey(hook);
    }

    /** The column that stands at a position of a layer. */
    public int column(Hook hook, int layer, int position) {
        Layout layout = layouts.get(hook);
        return layout == null ? position : layout.columnAt[layer * layout.columns + position];
    }

    /** Where a column of a layer stands. */
    public int position(Hook hook, int layer, int column) {
        Layout layout = layouts.get(hook);
        return layout == null ? column : layout.positionOf[layer * layout.columns + column];
    }

    /**
     * Moves one layer's values from the model's order to the screen's.
     *
     * @param values {@code values[column]}
     * @param to     receives {@code to[toFrom + position]}
     */
    public void arrange(Hook hook, int layer, byte[] values, int columns, byte[] to, int toFrom) {
        Layout layout = layouts.get(hook);
        if (layout == null) {
            System.arraycopy(values, 0, to, toFrom, columns);
            return;
        }
        int from = layer * layout.columns;
        for (int position = 0; position < columns; position++) {
            to[toFrom + position] = values[layout.columnAt[from + position]];
        }
    }
}
