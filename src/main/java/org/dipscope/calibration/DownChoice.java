package org.dipscope.calibration;

import org.dipscope.kernel.TopK;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Selection;
import org.dipscope.sparsity.Masking;

/**
 * How a layer's down columns are chosen while it is fitted, where the engine is not asked: the largest, or those above the threshold.
 *
 * @param keep      how many; not asked where there is a threshold
 * @param threshold what a score must exceed; {@link Float#NaN} for a method of counts
 */
record DownChoice(int keep, float threshold) {

    /** As the engine chooses in this layer. */
    static DownChoice of(Masking masking, int layer, int hidden, int intermediate) {
        double share = masking.method().shares(masking, masking.shares(layer)).get(Hook.DOWN);
        float threshold = masking.method().thresholds().flatMap(kind -> masking.calibration().flatMap(known -> known.thresholds(kind)))
                .map(thresholds -> thresholds.threshold(Hook.DOWN, layer, share)).orElse(Float.NaN);
        return new DownChoice(masking.method().keep(masking, layer, hidden, intermediate).get(Hook.DOWN), threshold);
    }

    /** Selects among absolute values, as many as the selection has columns. */
    void select(float[] scores, Selection selection) {
        if (Float.isNaN(threshold)) {
            TopK.select(scores, 0, keep, selection);
            return;
        }
        selection.clear();
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] > threshold) {
                selection.append(i);
            }
        }
    }
}
