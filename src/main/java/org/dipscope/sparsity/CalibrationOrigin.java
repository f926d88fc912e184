package org.dipscope.sparsity;

import java.util.Map;
import java.util.TreeMap;

/**
 * Where a calibration comes from.
 *
 * @param model        the model's name
 * @param fingerprint  tells the model from any other, in hexadecimal
 * @param layers       {@code L}
 * @param hidden       {@code H}
 * @param intermediate {@code I}
 * @param text         the text's name
 * @param textHash     SHA-256 of the text in UTF-8, in hexadecimal
 * @param tokens       how many of its tokens were used
 * @param settings     every setting of the calibration by its option's name
 * @param results      what it measured of itself, by name: figures for people, not used by any method
 */
public record CalibrationOrigin(String model, String fingerprint, int layers, int hidden, int intermediate, String text, String textHash, int tokens,
                                Map<String, String> settings, Map<String, String> results) {
    private static final int MOST = 1 << 20;

    public CalibrationOrigin {
        if (layers < 1 || layers > 1024 || hidden < 1 || hidden > MOST || intermediate < 1 || intermediate > MOST) {
            throw new IllegalArgumentException("a model of %d layers, hidden size %d and intermediate size %d is none that Dipscope runs."
                    .formatted(layers, hidden, intermediate));
        }
        settings = java.util.Collections.unmodifiableMap(new TreeMap<>(settings));
        results = java.util.Collections.unmodifiableMap(new TreeMap<>(results));
    }

    /** The same origin with other results. */
    public CalibrationOrigin withResults(Map<String, String> other) {
        return new CalibrationOrigin(model, fingerprint, layers, hidden, intermediate, text, textHash, tokens, settings, other);
    }
}
