package org.dipscope.session;

/**
 * How the next token is chosen from the logits.
 *
 * @param temperature   divides the logits; 0 takes the largest one (greedy)
 * @param topK          only the k most likely tokens; 0 = all
 * @param topP          only the most likely tokens that together reach this probability, in (0, 1]
 * @param minP          only tokens at least this share as likely as the best one, in [0, 1]
 * @param repeatPenalty divides positive and multiplies negative logits of the last 64 tokens, ≥ 1
 * @param seed          of the random choice; the same seed gives the same text
 * @param maxTokens     the most tokens of one answer, ≥ 1
 */
public record Sampling(double temperature, int topK, double topP, double minP, double repeatPenalty, long seed, int maxTokens) {

    /** Greedy, 64 tokens. */
    public static final Sampling GREEDY = new Sampling(0, 0, 1, 0, 1, 0, 64);

    public Sampling {
        require(temperature >= 0 && temperature <= 100, "temperature", temperature, "0 (greedy) to 100");
        require(topK >= 0, "top-k", topK, "0 (all) or more");
        require(topP > 0 && topP <= 1, "top-p", topP, "above 0 and at most 1");
        require(minP >= 0 && minP <= 1, "min-p", minP, "0 to 1");
        require(repeatPenalty >= 1 && repeatPenalty <= 100, "repeat penalty", repeatPenalty, "1 (none) to 100");
        require(maxTokens >= 1, "number of tokens", maxTokens, "1 or more");
    }

    private static void require(boolean holds, String what, Number value, String range) {
        if (!holds) {
            throw new IllegalArgumentException("a " + what + " of " + value + " does not work; give " + range + ".");
        }
    }

    /** The same choice with another limit. */
    public Sampling withMaxTokens(int tokens) {
        return new Sampling(temperature, topK, topP, minP, repeatPenalty, seed, tokens);
    }
}
