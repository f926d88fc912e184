package org.dipscope.eval;

import org.dipscope.kernel.KvCache;
import org.dipscope.kernel.VectorMath;
import org.dipscope.memory.MemorySimulator;
import org.dipscope.memory.SimulatedFigures;
import org.dipscope.model.ForwardPass;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.dipscope.session.Settings;

import java.util.concurrent.CancellationException;

/**
 * Perplexity over the non-overlapping windows of a text: {@code exp(mean cross-entropy)}, each window's first token given, every token
 * masked, caches cold at each window. Windows go through in batches, layer by layer; only the choice of the masks goes token by
 * token, since a mask depends on nothing but its own token and the cache that the tokens before it left in the same layer.
 *
 * @param perplexity          over all scored tokens
 * @param tokensScored        how many those are
 * @param simulatedTokensPerS mean over the windows of {@code 1 / (fixed + mean dynamic)}
 * @param hitRate             mean over the windows; {@link Double#NaN} for the dense model
 * @param seconds             wall-clock time
 */
public record Perplexity(double perplexity, int tokensScored, double simulatedTokensPerS, double hitRate, double seconds) {

    /**
     * Measures it.
     *
     * @param ids        the whole text as tokens
     * @param context    tokens of a window, 2 or more
     * @param windows    how many windows, 1 or more
     * @param firstToken where the first window begins
     * @throws IllegalArgumentException if the text is shorter than one window, or the window longer than the model's context
     * @throws CancellationException    if cancelled
     */
    public static Perplexity of(LoadedModel model, int[] ids, int context, int windows, int firstToken, Settings settings, Progress progress) {
        int present = (ids.length - firstToken) / Math.max(1, context);
        check(model, ids, context, windows, firstToken, present);
        ForwardPass pass = new ForwardPass(model.transformer(), model.workers());
        long start = System.nanoTime();
        int counted = Math.min(windows, present);
        double entropy = 0;
        double throughput = 0;
        double hits = 0;
        for (int window = 0; window < counted; window++) {
            MemorySimulator memory = new MemorySimulator(model.summary().bytes(), settings.masking().footprint(), settings.memory(), 0, context);
            entropy += window(model, pass, ids, firstToken + window * context, context, settings, memory, progress);
            SimulatedFigures figures = memory.figures();
            throughput += figures.tokensPerSecond();
            hits += figures.hitRate();
            progress.report((window + 1.0) / counted, "window %d of %d".formatted(window + 1, counted));
        }
        int scored = counted * (context - 1);
        return new Perplexity(Math.exp(entropy / scored), scored, throughput / counted, hits / counted, (System.nanoTime() - start) / 1e9);
    }

    private static void check(LoadedModel model, int[] ids, int context, int windows, int firstToken, int present) {
        if (context < 2 || context > model.summary().contextLength()) {
            throw new IllegalArgumentException("a window of %d tokens does not fit the model's context; give 2 to %d."
                    .formatted(context, model.summary().contextLength()));
        }
        if (windows < 1 || firstToken < 0) {
            throw new IllegalArgumentException("%d windows from token %d are none; give 1 window or more, from token 0 or later.".formatted(windows, firstToken));
        }
        if (present < 1) {
            throw new IllegalArgumentException("the text has %d tokens, fewer than one window of %d from token %d; give a longer text or a smaller window."
                    .formatted(ids.length, context, firstToken));
        }
    }

    /** The sum of the cross-entropies of one window, in nats. */
    private static double window(LoadedModel model, ForwardPass pass, int[] ids, int first, int context, Settings settings,
                                 MemorySimulator memory, Progress progress) {
        KvCache cache = model.transformer().newCache();
        int vocabulary = model.transformer().shape().vocabulary();
        double[] entropy = new double[1];
        for (int from = 0; from < context; from += ForwardPass.MAX_TOKENS) {
            if (progress.cancelled()) {
                throw new CancellationException("the evaluation was cancelled");
            }
            int count = Math.min(ForwardPass.MAX_TOKENS, context - from);
            int at = from;
            pass.forward(ids, first + from, count, cache, settings.masking(), memory);
            memory.endTokens(count);
            pass.eachLogits((token, logits, row) -> {
                int position = at + token;
                if (position + 1 < context) {
                    entropy[0] += VectorMath.logSumExp(logits, row, vocabulary) - logits[row + ids[first + position + 1]];
                }
            });
        }
        return entropy[0];
    }
}
