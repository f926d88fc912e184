package org.dipscope.eval;

import java.util.List;

/**
 * How closely a setting follows the dense model over the windows.
 *
 * @param mean      mean Kullback-Leibler divergence of the next-token distributions from the dense ones, nats
 * @param tail      its 99th percentile, nats
 * @param agreement share of scored tokens whose likeliest next token is the dense model's, in [0, 1]
 * @param alike     tokens of a greedy answer before the first that differs from the dense model's, mean over the windows
 * @param generated length of the dense answers, mean over the windows; no {@code alike} is longer
 * @param each      {@code alike} of each window in the plain run
 */
public record Divergence(Band mean, Band tail, Band agreement, Band alike, double generated, List<Integer> each) {

    public Divergence {
        each = List.copyOf(each);
    }
}
