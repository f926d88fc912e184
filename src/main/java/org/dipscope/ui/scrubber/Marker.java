package org.dipscope.ui.scrubber;

/**
 * A place in a run that is worth a look.
 *
 * @param token from 0
 * @param kind  why
 * @param text  in words, such as "density 0.60 → 0.40"
 */
public record Marker(int token, Kind kind, String text) {

    /** Why a place is marked. */
    public enum Kind {
        /** Other settings hold from here on. */
        SETTINGS,
        /** The run that it is compared with goes another way from here on. */
        COMPARED,
        /** The dense model would have parted here. */
        PARTED,
        /** The dense model is farthest away here. */
        WIDEST
    }
}
