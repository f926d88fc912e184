package org.dipscope.session;

import org.dipscope.mask.Hook;
import org.dipscope.memory.ColumnFrequencies;
import org.dipscope.memory.MemorySettings;
import org.dipscope.memory.Pinning;
import org.dipscope.sparsity.Calibration;
import org.dipscope.sparsity.Frequencies;
import org.dipscope.sparsity.Masking;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Everything that a person may change between two tokens, as one immutable value. */
public record Settings(Masking masking, MemorySettings memory, Sampling sampling) {
    /** As finely as a share is counted: finer than one token of any text that somebody would calibrate on. */
    private static final int MILLIONTHS = 1_000_000;

    /** The same settings with another masking. */
    public Settings with(Masking other) {
        return new Settings(other, memory, sampling);
    }

    /** The same settings with another memory. */
    public Settings with(MemorySettings other) {
        return new Settings(masking, other, sampling);
    }

    /** The same settings with another sampling. */
    public Settings with(Sampling other) {
        return new Settings(masking, memory, other);
    }

    /** The same settings with their calibration read, if nobody has yet; throws {@link IllegalArgumentException} with one sentence where that fails. */
    public Settings open() {
        return with(masking.withCalibration(masking.calibration().map(Calibration::open)));
    }

    /**
     * The memory as it is simulated: where the masking's calibration knows how often columns are selected, and no other counts were given,
     * pinned columns come from there. The choice itself stays as it was made, so that another calibration brings its own.
     */
    public MemorySettings simulated() {
        if (memory.pinning().calibrated().isPresent()) {
            return memory;
        }
        Optional<Frequencies> known = masking.calibration().flatMap(Calibration::frequencies);
        return known.map(shares -> memory.with(new Pinning(memory.pinning().tokens(), Optional.of(counts(shares))))).orElse(memory);
    }

    private static ColumnFrequencies counts(Frequencies frequencies) {
        Map<Hook, int[][]> counts = new EnumMap<>(Hook.class);
        frequencies.shares().forEach((hook, layers) -> {
            int[][] rows = new int[layers.length][];
            for (int layer = 0; layer < layers.length; layer++) {
                rows[layer] = new int[layers[layer].length];
                for (int column = 0; column < rows[layer].length; column++) {
                    rows[layer][column] = Math.round(layers[layer][column] * MILLIONTHS);
                }
            }
            counts.put(hook, rows);
        });
        return new ColumnFrequencies(counts);
    }
}
