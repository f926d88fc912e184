package org.dipscope.sparsity;

import org.dipscope.mask.Hook;

import java.util.EnumMap;
import java.util.Map;

/**
 * How often each column was selected over the calibration tokens: what a cache that never changes should hold.
 *
 * @param shares per hook {@code [layers][columns]}: the share of the tokens that selected the column, in [0, 1]
 */
public record Frequencies(Map<Hook, float[][]> shares) implements CalibrationPart {

    public Frequencies {
        shares = Map.copyOf(shares);
        shares.values().forEach(layers -> {
            for (float[] row : layers) {
                for (float share : row) {
                    if (!(share >= 0 && share <= 1)) {
                        throw new IllegalArgumentException("a frequency of %s is outside [0, 1]".formatted(share));
                    }
                }
            }
        });
    }

    @Override
    public CalibrationKind kind() {
        return CalibrationKind.PINNED;
    }

    @Override
    public void write(CalibrationSections sections) {
        shares.forEach((hook, rows) -> sections.putFloats(section(hook), rows));
    }

    static Frequencies read(CalibrationSections sections, int layers, int hidden, int intermediate) {
        Map<Hook, float[][]> shares = new EnumMap<>(Hook.class);
        for (Hook hook : Hook.values()) {
            if (sections.has(section(hook))) {
                shares.put(hook, sections.floats(section(hook), layers, hook.columns(hidden, intermediate)));
            }
        }
        return new Frequencies(shares);
    }

    private static String section(Hook hook) {
        return "pinned." + hook.id();
    }
}
