package org.dipscope.memory;

import org.dipscope.mask.Mask;

import java.util.List;
import java.util.Optional;

/**
 * What a policy is given before the first token of one hook of one layer.
 *
 * @param columns     how many columns there are
 * @param learning    after how many tokens a policy that learns first has learned enough, ≥ 0
 * @param frequencies how often each column was selected on calibration text, where that is known
 * @param future      all masks to come; empty beside a running engine
 */
record PolicyStart(int columns, int learning, Optional<int[]> frequencies, List<Mask> future) {

    /** Nothing is known but the number of columns. */
    static PolicyStart of(int columns) {
        return new PolicyStart(columns, Pinning.DEFAULT_TOKENS, Optional.empty(), List.of());
    }
}
