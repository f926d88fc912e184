package org.dipscope.eval;

import org.dipscope.memory.MemorySettings;
import org.dipscope.memory.SimulatedFigures;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;

/** What an evaluation found: a plain run over the windows, and the disturbed ones beside it. */
public final class Evaluation {
    private static final double TAIL = 0.99;

    private final List<List<WindowScore>> runs;
    private final double seconds;

    /**
     * The scores.
     *
     * @param runs    {@code [run][window]}, the plain run first
     * @param seconds wall-clock time of all runs together
     */
    Evaluation(List<List<WindowScore>> runs, double seconds) {
        this.runs = runs.stream().map(List::copyOf).toList();
        this.seconds = seconds;
    }

    /** How many tokens a run scored. */
    public int tokensScored() {
        return runs.getFirst().stream().mapToInt(WindowScore::scored).sum();
    }

    /** How many runs there were, the plain one among them. */
    public int runs() {
        return runs.size();
    }

    /** Wall-clock time of all runs together. */
    public double seconds() {
        return seconds;
    }

    /** {@code exp} of the mean cross-entropy. */
    public Band perplexity() {
        return Band.of(runs, run -> Math.exp(run.stream().mapToDouble(WindowScore::entropy).sum() / run.stream().mapToInt(WindowScore::scored).sum()));
    }

    /** The plain run's 95 % confidence interval over windows. */
    public Bootstrap.Interval confidence(Bootstrap bootstrap) {
        List<WindowScore> plain = runs.getFirst();
        return bootstrap.perplexity(plain.stream().mapToDouble(WindowScore::entropy).toArray(), plain.stream().mapToInt(WindowScore::scored).toArray());
    }

    /** How closely the dense model was followed, where that was asked for. */
    public Optional<Divergence> divergence() {
        return runs.getFirst().getFirst().fidelity().map(present -> new Divergence(
                Band.of(runs, run -> Arrays.stream(divergences(run)).average().orElse(Double.NaN)),
                Band.of(runs, run -> Quantile.of(divergences(run), TAIL)),
                Band.of(runs, run -> (double) fidelities(run).stream().mapToInt(Fidelity::agreements).sum() / divergences(run).length),
                Band.of(runs, run -> fidelities(run).stream().mapToInt(Fidelity::alike).average().orElse(Double.NaN)),
                fidelities(runs.getFirst()).stream().mapToInt(Fidelity::generated).average().orElse(Double.NaN),
                fidelities(runs.getFirst()).stream().map(Fidelity::alike).toList()));
    }

    /**
     * What a memory makes of the masks. Where they depend on the memory, only the one that they were made with can be asked for.
     */
    public Simulation simulate(MemorySettings memory) {
        return simulate(memory, () -> false);
    }

    /**
     * The same, to be cancelled.
     *
     * @param cancelled asked before each window, from any thread
     * @throws CancellationException if cancelled
     */
    public Simulation simulate(MemorySettings memory, BooleanSupplier cancelled) {
        List<List<SimulatedFigures>> figures = runs.stream()
                .map(run -> run.parallelStream().map(window -> simulate(window, memory, cancelled)).toList()).toList();
        SimulatedFigures first = figures.getFirst().getFirst();
        return new Simulation(band(figures, SimulatedFigures::tokensPerSecond), band(figures, SimulatedFigures::hitRate),
                band(figures, SimulatedFigures::flashBytesPerToken), band(figures, SimulatedFigures::dramBytesPerToken),
                first.denseTokensPerSecond(), first.firstTokenSeconds());
    }

    private static SimulatedFigures simulate(WindowScore window, MemorySettings memory, BooleanSupplier cancelled) {
        if (cancelled.getAsBoolean()) {
            throw Evaluator.cancelled();
        }
        return window.simulated(memory);
    }

    private static Band band(List<List<SimulatedFigures>> runs, ToDoubleFunction<SimulatedFigures> figure) {
        return Band.of(runs, windows -> windows.stream().mapToDouble(figure).sum() / windows.size());
    }

    private static List<Fidelity> fidelities(List<WindowScore> run) {
        return run.stream().map(window -> window.fidelity().orElseThrow()).toList();
    }

    /** Of all windows together, ascending. */
    private static double[] divergences(List<WindowScore> run) {
        return fidelities(run).stream().flatMapToDouble(fidelity -> Arrays.stream(fidelity.divergences())).sorted().toArray();
    }
}
