package org.dipscope.eval.sweep;

import org.dipscope.eval.Evaluation;
import org.dipscope.eval.Evaluator;
import org.dipscope.eval.Windows;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.dipscope.session.Settings;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Works through the points of a plan. Each masking is evaluated once, by all cores; its masks are then replayed on every memory, as many at
 * a time as there are cores. Only masks that depend on the memory are made anew for each. The order of the points, and each of their figures,
 * is the same however often the work was interrupted.
 */
public final class Sweep {
    /** A replay of a run's masks takes about this share of an evaluation's time; it only matters for the time that is left. */
    private static final double REPLAY_SHARE = 0.02;

    private final LoadedModel model;
    private final Windows windows;
    private final SweepSource source;
    private final SweepPlan plan;

    /** A sweep over the windows that the source names. */
    public Sweep(LoadedModel model, Windows windows, SweepSource source, SweepPlan plan) {
        this.model = model;
        this.windows = windows;
        this.source = source;
        this.plan = plan;
    }

    /** What the points have in common. */
    public SweepSource source() {
        return source;
    }

    /**
     * Works through the points.
     *
     * @param done     which settings are there already
     * @param progress share of the work, and whether somebody still wants it
     * @param found    takes the points one by one, in the plan's order, on this thread
     * @throws CancellationException if cancelled; the points found so far are whole
     */
    public void run(Predicate<Settings> done, Progress progress, Consumer<SweepPoint> found) {
        try {
            points(done, progress, found);
        } catch (CancellationException e) {
            throw new CancellationException("the sweep was cancelled; the same one goes on with the points found so far.");
        }
    }

    private void points(Predicate<Settings> done, Progress progress, Consumer<SweepPoint> found) {
        Evaluator evaluator = new Evaluator(model, windows, source.noise(), source.diverges());
        List<List<Settings>> open = plan.groups().stream().map(group -> group.stream().filter(done.negate()).toList())
                .filter(group -> !group.isEmpty()).toList();
        double all = open.stream().mapToDouble(Sweep::cost).sum();
        double before = 0;
        int evaluated = 0;
        for (List<Settings> group : open) {
            double start = before;
            String what = "masks %d of %d: %s".formatted(++evaluated, open.size(), describe(group.getFirst()));
            Evaluation evaluation = evaluator.evaluate(group.getFirst(), new Part(progress, share -> (start + share) / all, what));
            for (List<Settings> some : slices(group)) {
                List<SweepPoint> points = some.parallelStream().map(settings -> SweepPoint.of(source, settings, evaluation, modelBytes(), progress::cancelled)).toList();
                points.forEach(found);
            }
            before += cost(group);
            progress.report(before / all, what);
        }
    }

    private double modelBytes() {
        return model.summary().bytes().weights() + windows.context() * model.summary().bytes().kvPerToken();
    }

    private static double cost(List<Settings> group) {
        return 1 + REPLAY_SHARE * group.size();
    }

    private static String describe(Settings settings) {
        return settings.masking().method().label() + " at density " + settings.masking().density();
    }

    private static List<List<Settings>> slices(List<Settings> group) {
        int size = 4 * Runtime.getRuntime().availableProcessors();
        List<List<Settings>> slices = new ArrayList<>();
        for (int from = 0; from < group.size(); from += size) {
            slices.add(group.subList(from, Math.min(group.size(), from + size)));
        }
        return slices;
    }

    /** One evaluation's progress as a part of the whole. */
    private record Part(Progress whole, java.util.function.DoubleUnaryOperator place, String what) implements Progress {
        @Override
        public void report(double share, String detail) {
            whole.report(place.applyAsDouble(share), "%s, %s".formatted(what, detail));
        }

        @Override
        public boolean cancelled() {
            return whole.cancelled();
        }
    }
}
