package org.dipscope.eval;

/**
 * How closely one window followed the dense model.
 *
 * @param divergences per scored token, the Kullback-Leibler divergence of the next-token distribution from the dense one's, in nats
 * @param agreements  how many scored tokens have the same likeliest next token as the dense model
 * @param alike       how many tokens a greedy answer had in common with the dense model's before the first that differs
 * @param generated   how long the dense answer is; where {@code alike} equals it, none differed
 */
public record Fidelity(double[] divergences, int agreements, int alike, int generated) {
}
