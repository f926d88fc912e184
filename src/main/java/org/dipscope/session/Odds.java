package org.dipscope.session;

import org.dipscope.kernel.RelativeEntropy;
import org.dipscope.kernel.VectorMath;
import org.dipscope.tokenizer.Tokenizer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads probabilities from logits; it changes neither them nor anything that the next token depends on. */
final class Odds {
    private final Tokenizer tokenizer;
    private final int vocabulary;
    /** Logits of the distribution in which every token is as likely as the next. */
    private final float[] even;
    private final Map<Integer, String> texts = new HashMap<>();
    private final int[] best = new int[Outlook.KEPT];

    Odds(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
        this.vocabulary = tokenizer.vocabulary();
        this.even = new float[vocabulary];
    }

    /**
     * What these logits expect.
     *
     * @param logits {@code [vocabulary]}
     * @param chosen the token that came
     */
    Outlook read(float[] logits, int chosen) {
        double sum = VectorMath.logSumExp(logits, 0, vocabulary);
        // Entropy is what is missing to the even distribution's, which is the largest.
        double evenSum = Math.log(vocabulary);
        double entropy = Math.max(0, evenSum - RelativeEntropy.nats(logits, 0, sum, even, 0, evenSum, vocabulary));
        int kept = findBest(logits);
        List<Candidate> likeliest = new ArrayList<>(kept);
        for (int i = 0; i < kept; i++) {
            likeliest.add(new Candidate(best[i], text(best[i]), probability(logits[best[i]], sum)));
        }
        return new Outlook(chosen < vocabulary ? probability(logits[chosen], sum) : 0, entropy, likeliest);
    }

    /** {@code KL(p ‖ q)} of two models' logits in nats, ≥ 0. */
    double divergence(float[] p, float[] q) {
        double pSum = VectorMath.logSumExp(p, 0, vocabulary);
        double qSum = VectorMath.logSumExp(q, 0, vocabulary);
        return Math.max(0, RelativeEntropy.nats(p, 0, pSum, q, 0, qSum, vocabulary));
    }

    private static double probability(float logit, double sum) {
        return Math.min(1, Math.exp(logit - sum));
    }

    private int findBest(float[] logits) {
        int kept = 0;
        for (int id = 0; id < vocabulary; id++) {
            if (kept == best.length && !(logits[id] > logits[best[kept - 1]])) {
                continue;
            }
            int place = kept < best.length ? kept++ : kept - 1;
            while (place > 0 && logits[id] > logits[best[place - 1]]) {
                best[place] = best[place - 1];
                place--;
            }
            best[place] = id;
        }
        return kept;
    }

    /** Shared by all tokens that name it: ten thousand tokens name the same few words again and again. */
    private String text(int id) {
        return texts.computeIfAbsent(id, _ -> tokenizer.special(id) ? tokenizer.token(id) : tokenizer.decode(id));
    }
}
