package org.dipscope.ui.picture;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What a screenshot shows. */
public enum PictureView {
    /** The whole window. */
    WINDOW("window"),
    /** The whole window before its first prompt. */
    START("start"),
    /** The whole window with the table of pinned runs. */
    RUNS("runs"),
    /** The whole window with the runs' tokens under the roof of their device. */
    ROOFLINE("roofline"),
    /** The whole window with the trade-off that a sweep found. */
    TRADE_OFF("trade-off"),
    /** The whole window while an evaluation, a sweep and a calibration go on. */
    LONG_WORK("long-work"),
    /** The whole window with the list of tours. */
    TOURS("tours"),
    /** The whole window with the palette. */
    PALETTE("palette"),
    /** The whole window with the list of keys. */
    KEYS("keys"),
    /** The masks. */
    MASKS("masks"),
    /** The cache. */
    CACHE("cache"),
    /** The cache policies on the same masks. */
    POLICIES("policies"),
    /** What the cache policies miss at every size of DRAM. */
    MISS_RATIOS("miss-ratios"),
    /** The timeline. */
    TIMELINE("timeline"),
    /** Two runs side by side. */
    COMPARE("compare");

    private final String id;

    PictureView(String id) {
        this.id = id;
    }

    /** The word on the command line. */
    public String id() {
        return id;
    }

    /** The view with this {@link #id()}; throws {@link IllegalArgumentException} for any other word. */
    public static PictureView of(String id) {
        return Arrays.stream(values()).filter(view -> view.id.equals(id)).findFirst().orElseThrow(() -> new IllegalArgumentException(
                "'%s' is no view; choose %s.".formatted(id, Arrays.stream(values()).map(PictureView::id).collect(Collectors.joining(", ")))));
    }
}
