package org.dipscope.ui.state;

import java.nio.file.Path;

/** What stood in the middle of the window. */
public sealed interface CentreState {

    /** The live views. */
    record Live() implements CentreState {
    }

    /** The table of pinned runs. */
    record RunTable() implements CentreState {
    }

    /** Tokens under the device's roof. */
    record Roofline() implements CentreState {
    }

    /**
     * Two pinned runs side by side.
     *
     * @param a the left one's {@linkplain org.dipscope.session.PinnedRun#id() id}
     * @param b the right one's
     */
    record Comparison(String a, String b) implements CentreState {
    }

    /**
     * A sweep's trade-off.
     *
     * @param sweep the file with its points
     */
    record TradeOff(Path sweep) implements CentreState {
    }
}
