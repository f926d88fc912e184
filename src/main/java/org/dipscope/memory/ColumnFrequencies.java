package org.dipscope.memory;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How often each column was selected on some text; immutable. Whoever calibrates makes one, and a trace of any run gives one.
 */
public final class ColumnFrequencies {
    private final Map<Hook, int[][]> counts;

    /**
     * Frequencies.
     *
     * @param counts per hook {@code [layer][column]}, each ≥ 0
     */
    public ColumnFrequencies(Map<Hook, int[][]> counts) {
        Map<Hook, int[][]> copy = new EnumMap<>(Hook.class);
        counts.forEach((hook, layers) -> {
            int[][] rows = Arrays.stream(layers).map(int[]::clone).toArray(int[][]::new);
            if (Arrays.stream(rows).flatMapToInt(Arrays::stream).anyMatch(count -> count < 0)) {
                throw new IllegalArgumentException("a column of hook %s was selected less than never; count again.".formatted(hook.id()));
            }
            copy.put(hook, rows);
        });
        this.counts = copy;
    }

    /** Counts the selections of recorded sequences, which must be of one shape. */
    public static ColumnFrequencies of(List<MaskTrace> sequences) {
        Map<Hook, int[][]> counts = new EnumMap<>(Hook.class);
        MaskTrace first = sequences.getFirst();
        for (Footprint.Use use : first.footprint().hooks()) {
            counts.put(use.hook(), new int[first.bytes().layers()][first.bytes().columns(use.hook())]);
        }
        for (MaskTrace sequence : sequences) {
            counts.forEach((hook, layers) -> {
                for (int layer = 0; layer < layers.length; layer++) {
                    for (Mask mask : sequence.masks(hook, layer)) {
                        for (int column : mask.columns()) {
                            layers[layer][column]++;
                        }
                    }
                }
            });
        }
        return new ColumnFrequencies(counts);
    }

    /** A copy of the counts of one layer's columns, where this hook was calibrated for as many columns; empty where it does not fit. */
    Optional<int[]> of(Hook hook, int layer, int columns) {
        int[][] layers = counts.get(hook);
        return layers != null && layer < layers.length && layers[layer].length == columns ? Optional.of(layers[layer].clone()) : Optional.empty();
    }

    /** Throws {@link IllegalArgumentException} with one sentence where the counts are not of a model of this shape with these hooks. */
    public void requireFit(ModelBytes bytes, Footprint footprint) {
        for (Footprint.Use use : footprint.hooks()) {
            int[][] layers = counts.get(use.hook());
            if (layers == null || layers.length != bytes.layers() || layers[0].length != bytes.columns(use.hook())) {
                throw new IllegalArgumentException(("the column frequencies have no hook '%s' of %d layers with %d columns; "
                        + "count them with this model and method.").formatted(use.hook().id(), bytes.layers(), bytes.columns(use.hook())));
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ColumnFrequencies frequencies && frequencies.counts.keySet().equals(counts.keySet())
                && counts.entrySet().stream().allMatch(entry -> Arrays.deepEquals(entry.getValue(), frequencies.counts.get(entry.getKey())));
    }

    @Override
    public int hashCode() {
        return counts.entrySet().stream().mapToInt(entry -> entry.getKey().hashCode() ^ Arrays.deepHashCode(entry.getValue())).sum();
    }
}
