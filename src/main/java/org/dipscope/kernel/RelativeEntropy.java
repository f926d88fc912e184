package org.dipscope.kernel;

import jdk.incubator.vector.FloatVector;

/** How far one next-token distribution lies from another. */
public final class RelativeEntropy {

    private RelativeEntropy() {
    }

    /**
     * The Kullback-Leibler divergence {@code Σ p·(log p − log q)} in nats, from logits.
     *
     * @param p        logits of the distribution that is taken for true, {@code n} of them from {@code pAt} on
     * @param pLogSum  {@link VectorMath#logSumExp} of them
     * @param q        logits of the other
     * @param qLogSum  {@link VectorMath#logSumExp} of them
     * @return ≥ 0 but for rounding, of about 1e-6
     */
    public static double nats(float[] p, int pAt, double pLogSum, float[] q, int qAt, double qLogSum, int n) {
        float pSum = (float) pLogSum;
        float qSum = (float) qLogSum;
        FloatVector sums = FloatVector.zero(Lanes.FLOATS);
        int bound = n - n % Lanes.COUNT;
        for (int i = 0; i < bound; i += Lanes.COUNT) {
            FloatVector logP = FloatVector.fromArray(Lanes.FLOATS, p, pAt + i).sub(pSum);
            FloatVector logQ = FloatVector.fromArray(Lanes.FLOATS, q, qAt + i).sub(qSum);
            sums = Exponential.of(logP).fma(logP.sub(logQ), sums);
        }
        double sum = Lanes.sum(sums);
        for (int i = bound; i < n; i++) {
            double logP = p[pAt + i] - pLogSum;
            sum += Math.exp(logP) * (logP - (q[qAt + i] - qLogSum));
        }
        return sum;
    }
}
