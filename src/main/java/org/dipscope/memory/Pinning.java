package org.dipscope.memory;

import java.util.Optional;

/**
 * Where pinned columns are learned from.
 *
 * @param tokens     the first tokens of the sequence whose selections are counted, ≥ 0; not asked where there is a calibration
 * @param calibrated how often each column was selected on calibration text
 */
public record Pinning(int tokens, Optional<ColumnFrequencies> calibrated) {
    /** What holds where nobody has chosen. */
    public static final int DEFAULT_TOKENS = 128;
    /** The first {@value #DEFAULT_TOKENS} tokens of each sequence. */
    public static final Pinning FIRST_TOKENS = new Pinning(DEFAULT_TOKENS, Optional.empty());

    public Pinning {
        if (tokens < 0) {
            throw new IllegalArgumentException("pinning after %d tokens is not possible; give 0 or more.".formatted(tokens));
        }
    }
}
