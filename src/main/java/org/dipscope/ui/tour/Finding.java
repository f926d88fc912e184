package org.dipscope.ui.tour;

import java.util.List;

/**
 * What the runs of a tour came to.
 *
 * @param holds  whether they show what the tour says
 * @param values the measured figures that its last sentence names, as people read them
 */
public record Finding(boolean holds, List<String> values) {

    public Finding {
        values = List.copyOf(values);
    }
}
