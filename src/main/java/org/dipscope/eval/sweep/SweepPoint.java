package org.dipscope.eval.sweep;

import org.dipscope.eval.Band;
import org.dipscope.eval.Bootstrap;
import org.dipscope.eval.Divergence;
import org.dipscope.eval.Evaluation;
import org.dipscope.eval.Simulation;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.Dense;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One setting of a sweep and what was found.
 *
 * @param source       what it has in common with the others
 * @param settings     masking and memory; the sampling is of no account
 * @param tokensScored in a run
 * @param perplexity   with its noise floor
 * @param confidence   over windows
 * @param divergence   from the dense model, where that was asked for
 * @param simulation   what the memory makes of it
 * @param modelBytes   all weights that the simulator counts and the KV cache of a window: the DRAM that holds everything
 */
public record SweepPoint(SweepSource source, Settings settings, int tokensScored, Band perplexity, Bootstrap.Interval confidence,
                         Optional<Divergence> divergence, Simulation simulation, double modelBytes) {

    /** A point of an evaluation, on the settings' own memory; throws {@link java.util.concurrent.CancellationException} if cancelled. */
    static SweepPoint of(SweepSource source, Settings settings, Evaluation evaluation, double modelBytes, BooleanSupplier cancelled) {
        return new SweepPoint(source, settings, evaluation.tokensScored(), evaluation.perplexity(), evaluation.confidence(Bootstrap.USUAL),
                evaluation.divergence(), evaluation.simulate(settings.simulated(), cancelled), modelBytes);
    }

    /** Whether it is the dense model, streamed. */
    public boolean dense() {
        return settings.masking().method() instanceof Dense;
    }

    /** Whether it is a bound and no choice, since its policy knows the future. */
    public boolean bound() {
        return !dense() && settings.memory().policy().knowsFuture();
    }

    /** The simulated device's DRAM in bytes. */
    public double dram() {
        return settings.memory().device().dramBytes();
    }
}
