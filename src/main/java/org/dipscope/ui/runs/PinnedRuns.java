package org.dipscope.ui.runs;

import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.dipscope.session.PinnedRun;
import org.dipscope.session.Run;
import org.dipscope.session.Snapshot;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The runs that a person keeps, the latest last. */
public final class PinnedRuns {
    private final ObservableList<PinnedRun> runs = FXCollections.observableArrayList();
    private final ObservableList<Snapshot> snapshots = FXCollections.observableArrayList();
    private final ObservableList<PinnedRun> offered = FXCollections.unmodifiableObservableList(runs);
    private final ObservableList<Snapshot> shown = FXCollections.unmodifiableObservableList(snapshots);
    private final InstantSource clock;
    /** Runs of another day get numbers below 1, which no session gives. */
    private int earlier;

    /**
     * No run yet.
     *
     * @param clock says when a run was kept
     */
    public PinnedRuns(InstantSource clock) {
        this.clock = clock;
        runs.addListener((ListChangeListener<PinnedRun>) _ -> {
            if (!sameSnapshots()) {
                snapshots.setAll(runs.stream().map(PinnedRun::snapshot).toList());
            }
        });
    }

    private boolean sameSnapshots() {
        boolean same = runs.size() == snapshots.size();
        for (int i = 0; same && i < runs.size(); i++) {
            same = runs.get(i).snapshot() == snapshots.get(i);
        }
        return same;
    }

    /** Keeps a run. One that is kept already stays under its name, as far as it has come by now. */
    public void pin(Snapshot run) {
        Optional<PinnedRun> before = find(run.run().number());
        if (before.isPresent()) {
            replace(before.get(), kept -> kept.at(run));
        } else {
            runs.add(new PinnedRun(UUID.randomUUID().toString(), "", "", clock.instant(), run));
        }
    }

    /** Takes in runs that were kept before, or elsewhere; those that are here already are left out. Returns the ones that came in. */
    public List<PinnedRun> restore(List<PinnedRun> kept) {
        List<PinnedRun> fresh = kept.stream().filter(run -> runs.stream().noneMatch(here -> here.id().equals(run.id()))).map(this::renumbered).toList();
        runs.addAll(fresh);
        return fresh;
    }

    private PinnedRun renumbered(PinnedRun kept) {
        Snapshot was = kept.snapshot();
        Run run = was.run();
        return kept.at(new Snapshot(run.numbered(earlier--),
                was.phase(), was.tokens(), was.settings(), was.allocation(), was.figures(), was.failure()));
    }

    /** Lets a run go. */
    public void unpin(PinnedRun run) {
        runs.removeIf(kept -> kept.id().equals(run.id()));
    }

    /** Calls a run so. */
    public void rename(PinnedRun run, String name) {
        replace(run, kept -> kept.named(name.strip()));
    }

    /** Notes something about a run. */
    public void note(PinnedRun run, String note) {
        replace(run, kept -> kept.noted(note.strip()));
    }

    private void replace(PinnedRun run, UnaryOperator<PinnedRun> change) {
        for (int i = 0; i < runs.size(); i++) {
            PinnedRun kept = runs.get(i);
            if (kept.id().equals(run.id())) {
                PinnedRun changed = change.apply(kept);
                // Never by equals: it would compare every mask of every token.
                if (changed.snapshot() != kept.snapshot() || !changed.name().equals(kept.name()) || !changed.note().equals(kept.note())) {
                    runs.set(i, changed);
                }
                return;
            }
        }
    }

    /** The kept run with this number. */
    public Optional<PinnedRun> find(int number) {
        return runs.stream().filter(kept -> kept.snapshot().run().number() == number).findFirst();
    }

    /** The kept runs; to be read only. */
    public ObservableList<PinnedRun> runs() {
        return offered;
    }

    /** The same runs without their names; to be read only. */
    public ObservableList<Snapshot> snapshots() {
        return shown;
    }
}
