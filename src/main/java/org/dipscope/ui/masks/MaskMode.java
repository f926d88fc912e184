package org.dipscope.ui.masks;

/** What the mask maps show of each column. */
public enum MaskMode {
    /** Whether this token chose it. */
    NOW("now"),
    /** How many of the last tokens chose it. */
    WINDOW("window"),
    /** Whether it came into the mask or fell out of it with this token. */
    CHURN("churn"),
    /** How much more often run A chose it than run B. */
    DIFFERENCE("A − B");

    private final String label;

    MaskMode(String label) {
        this.label = label;
    }

    /** The word in the window. */
    public String label() {
        return label;
    }
}
