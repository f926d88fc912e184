package org.dipscope.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.dipscope.mask.Selection;

/** The {@code k} largest of non-negative scores; of equal ones the lower index wins. */
public final class TopK {

    private TopK() {
    }

    /**
     * Selects the {@code k} largest scores.
     *
     * <p>Floats that are not negative order like their bits, so the k-th largest is found by bisection on the bits, counting with
     * vectors: some 25 passes over an array that sits in the first cache, without a branch that depends on the data.
     *
     * @param scores ≥ 0, from {@code offset} on, as many as {@code target} has columns
     * @param k      how many; all where it is at least that number
     */
    public static void select(float[] scores, int offset, int k, Selection target) {
        int n = target.size();
        target.clear();
        if (k <= 0) {
            return;
        }
        if (k >= n) {
            target.selectAll();
            return;
        }
        float threshold = kthLargest(scores, offset, n, k);
        int ties = k - countAbove(scores, offset, n, threshold);
        for (int i = 0; i < n; i++) {
            float score = scores[offset + i];
            if (score > threshold || score == threshold && ties-- > 0) {
                target.append(i);
            }
        }
    }

    /** The scalar twin of {@link #select}, straight from the definition. */
    public static void selectScalar(float[] scores, int offset, int k, Selection target) {
        int n = target.size();
        target.clear();
        for (int i = 0; i < n; i++) {
            int better = 0;
            for (int j = 0; j < n; j++) {
                if (scores[offset + j] > scores[offset + i] || scores[offset + j] == scores[offset + i] && j < i) {
                    better++;
                }
            }
            if (better < k) {
                target.append(i);
            }
        }
    }

    private static float kthLargest(float[] scores, int offset, int n, int k) {
        int low = 0;
        int high = Float.floatToRawIntBits(max(scores, offset, n));
        while (low < high) {
            int middle = low + (high - low + 1 >>> 1);
            if (countFrom(scores, offset, n, Float.intBitsToFloat(middle)) >= k) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return Float.intBitsToFloat(low);
    }

    private static float max(float[] scores, int offset, int n) {
        float max = 0;
        for (int i = 0; i < n; i++) {
            max = Math.max(max, scores[offset + i]);
        }
        return max;
    }

    private static int countFrom(float[] scores, int offset, int n, float threshold) {
        int count = 0;
        int i = 0;
        int bound = n - n % Lanes.COUNT;
        for (; i < bound; i += Lanes.COUNT) {
            VectorMask<Float> mask = FloatVector.fromArray(Lanes.FLOATS, scores, offset + i).compare(VectorOperators.GE, threshold);
            count += mask.trueCount();
        }
        for (; i < n; i++) {
            if (scores[offset + i] >= threshold) {
                count++;
            }
        }
        return count;
    }

    private static int countAbove(float[] scores, int offset, int n, float threshold) {
        int count = 0;
        for (int i = 0; i < n; i++) {
            if (scores[offset + i] > threshold) {
                count++;
            }
        }
        return count;
    }
}
