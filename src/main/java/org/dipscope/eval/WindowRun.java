package org.dipscope.eval;

import org.dipscope.kernel.KvCache;
import org.dipscope.kernel.RelativeEntropy;
import org.dipscope.kernel.VectorMath;
import org.dipscope.memory.MaskSink;
import org.dipscope.memory.MemorySimulator;
import org.dipscope.memory.RecordedResidency;
import org.dipscope.model.ForwardPass;
import org.dipscope.model.Perturbation;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.OverflowException;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.Dense;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** One run, plain or disturbed, on its way through the windows, batch by batch. Working memory of one thread. */
final class WindowRun {
    private final LoadedModel model;
    private final Settings settings;
    private final ForwardPass pass;
    private final int vocabulary;
    private KvCache cache;
    private WindowMemory memory;
    private Optional<MaskSink> sink = Optional.empty();
    private Optional<RecordedResidency> recorded = Optional.empty();
    private double entropy;
    private int scored;
    private double[] divergences = {};
    private int agreements;

    WindowRun(LoadedModel model, Settings settings, Perturbation perturbation) {
        this.model = model;
        this.settings = settings;
        this.pass = new ForwardPass(model.transformer(), model.workers(), perturbation);
        this.vocabulary = model.transformer().shape().vocabulary();
    }

    /** Gives the masks to the sink from the next window on. */
    void recordTo(MaskSink masks) {
        sink = Optional.of(masks);
    }

    /** Begins with a window, from cold caches. */
    void begin(int context) {
        cache = model.transformer().newCache(context);
        memory = WindowMemory.of(model.summary().bytes(), settings, context);
        sink.ifPresent(masks -> masks.sequence(0, context));
        recorded = sink.map(masks -> new RecordedResidency(memory.residency(), masks));
        entropy = 0;
        scored = 0;
        divergences = new double[context - 1];
        agreements = 0;
    }

    /**
     * Takes a batch through all layers.
     *
     * @param cancelled asked before each of them
     * @throws CancellationException if cancelled; the window has to begin again then
     */
    void forward(int[] ids, int from, int count, BooleanSupplier cancelled) {
        if (!pass.forward(ids, from, count, cache, settings.masking(), recorded.isPresent() ? recorded.get() : memory.residency(), cancelled)) {
            throw Evaluator.cancelled();
        }
        memory.endTokens(count);
        recorded.ifPresent(residency -> residency.endTokens(count));
    }

    /** The logits of some tokens of the batch, see {@link ForwardPass#logits}. */
    float[] logits(int from, int count) {
        return pass.logits(from, count);
    }

    int stride() {
        return pass.logitStride();
    }

    /** The most tokens whose logits are there at once. */
    int logitTokens() {
        return pass.logitTokens();
    }

    /**
     * Scores tokens by those that follow them, or throws {@link OverflowException} where the log of the sum of their exponentials is no number.
     *
     * @param logits {@code [count][stride]}
     * @param next   the token behind the first one is {@code ids[next]}
     * @return of each token the log of the sum of its exponentials
     */
    double[] score(float[] logits, int count, int[] ids, int next) {
        double[] sums = new double[count];
        model.workers().run(count, (t, _) -> sums[t] = VectorMath.logSumExp(logits, t * stride(), vocabulary));
        for (int t = 0; t < count; t++) {
            OverflowException.requireFinite(sums[t]);
            entropy += sums[t] - logits[t * stride() + ids[next + t]];
        }
        scored += count;
        return sums;
    }

    /** Compares the tokens that were scored last with the dense model's. */
    void compare(float[] logits, double[] logSums, float[] dense, double[] denseLogSums) {
        int first = scored - logSums.length;
        int[] alike = new int[logSums.length];
        model.workers().run(alike.length, (t, _) -> {
            int at = t * stride();
            divergences[first + t] = RelativeEntropy.nats(dense, at, denseLogSums[t], logits, at, logSums[t], vocabulary);
            alike[t] = best(logits, at) == best(dense, at) ? 1 : 0;
        });
        agreements += Arrays.stream(alike).sum();
    }

    /** How many tokens of the dense answer this run would have given too. */
    private int alike(int[] text, int prompt) {
        int answered = text.length - prompt;
        if (settings.masking().method() instanceof Dense || answered == 1) {
            // The first token comes from the dense prompt; and the dense model cannot differ from itself.
            return answered;
        }
        KvCache fresh = model.transformer().newCache(text.length);
        pass.encode(Arrays.copyOf(text, prompt), 0, fresh, () -> false);
        MemorySimulator simulator = new MemorySimulator(model.summary().bytes(), settings.masking().footprint(),
                WindowMemory.liveable(settings.simulated()), prompt, text.length);
        int count = answered - 1;
        pass.forward(text, prompt, count, fresh, settings.masking(), simulator);
        for (int from = 0; from < count; from += pass.logitTokens()) {
            int some = Math.min(pass.logitTokens(), count - from);
            float[] logits = pass.logits(from, some);
            for (int t = 0; t < some; t++) {
                if (best(logits, t * stride()) != text[prompt + from + t + 1]) {
                    return from + t + 1;
                }
            }
        }
        return answered;
    }

    /** Ends the window. */
    WindowScore end(Optional<int[]> answer, int prompt) {
        Optional<Fidelity> fidelity = answer.map(text -> new Fidelity(divergences, agreements, alike(text, prompt), text.length - prompt));
        return new WindowScore(entropy, scored, memory.masks(), memory.figures(), fidelity);
    }

    private int best(float[] logits, int at) {
        int best = 0;
        for (int i = 1; i < vocabulary; i++) {
            best = logits[at + i] > logits[at + best] ? i : best;
        }
        return best;
    }
}
