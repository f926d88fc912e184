package org.dipscope.ui;

import javafx.beans.InvalidationListener;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Parent;
import org.dipscope.eval.ComputeReading;
import org.dipscope.eval.report.SweepReport;
import org.dipscope.memory.ComputeRate;
import org.dipscope.session.ModelSummary;
import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.compare.CompareView;
import org.dipscope.ui.compare.CompareViewModel;
import org.dipscope.ui.fxml.Fxml;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.roofline.RooflineView;
import org.dipscope.ui.roofline.RooflineViewModel;
import org.dipscope.ui.runs.RunsView;
import org.dipscope.ui.runs.RunsViewModel;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.tradeoff.TradeOffView;
import org.dipscope.ui.tradeoff.TradeOffViewModel;
import org.dipscope.ui.window.WorkbenchView;
import org.dipscope.ui.window.WorkbenchViewModel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The views that stand in place of the live ones: built once they are wanted, and fed while they are there. */
final class CentreViews {
    private final WorkbenchViewModel window;
    private final Moment moment;
    private final Supplier<List<Snapshot>> toured;
    private final Words words;
    private final CompareViewModel comparison;
    private final TradeOffViewModel tradeOff;
    private final RooflineViewModel roofline;
    private Parent compared;
    private Parent listed;
    private RunsView table;
    private Parent traded;
    private Parent roofed;

    /**
     * None of them yet.
     *
     * @param toured the runs of the tour that is on
     * @param loader runs what people must not wait for
     * @param fx     runs on the JavaFX thread
     */
    CentreViews(WorkbenchViewModel window, Moment moment, Supplier<List<Snapshot>> toured, Words words, Executor loader, Executor fx) {
        this.window = window;
        this.moment = moment;
        this.toured = toured;
        this.words = words;
        comparison = new CompareViewModel(words);
        tradeOff = new TradeOffViewModel(this::adopt, words, loader, fx);
        roofline = new RooflineViewModel(this::adopt, CentreViews::measure, words, loader, fx);
        moment.snapshotProperty().addListener(_ -> feed());
        window.pinned().addListener((InvalidationListener) _ -> feed());
        window.sessionProperty().addListener(_ -> offerSweep());
        tradeOff.reportProperty().addListener(_ -> offerSweep());
    }

    private static ComputeRate measure() {
        return new ComputeRate(ComputeReading.measure(Runtime.getRuntime().availableProcessors(), ComputeReading.USUAL_PASSES).rate(), true);
    }

    /** Tells the window's frame where its centre's views come from. */
    void standIn(WorkbenchView view) {
        view.compareWith(this::compared);
        view.listWith(this::listed);
        view.tradeWith(this::traded);
        view.roofWith(this::roofed);
    }

    private void feed() {
        if (window.comparingProperty().get()) {
            comparison.offer(runs());
        }
        if (window.roofingProperty().get()) {
            roofline.show(runs());
        }
    }

    private void offerSweep() {
        roofline.offer(tradeOff.reportProperty().get(), window.model().map(ModelSummary::bytes).orElse(null));
    }

    private Parent compared() {
        comparison.offer(runs());
        if (compared == null) {
            compared = new Fxml(words).with(CompareView.class, () -> new CompareView(comparison, () -> window.comparingProperty().set(false), words)).load("compare");
        }
        return compared;
    }

    private Parent listed() {
        if (listed == null) {
            RunsViewModel model = new RunsViewModel(window.pinnedRuns(), words, this::compare, this::lookAt, window::change);
            table = new RunsView(model, () -> window.listingProperty().set(false), words);
            listed = new Fxml(words).with(RunsView.class, () -> table).load("runs");
        }
        return listed;
    }

    private Parent traded() {
        if (traded == null) {
            traded = new Fxml(words).with(TradeOffView.class, () -> new TradeOffView(tradeOff, () -> window.sweepProperty().set(null), words)).load("TradeOffView");
        }
        tradeOff.follow(window.sweepProperty().get());
        return traded;
    }

    private Parent roofed() {
        if (roofed == null) {
            roofed = new Fxml(words).with(RooflineView.class, () -> new RooflineView(roofline, () -> window.roofingProperty().set(false), tradeOff::poll, words)).load("RooflineView");
        }
        roofline.show(runs());
        // A measurement beside a run would disturb both.
        if (roofline.rateProperty().get() == null && !window.runningProperty().get()) {
            roofline.measure();
        }
        return roofed;
    }

    /** Shows these two side by side. */
    void compare(Snapshot a, Snapshot b) {
        comparison.offer(runs());
        comparison.choose(a, b);
        window.comparingProperty().set(true);
    }

    private void lookAt(Snapshot run) {
        if (!window.runningProperty().get()) {
            moment.show(run);
            window.listingProperty().set(false);
        }
    }

    /** A point of a sweep says nothing of the sampling, which stays as it is; without a model there is nothing to set. */
    private void adopt(Settings point) {
        Optional.ofNullable(window.settingsProperty().get()).ifPresent(now -> {
            try {
                window.change(point.with(now.sampling()).open());
            } catch (IllegalArgumentException gone) {
                window.refuse(gone.getMessage());
            }
        });
    }

    /** The table of runs, while it is there. */
    Optional<RunsView> table() {
        return window.listingProperty().get() ? Optional.ofNullable(table) : Optional.empty();
    }

    /** The runs that are kept, those of the tour, and the one that is shown last. */
    List<Snapshot> runs() {
        List<Snapshot> runs = new ArrayList<>(window.pinned());
        toured.get().stream().filter(run -> runs.stream().noneMatch(kept -> kept.run().number() == run.run().number())).forEach(runs::add);
        Snapshot shown = moment.snapshotProperty().get();
        if (shown != null) {
            runs.removeIf(kept -> kept.run().number() == shown.run().number());
            runs.add(shown);
        }
        return runs;
    }

    /** Whether there are two runs to compare, or they are compared already. */
    boolean comparable() {
        return window.comparingProperty().get() || runs().stream().filter(run -> !run.tokens().isEmpty()).count() >= 2;
    }

    /** The two runs that are compared, once there are two. */
    CompareViewModel comparison() {
        return comparison;
    }

    /** Whether there are points of a sweep. */
    ObservableBooleanValue swept() {
        return tradeOff.reportProperty().isNotNull();
    }

    /** What the sweep found so far; {@code null} before its first point. */
    SweepReport sweep() {
        return tradeOff.reportProperty().get();
    }

    /** Tokens under the roof of their device. */
    RooflineViewModel roofline() {
        return roofline;
    }
}
