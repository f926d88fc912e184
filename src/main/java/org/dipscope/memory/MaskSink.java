package org.dipscope.memory;

import org.dipscope.mask.Selection;

/** Takes the masks of a run as they are chosen, on the thread that chooses them. */
public interface MaskSink {

    /** Begins a sequence: cold caches, and so many tokens before its first masked one and at its end. */
    void sequence(int promptLength, int totalLength);

    /**
     * Takes one mask.
     *
     * @param token    its token's number since the last {@link #ended}, from 0: a batch takes several tokens through a layer at once
     * @param hook     {@link org.dipscope.mask.Hook#index}
     * @param selected holds until the call returns
     */
    void mask(int token, int hook, Selection selected);

    /** So many tokens are complete. */
    void ended(int tokens);
}
