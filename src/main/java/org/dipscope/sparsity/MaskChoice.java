package org.dipscope.sparsity;

import org.dipscope.mask.Hook;
import org.dipscope.mask.Selection;

/** Chooses the masks of one layer, token after token, from scores and from what is resident. */
public interface MaskChoice {

    /**
     * For each token the columns whose {@code abs(values)} are largest after the re-weighting by residency, as many as the
     * settings keep at this hook; of equal scores the lower index wins. Each choice is told to the residency before the next.
     *
     * @param hook   where the mask is chosen
     * @param values a row a token, as wide as the hook has columns
     * @return one selection a token, valid until the next call for the same hook
     */
    Selection[] largest(Hook hook, TokenRows values);

    /**
     * For each token the columns whose {@code abs(values)} exceed the calibrated threshold of the hook in this layer.
     *
     * @param hook   where the mask is chosen
     * @param values a row a token, as wide as the hook has columns
     * @return one selection a token, valid until the next call for the same hook
     */
    Selection[] above(Hook hook, TokenRows values);

    /**
     * For each token the columns with the largest logits, as many as the settings keep at this hook; of equal ones the lower index wins.
     *
     * @param hook   where the mask is chosen
     * @param logits a row a token, of either sign, as wide as the hook has columns
     * @return one selection a token, valid until the next call for the same hook
     */
    Selection[] likeliest(Hook hook, TokenRows logits);
}
