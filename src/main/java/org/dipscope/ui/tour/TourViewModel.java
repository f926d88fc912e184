package org.dipscope.ui.tour;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.dipscope.session.Phase;
import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.text.Words;

import java.util.ArrayList;
import java.util.List;

/** The tour that somebody takes: it says what comes, waits, runs it, says what to look at, and waits again. */
public final class TourViewModel {

    /** What the tour waits for. */
    public enum Stage {
        /** For nobody: no tour is on. */
        OFF,
        /** For the person to have the step run. */
        READY,
        /** For the run. */
        RUNNING,
        /** For the person to have looked. */
        SEEN
    }

    private final Guided guided;
    private final Words words;
    private final ReadOnlyObjectWrapper<Stage> stage = new ReadOnlyObjectWrapper<>(Stage.OFF);
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper found = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper place = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper next = new ReadOnlyStringWrapper("");
    private final List<Snapshot> runs = new ArrayList<>();
    private Tour tour;
    private Settings before;

    /** No tour yet. */
    public TourViewModel(Guided guided, Words words) {
        this.guided = guided;
        this.words = words;
    }

    /** Begins a tour; one that is on is left first. */
    public void begin(Tour chosen) {
        leave();
        tour = chosen;
        before = guided.settings();
        title.set(words.text("tours." + tour.id()));
        offer();
    }

    private Step step() {
        return tour.steps().get(runs.size());
    }

    private void offer() {
        text.set(words.text("tours." + tour.id() + "-" + (runs.size() + 1)));
        found.set("");
        place.set(words.text("tours.place", runs.size() + 1, tour.steps().size()));
        next.set(words.text("tours.run"));
        stage.set(Stage.READY);
    }

    /** Goes on: runs the step, or takes the next one, or ends the tour after its last. While a run is under way nothing happens. */
    public void next() {
        switch (stage.get()) {
            case READY -> run();
            case SEEN -> {
                if (runs.size() == tour.steps().size()) {
                    leave();
                } else {
                    offer();
                }
            }
            default -> {
                // There is nothing to go on to.
            }
        }
    }

    private void run() {
        guided.adopt(step().settings(guided.start()));
        guided.ask(step().prompt());
        next.set(words.text("tours.running"));
        stage.set(Stage.RUNNING);
    }

    /**
     * Takes note that no run is under way any more.
     *
     * @param newest the conversation's newest snapshot, or {@code null} where it has none
     */
    public void stopped(Snapshot newest) {
        if (stage.get() != Stage.RUNNING) {
            return;
        }
        if (newest != null && newest.phase() == Phase.FINISHED && asIntended(newest)) {
            runs.add(newest);
            show(tour.steps().get(runs.size() - 1));
        } else {
            // Stopped, failed, or changed on its way: it says nothing of the claim, so it is offered again.
            offer();
        }
    }

    private boolean asIntended(Snapshot run) {
        Settings wanted = step().settings(guided.start());
        return run.run().prompt().equals(step().prompt()) && run.tokens().stream().allMatch(token -> token.settings().equals(wanted));
    }

    private void show(Step over) {
        text.set(words.text("tours." + tour.id() + "-" + runs.size() + "-look"));
        boolean last = runs.size() == tour.steps().size();
        if (last) {
            Finding finding = tour.claim().apply(List.copyOf(runs));
            found.set(words.text(finding.holds() ? "tours." + tour.id() + "-found" : "tours.not-found", finding.values().stream().map(words.numerals()::local).toArray()));
        }
        next.set(words.text(last ? "tours.done" : "tours.next"));
        stage.set(Stage.SEEN);
        guided.look(over.look(), List.copyOf(runs));
    }

    /** Leaves the tour, wherever it is; the settings from before it are in force again. */
    public void leave() {
        if (stage.get() == Stage.OFF) {
            return;
        }
        boolean underWay = stage.get() == Stage.RUNNING;
        stage.set(Stage.OFF);
        runs.clear();
        if (underWay) {
            guided.stop();
        }
        guided.adopt(before);
    }

    /** What the tour waits for. */
    public ReadOnlyObjectProperty<Stage> stageProperty() {
        return stage.getReadOnlyProperty();
    }

    /** What the tour is called. */
    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /** What comes, or what to look at. */
    public ReadOnlyStringProperty textProperty() {
        return text.getReadOnlyProperty();
    }

    /** What came out, with figures of these very runs; empty before the last one is over. */
    public ReadOnlyStringProperty foundProperty() {
        return found.getReadOnlyProperty();
    }

    /** "1 of 3". */
    public ReadOnlyStringProperty placeProperty() {
        return place.getReadOnlyProperty();
    }

    /** What {@link #next()} does. */
    public ReadOnlyStringProperty nextProperty() {
        return next.getReadOnlyProperty();
    }

    /** The runs of the tour so far, the first one first. */
    public List<Snapshot> runs() {
        return List.copyOf(runs);
    }
}
