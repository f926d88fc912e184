package org.dipscope.eval;

import org.dipscope.model.ForwardPass;
import org.dipscope.memory.MaskSink;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.Dense;
import org.dipscope.sparsity.Masking;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * Evaluates settings over the windows of a text: every token masked, caches cold at each window. Windows go through in batches, layer by
 * layer; only the choice of the masks goes token by token, since a mask depends on nothing but its own token and the cache that the tokens
 * before it left in the same layer. The plain run, the disturbed ones and the dense model go side by side, so that the dense model's
 * distributions are computed once. One thread uses it.
 */
public final class Evaluator {
    private final LoadedModel model;
    private final Windows windows;
    private final Noise noise;
    private final boolean diverges;
    private final DenseAnswers answers;
    private Optional<MaskSink> sink = Optional.empty();

    /**
     * An evaluator of one text.
     *
     * @param windows  what is scored; throws {@link IllegalArgumentException} where a window does not fit the model's context
     * @param noise    how the noise floor is found; a run without masks is not repeated, since nothing in it can flip
     * @param diverges whether the dense model goes beside, to be compared with
     */
    public Evaluator(LoadedModel model, Windows windows, Noise noise, boolean diverges) {
        windows.requireFit(model);
        this.model = model;
        this.windows = windows;
        this.noise = noise;
        this.diverges = diverges;
        this.answers = new DenseAnswers(model, windows);
    }

    /** Gives the masks of every plain run to the sink, each window as one sequence; only masking methods have any. */
    public Evaluator recordTo(MaskSink masks) {
        sink = Optional.of(masks);
        return this;
    }

    /** Whether these masks would be others beside another memory, so that they cannot be replayed. */
    public static boolean dependsOnMemory(Masking masking) {
        return WindowMemory.dependsOnMemory(masking);
    }

    /**
     * Evaluates these settings.
     *
     * @throws CancellationException    if cancelled
     * @throws IllegalArgumentException if the masks depend on a memory whose policy knows the future
     */
    public Evaluation evaluate(Settings settings, Progress progress) {
        long start = System.nanoTime();
        boolean dense = settings.masking().method() instanceof Dense;
        List<WindowRun> runs = IntStream.rangeClosed(0, dense ? 0 : noise.repeats())
                .mapToObj(run -> new WindowRun(model, settings, noise.of(run))).toList();
        sink.ifPresent(runs.getFirst()::recordTo);
        Optional<WindowRun> beside = diverges
                ? Optional.of(new WindowRun(model, settings.with(Masking.DENSE), noise.of(0))) : Optional.empty();
        List<List<WindowScore>> scores = runs.stream().<List<WindowScore>>map(run -> new ArrayList<>()).toList();
        for (int window = 0; window < windows.count(); window++) {
            window(window, runs, beside, progress);
            Optional<int[]> answer = diverges ? Optional.of(answers.text(window, progress::cancelled)) : Optional.empty();
            for (int run = 0; run < runs.size(); run++) {
                requireWanted(progress);
                scores.get(run).add(runs.get(run).end(answer, answers.promptLength()));
            }
        }
        return new Evaluation(scores, (System.nanoTime() - start) / 1e9);
    }

    private void window(int window, List<WindowRun> runs, Optional<WindowRun> dense, Progress progress) {
        int context = windows.context();
        runs.forEach(run -> run.begin(context));
        dense.ifPresent(run -> run.begin(context));
        for (int from = 0; from < context; from += ForwardPass.MAX_TOKENS) {
            int count = Math.min(ForwardPass.MAX_TOKENS, context - from);
            int at = windows.first(window) + from;
            dense.ifPresent(run -> forward(run, at, count, progress));
            for (WindowRun run : runs) {
                forward(run, at, count, progress);
            }
            // The window's last token has nobody behind it to be scored by.
            score(at, Math.min(count, context - 1 - from), runs, dense, progress);
            progress.report((window + (from + count) / (double) context) / windows.count(), "window %d of %d".formatted(window + 1, windows.count()));
        }
    }

    private void forward(WindowRun run, int at, int count, Progress progress) {
        run.forward(windows.ids(), at, count, progress::cancelled);
    }

    private void score(int at, int count, List<WindowRun> runs, Optional<WindowRun> dense, Progress progress) {
        int most = runs.getFirst().logitTokens();
        for (int from = 0; from < count; from += most) {
            requireWanted(progress);
            int some = Math.min(most, count - from);
            int next = at + from + 1;
            float[] denseLogits = dense.isPresent() ? dense.get().logits(from, some) : new float[0];
            double[] denseSums = dense.isPresent() ? dense.get().score(denseLogits, some, windows.ids(), next) : new double[0];
            for (WindowRun run : runs) {
                float[] logits = run.logits(from, some);
                double[] sums = run.score(logits, some, windows.ids(), next);
                if (dense.isPresent()) {
                    run.compare(logits, sums, denseLogits, denseSums);
                }
            }
        }
    }

    private static void requireWanted(Progress progress) {
        if (progress.cancelled()) {
            throw cancelled();
        }
    }

    static CancellationException cancelled() {
        return new CancellationException("the evaluation was cancelled");
    }
}
