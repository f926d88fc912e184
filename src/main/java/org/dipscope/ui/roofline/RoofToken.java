package org.dipscope.ui.roofline;

import org.dipscope.memory.Roofline;
import org.dipscope.session.Settings;

import java.util.Optional;

/**
 * The mean token of a run or of a sweep's point, under the roof of its device.
 *
 * @param key      tells it from the others, also when the figures have changed
 * @param name     what was run where
 * @param token    what it computes and reads
 * @param speed    tokens/s that the simulator gives it, which leaves computing out
 * @param dense    whether nothing was pruned
 * @param settings what would run it again; empty where a click restores nothing, as for bounds that know the future
 */
public record RoofToken(String key, String name, Roofline token, double speed, boolean dense, Optional<Settings> settings) {

    /** Operations/s at the simulator's speed: how high it stands. */
    public double attained() {
        return token.operations() * speed;
    }
}
