package org.dipscope.model;

import org.dipscope.kernel.Rotary;

/**
 * How heads are turned.
 *
 * @param near  in sequences of at most {@code reach} positions
 * @param far   in longer ones
 * @param reach see there
 * @param local in layers with a window, where they differ
 */
record Turns(Rotary near, Rotary far, int reach, Rotary local) {
}
