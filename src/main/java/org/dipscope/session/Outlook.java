package org.dipscope.session;

import java.util.List;

/**
 * What a model expected as the next token, before repeat penalty and temperature.
 *
 * @param chosen    the probability of the token that then came, in [0, 1]
 * @param entropy   {@code −Σ p·log p} of the whole distribution in nats, ≥ 0, to about 0.001
 * @param likeliest the likeliest tokens, best first; of equal ones the lower id
 */
public record Outlook(double chosen, double entropy, List<Candidate> likeliest) {
    /** How many of the likeliest tokens are kept. */
    public static final int KEPT = 5;

    public Outlook {
        likeliest = List.copyOf(likeliest);
    }
}
