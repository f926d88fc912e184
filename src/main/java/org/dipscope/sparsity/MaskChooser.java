package org.dipscope.sparsity;

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
    private final int layers;
    private final int maxTokens;
    private final ColumnNorms norms;
    private final HookMemory[] hooks;
    private Masking masking;
    private Residency residency = Residency.NOTHING;
    private boolean weighted;
    private int tokens;
    private int layer;

    /**
     * A chooser for a model of this shape.
     *
     * @param maxTokens the most tokens of a batch
     * @param norms     the columns' lengths; asked only where the scoring wants them
     */
    public MaskChooser(int layers, int hidden, int intermediate, int maxTokens, ColumnNorms norms) {
        this.layers = layers;
        this.maxTokens = maxTokens;
        this.norms = norms;
        this.hooks = new HookMemory[Hook.values().length];
        for (Hook hook : Hook.values()) {
            hooks[hook.ordinal()] = new HookMemory(layers, hook.columns(hidden, intermediate));
        }
    }

    /** A chooser that takes every column to be as long as any other. */
    public MaskChooser(int layers, int hidden, int intermediate, int maxTokens) {
        this(layers, hidden, intermediate, maxTokens, (hook, layer) -> {
            float[] ones = new float[hook.columns(hidden, intermediate)];
            Arrays.fill(ones, 1);
            return ones;
        });
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
            this.weighted = masking.scoring() == Scoring.WEIGHT_AWARE && masking.method().ranks();
            for (HookMemory memory : hooks) {
                memory.preference.follow(masking);
            }
            for (int number = 0; number < layers; number++) {
                Map<Hook, Double> shares = masking.method().shares(masking, masking.shares(number));
                for (Map.Entry<Hook, Double> share : shares.entrySet()) {
                    HookMemory memory = hooks[share.getKey().ordinal()];
                    memory.prepare(maxTokens);
                    memory.keep[number] = Shares.floor(share.getValue(), memory.columns);
                    memory.thresholds[number] = threshold(masking, share.getKey(), number, share.getValue());
                }
            }
        }
        this.tokens = tokens;
        this.residency = residency;
    }

    private static float threshold(Masking masking, Hook hook, int layer, double share) {
        return masking.method().thresholds().flatMap(need -> masking.calibration().flatMap(known -> known.thresholds(need)))
                .map(thresholds -> thresholds.threshold(hook, layer, share)).orElse(Float.NaN);
    }

    /** Goes on to a layer. */
    public void layer(int number) {
        this.layer = number;
    }

    @Override
    public Selection[] largest(Hook hook, TokenRows values) {
        HookMemory memory = hooks[hook.ordinal()];
        float[] lengths = weighted ? norms.of(hook, layer) : null;
        for (int token = 0; token < tokens; token++) {
            int at = layer * memory.columns;
            int from = token * values.stride();
            for (int i = 0; i < memory.columns; i++) {
                memory.scores[at + i] = Math.abs(values.values()[from + i]);
            }
            if (lengths != null) {
                for (int i = 0; i < memory.columns; i++) {
                    memory.scores[at + i] *= lengths[i];
                }
            }
            choose(hook, memory, token);
        }
        return memory.selections;
    }

    @Override
    public Selection[] likeliest(Hook hook, TokenRows logits) {
        HookMemory memory = hooks[hook.ordinal()];
        for (int token = 0; token < tokens; token++) {
            int at = layer * memory.columns;
            int from = token * logits.stride();
            for (int i = 0; i < memory.columns; i++) {
                float logit = logits.values()[from + i];
                // Orders as the logit does and is never negative, which the top-k asks for.
                memory.scores[at + i] = logit >= 0 ? 1 + logit : 1 / (1 - logit);
            }
            choose(hook, memory, token);
        }
        return memory.selections;
    }

    private void choose(Hook hook, HookMemory memory, int token) {
        int index = hook.index(layer);
        memory.preference.select(memory.scores, layer * memory.columns, memory.keep[layer], memory.selections[token], residency, index, token);
        tell(index, memory, token);
    }

    @Override
    public Selection[] above(Hook hook, TokenRows values) {
        HookMemory memory = hooks[hook.ordinal()];
        float threshold = memory.thresholds[layer];
        for (int token = 0; token < tokens; token++) {
            int at = layer * memory.columns;
            int from = token * values.stride();
            Selection selection = memory.selections[token];
            selection.clear();
            for (int i = 0; i < memory.columns; i++) {
                float score = Math.abs(values.values()[from + i]);
                memory.scores[at + i] = score;
                if (score > threshold) {
                    selection.append(i);
                }
            }
            tell(hook.index(layer), memory, token);
        }
        return memory.selections;
    }

    private void tell(int index, HookMemory memory, int token) {
        Selection selection = memory.selections[token];
        residency.use(index, selection);
        if (token == tokens - 1) {
            System.arraycopy(selection.words(), 0, memory.words[layer], 0, memory.words[layer].length);
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
        private final CachePreference preference;
        private final int[] keep;
        private final float[] thresholds;
        private float[] scores = {};
        private Selection[] selections = {};
        private long[][] words = {};

        HookMemory(int layers, int columns) {
            this.layers = layers;
            this.columns = columns;
            this.preference = new CachePreference(columns);
            this.keep = new int[layers];
            this.thresholds = new float[layers];
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
