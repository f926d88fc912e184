package org.dipscope.session;

/**
 * What the dense model, shown the very same tokens, made of the place where a token was chosen.
 *
 * @param dense      what it expected; {@link Outlook#chosen()} is of the token that the pruned model's run took
 * @param divergence {@code KL(dense ‖ pruned)} of the two next-token distributions in nats, ≥ 0
 * @param agrees     whether both models have the same likeliest token
 * @param seconds    wall-clock time of the dense pass on this machine; {@link Double#NaN} where it had no single token to itself
 */
public record Shadow(Outlook dense, double divergence, boolean agrees, double seconds) {

    /** The token that the dense model would have taken. */
    public Candidate wanted() {
        return dense.likeliest().getFirst();
    }
}
