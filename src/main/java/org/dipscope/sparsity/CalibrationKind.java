package org.dipscope.sparsity;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What can be learnt from a calibration text. */
public enum CalibrationKind {
    /** CATS' thresholds. */
    CATS("cats"),
    /** TEAL's thresholds. */
    TEAL("teal"),
    /** Networks that foretell the largest activations. */
    PREDICTOR("predictor"),
    /** Adapters of low rank on gate, up and down. */
    LORA("lora"),
    /** Gate, up and down fitted anew for masked inputs. */
    MERGED("merged"),
    /** Shares of input and down columns for each layer. */
    SPLIT("split"),
    /** How often each column is selected. */
    PINNED("pinned");

    private final String id;

    CalibrationKind(String id) {
        this.id = id;
    }

    /** The word on the command line and in files. */
    public String id() {
        return id;
    }

    /** The kind with this {@link #id()}; throws {@link IllegalArgumentException} for any other word. */
    public static CalibrationKind of(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id.equals(id)).findFirst().orElseThrow(() -> new IllegalArgumentException(
                "'%s' is nothing to calibrate; choose some of %s.".formatted(id.length() > 80 ? id.substring(0, 80) + "…" : id, words())));
    }

    /** All ids, separated by commas. */
    public static String words() {
        return Arrays.stream(values()).map(CalibrationKind::id).collect(Collectors.joining(", "));
    }
}
