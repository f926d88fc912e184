package org.dipscope.ui.compare;

import org.dipscope.session.TokenFrame;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The mean of a figure over a run's tokens, and how far chance moves it.
 *
 * @param tokens   that have the figure
 * @param mean     in the figure's own unit; {@link Double#NaN} without tokens
 * @param variance of the mean: the tokens' own sample variance by their number; {@link Double#NaN} for fewer than two tokens
 */
record TokenMean(int tokens, double mean, double variance) {
    /** Fewer tokens do not tell their own variance. */
    static final int LEAST_TOKENS = 16;

    /**
     * The mean over these tokens.
     *
     * @param figure a token's; {@link Double#NaN} where it has none
     */
    static TokenMean of(List<TokenFrame> tokens, ToDoubleFunction<TokenFrame> figure) {
        int count = 0;
        double mean = 0;
        double squares = 0;
        for (TokenFrame token : tokens) {
            double value = figure.applyAsDouble(token);
            if (!Double.isNaN(value)) {
                // Welford's recurrence, which does not lose small variances beside large means.
                count++;
                double off = value - mean;
                mean += off / count;
                squares += off * (value - mean);
            }
        }
        return new TokenMean(count, count == 0 ? Double.NaN : mean, count < 2 ? Double.NaN : squares / (count - 1) / count);
    }

    /** Whether both have so many tokens that chance can be told from a difference. */
    boolean tellsFrom(TokenMean other) {
        return Math.min(tokens, other.tokens) >= LEAST_TOKENS;
    }

    /**
     * Whether the two are apart by more than chance.
     *
     * @param margin how many standard errors of their difference chance is given
     */
    boolean differsFrom(TokenMean other, double margin) {
        return tellsFrom(other) && Math.abs(mean - other.mean) > margin * Math.sqrt(variance + other.variance);
    }
}
