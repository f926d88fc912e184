package org.dipscope.calibration;

import org.dipscope.mask.Hook;
import org.dipscope.mask.Selection;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.dipscope.sparsity.Dip;
import org.dipscope.sparsity.Frequencies;
import org.dipscope.sparsity.Masking;

import java.util.EnumMap;
import java.util.Map;

/** How often DIP selects each column. */
final class SelectionCount {

    private SelectionCount() {
    }

    /** Counts over all tokens, each layer seeing what the pruned ones before it left. */
    static Frequencies of(LoadedModel model, Streams streams, Masking settings, Progress progress) {
        Masking dip = settings.withMethod(new Dip());
        int layers = model.summary().layers();
        Map<Hook, float[][]> counts = new EnumMap<>(Hook.class);
        for (Hook hook : new Hook[] {Hook.INPUT, Hook.DOWN}) {
            counts.put(hook, new float[layers][hook.columns(model.summary().hidden(), model.summary().intermediate())]);
        }
        for (int layer = 0; layer < layers; layer++) {
            float[] input = counts.get(Hook.INPUT)[layer];
            float[] down = counts.get(Hook.DOWN)[layer];
            streams.through(layer, dip, (mlp, choice, _) -> {
                Selection[] columns = choice.largest(Hook.INPUT, mlp.input());
                count(columns, mlp.tokens(), input);
                mlp.gateAndUp(columns);
                mlp.activateGate();
                mlp.multiply();
                Selection[] active = choice.largest(Hook.DOWN, mlp.activation());
                count(active, mlp.tokens(), down);
                mlp.down(active);
            });
            for (float[] row : new float[][] {input, down}) {
                for (int i = 0; i < row.length; i++) {
                    row[i] /= streams.tokens();
                }
            }
            progress.report((layer + 1.0) / layers, "selections, layer %d of %d".formatted(layer + 1, layers));
        }
        return new Frequencies(counts);
    }

    private static void count(Selection[] selections, int tokens, float[] counts) {
        for (int t = 0; t < tokens; t++) {
            for (int n = 0; n < selections[t].count(); n++) {
                counts[selections[t].column(n)]++;
            }
        }
    }
}
