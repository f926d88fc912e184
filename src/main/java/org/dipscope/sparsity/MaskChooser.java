package org.dipscope.sparsity;

import org.dipscope.kernel.TopK;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.dipscope.mask.Selection;
import org.dipscope.memory.Residency;

import java.util.Arrays;
import java.util.Map;

/**
 * Chooses masks as the settings say: scores, re-weighting by residency, top-k, then the word to the residency. One thread uses
 * it; nothing is allocated per token. It keeps the scores and selections of the last pass, to be looked at.
 */
public final class MaskChooser implements MaskChoice {
    private final int hidden;
    private final int intermediate;
    private final int maxTokens;
    private final float[] weighted;
    private final HookMemory[] hooks;
    private Masking masking;
    private Residency residency = Residency.NOTHING;
    private double gamma = 1;
    private int[] keep = {};
    private int tokens;
    private int layer;

    /**
     * A chooser for a model of this shape.
     *
     * @param maxTokens the most tokens of a batch
     */
    public MaskChooser(int layers, int hidden, int intermediate, int maxTokens) {
        this.hidden = hidden;
        this.intermediate = intermediate;
        this.maxTokens = maxTokens;
        this.weighted = new float[Math.max(hidden, intermediate)];
        this.hooks = new HookMemory[Hook.values().length];
        for (Hook hook : Hook.values()) {
            hooks[hook.ordinal()] = new HookMemory(layers, hook.columns(hidden, intermediate));
        }
    }

    /**
     * Begins a pass over a batch.
     *
     * @param tokens    how many tokens it has, at most {@code maxTokens}
     * @param masking   the method and its settings
     * @param residency what is in DRAM
     */
    public void begin(int tokens, Masking masking, Residency residency) {
        if (!masking.equals(this.masking)) {
            this.masking = masking;
            this.gamma = masking.method().gamma(masking);
            this.keep = new int[hooks.length];
            Map<Hook, Integer> counts = masking.method().keep(masking, hidden, intermediate);
            counts.forEach((hook, k) -> keep[hook.ordinal()] = k);
            counts.keySet().forEach(hook -> hooks[hook.ordinal()].prepare(maxTokens));
        }
        this.tokens = tokens;
        this.residency = residency;
    }

    /** Goes on to a layer. */
    public void layer(int number) {
        this.layer = number;
    }

    @Override
    public Selection[] largest(Hook hook, TokenRows values) {
        HookMemory memory = hooks[hook.ordinal()];
        int columns = memory.columns;
        int k = keep[hook.ordinal()];
        for (int token = 0; token < tokens; token++) {
            float[] scores = memory.scores;
            int at = layer * columns;
            int from = token * values.stride();
            for (int i = 0; i < columns; i++) {
                scores[at + i] = Math.abs(values.values()[from + i]);
            }
            Selection selection = memory.selections[token];
            int index = hook.index(layer);
            float factor = (float) gammaOf(residency.masked() + token);
            if (factor == 1) {
                TopK.select(scores, at, k, selection);
            } else {
                weigh(scores, at, columns, factor, residency.resident(index), memory.top);
                TopK.select(weighted, 0, k, selection);
            }
            residency.use(index, selection);
            if (token == tokens - 1) {
                System.arraycopy(selection.words(), 0, memory.words[layer], 0, memory.words[layer].length);
            }
        }
        return memory.selections;
    }

    /** The warm-up lets γ fall from 1: {@code γ_t = 1 − (1 − γ)(1 − γ^(t/4))}. */
    private double gammaOf(int token) {
        return masking.warmUp() && gamma < 1 ? 1 - (1 - gamma) * (1 - Math.pow(gamma, token / 4.0)) : gamma;
    }

    private void weigh(float[] scores, int at, int columns, float factor, long[] resident, Selection fixed) {
        for (int i = 0; i < columns; i++) {
            boolean held = i >> 6 < resident.length && (resident[i >> 6] >>> i & 1) != 0;
            weighted[i] = held ? scores[at + i] : factor * scores[at + i];
        }
        if (masking.fixedTopN() > 0) {
            TopK.select(scores, at, masking.fixedTopN(), fixed);
            for (int n = 0; n < fixed.count(); n++) {
                weighted[fixed.column(n)] = scores[at + fixed.column(n)];
            }
        }
    }

    /** A copy of the last token's scores at a hook, {@code [layers][columns]} flattened, before any re-weighting. */
    public float[] scores(Hook hook) {
        return hooks[hook.ordinal()].scores.clone();
    }

    /** The last token's mask of a layer at a hook. */
    public Mask selected(Hook hook, int number) {
        HookMemory memory = hooks[hook.ordinal()];
        return Mask.copyOf(memory.columns, memory.words[number]);
    }

    /** The scores and selections of one hook. */
    private static final class HookMemory {
        private final int columns;
        private final int layers;
        private final Selection top;
        private float[] scores = {};
        private Selection[] selections = {};
        private long[][] words = {};

        HookMemory(int layers, int columns) {
            this.layers = layers;
            this.columns = columns;
            this.top = new Selection(columns);
        }

        void prepare(int tokens) {
            if (selections.length == 0) {
                scores = new float[layers * columns];
                words = new long[layers][Mask.wordCount(columns)];
                selections = new Selection[tokens];
                Arrays.setAll(selections, i -> new Selection(columns));
            }
        }
    }
}
