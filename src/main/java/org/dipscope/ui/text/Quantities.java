package org.dipscope.ui.text;

import org.dipscope.session.ByteSize;

/** Sizes and rates as people type them into a field: as on the command line, with a comma or a point. */
public final class Quantities {

    private Quantities() {
    }

    /** Bytes from "80 MB", "64MiB" or "80", which means MB; throws {@link IllegalArgumentException} for anything else. */
    public static double bytes(String text) {
        return ByteSize.parse(text.replace(',', '.'));
    }

    /** Bytes/s from "60", which means GB/s, or "500 MB/s"; throws {@link IllegalArgumentException} for anything else, and for 0. */
    public static double bandwidth(String text) {
        double value = ByteSize.parseBandwidth(text.replace(',', '.'));
        if (!(value > 0)) {
            throw new IllegalArgumentException("A bandwidth of 0 moves nothing; type GB/s above 0, such as 60.");
        }
        return value;
    }
}
