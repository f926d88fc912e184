package org.dipscope.session;

/**
 * A token that could have come next.
 *
 * @param id          the token's id
 * @param text        its characters; the token's name where it is a special one
 * @param probability that the model gave it, in [0, 1], before repeat penalty and temperature
 */
public record Candidate(int id, String text, double probability) {
}
