package org.dipscope.session;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Chooses tokens from logits: repeat penalty, then top-k, top-p and min-p on the model's own probabilities, then temperature. The
 * same seed and the same logits give the same tokens.
 */
public final class Sampler {
    /** How many tokens back the repeat penalty looks. */
    public static final int PENALTY_WINDOW = 64;
    /** A token whose logit lies this far below the best one has a probability below 10^-17 and cannot be drawn in double precision. */
    private static final float NEGLIGIBLE = 40;

    private final SplittableRandom random;
    private float[] penalised = {};
    private long[] order = {};
    private double[] weights = {};

    /** A sampler whose draws follow this seed. */
    public Sampler(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Goes on as if so many tokens had been drawn. */
    void skip(int draws) {
        for (int i = 0; i < draws; i++) {
            random.nextDouble();
        }
    }

    /**
     * Chooses the next token.
     *
     * @param logits     {@code [vocabulary]}; only read
     * @param vocabulary how many of them count
     * @param recent     the tokens so far
     * @param length     how many of {@code recent} hold
     * @throws OverflowException where the largest logit is no number
     */
    public int choose(float[] logits, int vocabulary, int[] recent, int length, Sampling sampling) {
        float[] scores = penalise(logits, vocabulary, recent, length, sampling.repeatPenalty());
        if (sampling.temperature() == 0) {
            return best(scores, vocabulary);
        }
        return draw(scores, vocabulary, sampling);
    }

    /** The token with the largest logit; of equal ones the lowest id. Throws {@link OverflowException} where it is no number. */
    public static int best(float[] logits, int vocabulary) {
        int best = 0;
        for (int i = 1; i < vocabulary; i++) {
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        OverflowException.requireFinite(logits[best]);
        return best;
    }

    private float[] penalise(float[] logits, int vocabulary, int[] recent, int length, double penalty) {
        if (penalty == 1) {
            return logits;
        }
        if (penalised.length < vocabulary) {
            penalised = new float[vocabulary];
        }
        System.arraycopy(logits, 0, penalised, 0, vocabulary);
        for (int i = Math.max(0, length - PENALTY_WINDOW); i < length; i++) {
            int id = recent[i];
            if (id >= vocabulary) {
                continue;
            }
            penalised[id] = (float) (logits[id] > 0 ? logits[id] / penalty : logits[id] * penalty);
        }
        return penalised;
    }

    private int draw(float[] scores, int vocabulary, Sampling sampling) {
        int count = sortCandidates(scores, vocabulary, (float) Math.max(1, sampling.temperature()) * NEGLIGIBLE);
        if (sampling.topK() > 0) {
            count = Math.min(count, sampling.topK());
        }
        float top = scores[id(0)];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            weights[i] = Math.exp(scores[id(i)] - top);
            sum += weights[i];
        }
        count = nucleus(count, sum, sampling);
        double total = 0;
        for (int i = 0; i < count; i++) {
            weights[i] = Math.exp((scores[id(i)] - top) / sampling.temperature());
            total += weights[i];
        }
        double dart = random.nextDouble() * total;
        for (int i = 0; i < count - 1; i++) {
            dart -= weights[i];
            if (dart < 0) {
                return id(i);
            }
        }
        return id(count - 1);
    }

    /** How many of the candidates top-p and min-p leave; at least the best one. */
    private int nucleus(int count, double sum, Sampling sampling) {
        // A share of 1 keeps everything: in floating point the sum is reached long before the last candidate.
        double wanted = sampling.topP() == 1 ? Double.POSITIVE_INFINITY : sampling.topP() * sum;
        double reached = 0;
        int kept = 0;
        while (kept < count && (kept == 0 || reached < wanted) && weights[kept] >= sampling.minP()) {
            reached += weights[kept++];
        }
        return kept;
    }

    /** Sorts the candidates by falling score, equal ones by rising id. */
    private int sortCandidates(float[] scores, int vocabulary, float reach) {
        if (order.length < vocabulary) {
            order = new long[vocabulary];
            weights = new double[vocabulary];
        }
        float least = scores[best(scores, vocabulary)] - reach;
        int count = 0;
        for (int i = 0; i < vocabulary; i++) {
            if (scores[i] >= least) {
                int bits = Float.floatToIntBits(scores[i]);
                int rising = bits ^ (bits >> 31 & 0x7FFF_FFFF);
                order[count++] = (long) ~rising << 32 | i;
            }
        }
        Arrays.sort(order, 0, count);
        return count;
    }

    private int id(int place) {
        return (int) order[place];
    }
}
