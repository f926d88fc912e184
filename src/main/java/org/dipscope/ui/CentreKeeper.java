package org.dipscope.ui;

import javafx.beans.Observable;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.dipscope.session.PinnedRun;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.compare.Comparison;
import org.dipscope.ui.state.CentreState;
import org.dipscope.ui.window.WorkbenchViewModel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Takes down what stands in the middle of the window, and puts it there again as soon as what it shows is there. */
final class CentreKeeper {
    private final Workbench bench;
    private final WorkbenchViewModel window;
    private CentreState awaited = new CentreState.Live();

    CentreKeeper(Workbench bench) {
        this.bench = bench;
        this.window = bench.window();
    }

    /** Everything whose change changes what stands there. */
    List<Observable> parts() {
        return List.of(window.sweepProperty(), window.comparingProperty(), window.listingProperty(), window.roofingProperty(), bench.comparison().comparisonProperty());
    }

    /**
     * What stands there now, or is to stand there once what it shows has come. A comparison with a run that nobody pinned is not taken down, for
     * that run ends with the window.
     */
    CentreState take() {
        CentreState now = now();
        return now instanceof CentreState.Live ? awaited : now;
    }

    private CentreState now() {
        if (window.sweepProperty().get() != null) {
            return new CentreState.TradeOff(window.sweepProperty().get().toAbsolutePath());
        }
        Comparison compared = bench.comparison().comparisonProperty().get();
        if (window.comparingProperty().get() && compared != null) {
            return id(compared.a()).flatMap(a -> id(compared.b()).<CentreState>map(b -> new CentreState.Comparison(a, b))).orElseGet(CentreState.Live::new);
        }
        return window.listingProperty().get() ? new CentreState.RunTable()
                : window.roofingProperty().get() ? new CentreState.Roofline() : new CentreState.Live();
    }

    private Optional<String> id(Snapshot run) {
        return window.pinnedRuns().find(run.run().number()).map(PinnedRun::id);
    }

    /** Puts it there again; what is gone by now, a file or a run, leaves the live views. */
    void restore(CentreState state) {
        awaited = state;
        switch (state) {
            case CentreState.Live _ -> { }
            case CentreState.RunTable _ -> {
                awaited = new CentreState.Live();
                window.listingProperty().set(true);
            }
            // It measures what this machine computes, which a model that loads beside it would disturb.
            case CentreState.Roofline _ -> window.onFirstModel(_ -> {
                awaited = new CentreState.Live();
                window.roofingProperty().set(true);
            });
            case CentreState.Comparison(String a, String b) -> onFirstRuns(() -> {
                awaited = new CentreState.Live();
                compare(a, b);
            });
            case CentreState.TradeOff(Path sweep) -> {
                awaited = new CentreState.Live();
                if (Files.isRegularFile(sweep)) {
                    window.sweepProperty().set(sweep);
                }
            }
        }
    }

    /** The runs of the last time are read behind the window and come all at once. */
    private void onFirstRuns(Runnable done) {
        ObservableList<Snapshot> runs = window.pinned();
        runs.addListener(new ListChangeListener<>() {
            @Override
            public void onChanged(Change<? extends Snapshot> change) {
                runs.removeListener(this);
                done.run();
            }
        });
    }

    private void compare(String a, String b) {
        kept(a).ifPresent(left -> kept(b).ifPresent(right -> bench.compare(left, right)));
    }

    private Optional<Snapshot> kept(String id) {
        List<PinnedRun> runs = window.pinnedRuns().runs();
        return runs.stream().filter(run -> run.id().equals(id)).findFirst().map(PinnedRun::snapshot);
    }
}
