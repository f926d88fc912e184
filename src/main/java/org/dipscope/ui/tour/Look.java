package org.dipscope.ui.tour;

/** Where a step of a tour asks people to look. */
public enum Look {
    /** At the answer and the live views. */
    LIVE,
    /** At this run beside the tour's first one. */
    BESIDE_FIRST,
    /** At this run beside the one before it. */
    BESIDE_LAST
}
