package org.dipscope.ui.tour;

import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;

import java.util.List;

/** What a tour does in the window. */
public interface Guided {

    /** The settings in force. */
    Settings settings();

    /** What the model that is open starts with. */
    Settings start();

    /** Takes settings into force that are no step of a person's own. */
    void adopt(Settings settings);

    /** Begins a new conversation with this prompt. */
    void ask(String prompt);

    /** Stops the run under way. */
    void stop();

    /** Shows where to look, now that the last of these runs is over. */
    void look(Look where, List<Snapshot> runs);
}
