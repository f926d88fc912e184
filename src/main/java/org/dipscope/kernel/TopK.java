package org.dipscope.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.dipscope.mask.Selection;

/** The {@code k} largest of non-negative scores; of equal ones the lower index wins. */
public final class TopK {

    private TopK() {
    }

    /**
     * Selects the {@code k} largest scores.
     *
     * <p>Floats that are not negative order like their bits, so a threshold is found by bisection on the bits, counting with
     * vectors: at most 31 passes over an array that sits in the first cache, without a branch that depends on the data. As soon as a
     * threshold lets exactly {@code k} scores pass, it need not be the k-th largest itself.
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
        int low = 0;
        int high = largest(scores, offset, n);
        int atLow = n;
        while (low < high && atLow > k) {
            int middle = low + (high - low + 1 >>> 1);
            int count = countFrom(scores, offset, n, middle);
            if (count >= k) {
                low = middle;
                atLow = count;
            } else {
                high = middle - 1;
            }
        }
        if (atLow == k) {
            appendFrom(scores, offset, n, low, target);
        } else {
            appendWithTies(scores, offset, n, low, k - countFrom(scores, offset, n, low + 1), target);
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

    private static int largest(float[] scores, int offset, int n) {
        IntVector largest = IntVector.zero(Lanes.INTS);
        int i = 0;
        for (; i + Lanes.COUNT <= n; i += Lanes.COUNT) {
            largest = largest.max(FloatVector.fromArray(Lanes.FLOATS, scores, offset + i).reinterpretAsInts());
        }
        int max = largest.reduceLanes(VectorOperators.MAX);
        for (; i < n; i++) {
            max = Math.max(max, Float.floatToRawIntBits(scores[offset + i]));
        }
        return max;
    }

    /** How many scores have bits of at least the threshold, which is at least 1; subtraction leaves a sign where one does. */
    private static int countFrom(float[] scores, int offset, int n, int threshold) {
        IntVector below = IntVector.broadcast(Lanes.INTS, threshold - 1);
        IntVector a = IntVector.zero(Lanes.INTS);
        IntVector b = a;
        int i = 0;
        for (; i + 2 * Lanes.COUNT <= n; i += 2 * Lanes.COUNT) {
            a = a.add(below.sub(FloatVector.fromArray(Lanes.FLOATS, scores, offset + i).reinterpretAsInts()).lanewise(VectorOperators.LSHR, 31));
            b = b.add(below.sub(FloatVector.fromArray(Lanes.FLOATS, scores, offset + i + Lanes.COUNT).reinterpretAsInts())
                    .lanewise(VectorOperators.LSHR, 31));
        }
        int count = a.add(b).reduceLanes(VectorOperators.ADD);
        for (; i < n; i++) {
            count += threshold - 1 - Float.floatToRawIntBits(scores[offset + i]) >>> 31;
        }
        return count;
    }

    private static void appendFrom(float[] scores, int offset, int n, int threshold, Selection target) {
        int i = 0;
        for (; i + Lanes.COUNT <= n; i += Lanes.COUNT) {
            target.append(i, FloatVector.fromArray(Lanes.FLOATS, scores, offset + i).reinterpretAsInts().compare(VectorOperators.GE, threshold).toLong());
        }
        for (; i < n; i++) {
            if (Float.floatToRawIntBits(scores[offset + i]) >= threshold) {
                target.append(i);
            }
        }
    }

    private static void appendWithTies(float[] scores, int offset, int n, int threshold, int ties, Selection target) {
        int left = ties;
        for (int i = 0; i < n; i++) {
            int bits = Float.floatToRawIntBits(scores[offset + i]);
            if (bits > threshold || bits == threshold && left-- > 0) {
                target.append(i);
            }
        }
    }
}
