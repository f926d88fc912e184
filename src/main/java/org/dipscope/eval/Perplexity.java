package org.dipscope.eval;

import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.dipscope.session.Settings;

import java.util.concurrent.CancellationException;

/**
 * Perplexity over the non-overlapping windows of a text, {@code exp(mean cross-entropy)}, with what the settings' own memory makes of it:
 * the plain run of an {@link Evaluator}.
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
        Evaluator evaluator = new Evaluator(model, new Windows(ids, context, windows, firstToken), Noise.NONE, false);
        return of(evaluator.evaluate(settings, progress), settings);
    }

    /** The plain figures of an evaluation. */
    public static Perplexity of(Evaluation evaluation, Settings settings) {
        Simulation simulated = evaluation.simulate(settings.simulated());
        return new Perplexity(evaluation.perplexity().value(), evaluation.tokensScored(), simulated.tokensPerSecond().value(),
                simulated.hitRate().value(), evaluation.seconds());
    }
}
