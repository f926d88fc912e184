package org.dipscope.ui.masks;

import org.dipscope.ui.text.Words;

import java.util.Locale;

/** What the mask maps show of each column. */
public enum MaskMode {
    /** Whether this token chose it. */
    NOW,
    /** How many of the last tokens chose it. */
    WINDOW,
    /** How large its score is beside the largest of its layer. */
    SCORE,
    /** Its place among the scores of its layer. */
    RANK,
    /** Whether it came into the mask or fell out of it with this token. */
    CHURN,
    /** How much more often run A chose it than run B. */
    DIFFERENCE;

    /** Its name in files and keys. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The word in the window. */
    public String label(Words words) {
        return words.text("masks." + id());
    }
}
