package org.dipscope.ui.tour;

import org.dipscope.session.Snapshot;

import java.util.List;
import java.util.function.Function;

/**
 * A few runs that show something. Its words are entries of {@code tours}: {@code id} is the title, {@code id-what} what it is about, and for
 * the steps from 1 on {@code id-1} says what comes and {@code id-1-look} what to look at; {@code id-found} says with figures what came out.
 *
 * @param id    its name in keys and tests
 * @param steps its runs, one or more
 * @param claim says of the finished runs, one a step, whether they show it
 */
public record Tour(String id, List<Step> steps, Function<List<Snapshot>, Finding> claim) {

    public Tour {
        steps = List.copyOf(steps);
    }
}
