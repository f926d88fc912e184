package org.dipscope.model;

/**
 * What is particular to one layer besides its weights.
 *
 * @param window how many positions a token sees, its own the last of them; 0 for all
 * @param turn   by which frequencies its heads are turned
 */
public record LayerPlan(int window, Turn turn) {

    /** By which frequencies heads are turned. */
    public enum Turn {
        /** By the model's own. */
        GLOBAL,
        /** By those of layers with a window. */
        LOCAL,
        /** Not at all: such a layer knows no positions. */
        NONE
    }
}
