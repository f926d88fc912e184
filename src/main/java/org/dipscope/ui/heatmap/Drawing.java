package org.dipscope.ui.heatmap;

/** Something that is drawn rather than styled, at most once a pulse and only when it has changed. */
public interface Drawing {

    /** Says that what is shown has changed. Any number of calls between two pulses make one drawing; an unseen one waits. */
    void refresh();
}
