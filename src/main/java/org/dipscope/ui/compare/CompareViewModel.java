package org.dipscope.ui.compare;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;

import java.util.List;

/** Which two runs are compared, at which token. */
public final class CompareViewModel {
    private final ObservableList<Snapshot> runs = FXCollections.observableArrayList();
    private final ObjectProperty<Snapshot> a = new SimpleObjectProperty<>();
    private final ObjectProperty<Snapshot> b = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<Comparison> comparison = new ReadOnlyObjectWrapper<>();
    private final Moment moment = new Moment();
    private final DifferenceViewModel difference;
    private boolean choosing;

    /** A comparison of nothing yet. */
    public CompareViewModel(Words words) {
        difference = new DifferenceViewModel(moment, words);
        a.addListener((_, _, _) -> compare());
        b.addListener((_, _, _) -> compare());
    }

    /**
     * Offers these runs. What is compared stays, in its newest snapshot, where it is still offered; else the last two are.
     *
     * @param offered at least two runs for there to be a comparison
     */
    public void offer(List<Snapshot> offered) {
        choosing = true;
        Snapshot first = newest(a.get(), offered);
        Snapshot second = newest(b.get(), offered);
        runs.setAll(offered);
        int last = offered.size() - 1;
        if (second == null && last >= 0) {
            second = offered.get(last);
        }
        if ((first == null || first == second) && last >= 1) {
            first = second == offered.get(last) ? offered.get(last - 1) : offered.get(last);
        }
        a.set(first);
        b.set(second);
        choosing = false;
        compare();
    }

    private static Snapshot newest(Snapshot run, List<Snapshot> offered) {
        return run == null ? null : offered.stream().filter(other -> other.run().number() == run.run().number()).findFirst().orElse(null);
    }

    /** Compares these two runs. */
    public void choose(Snapshot left, Snapshot right) {
        choosing = true;
        a.set(left);
        b.set(right);
        choosing = false;
        compare();
    }

    /** Puts A in B's place and B in A's. */
    public void swap() {
        choosing = true;
        Snapshot left = a.get();
        a.set(b.get());
        b.set(left);
        choosing = false;
        compare();
    }

    private void compare() {
        if (choosing || a.get() == null || b.get() == null) {
            return;
        }
        Comparison runsNow = new Comparison(a.get(), b.get());
        moment.show(a.get());
        moment.seek(runsNow.telling());
        difference.compare(runsNow);
        comparison.set(runsNow);
    }

    /** The runs to choose from. */
    public ObservableList<Snapshot> runs() {
        return runs;
    }

    /** The run on the left. */
    public ObjectProperty<Snapshot> aProperty() {
        return a;
    }

    /** The run on the right. */
    public ObjectProperty<Snapshot> bProperty() {
        return b;
    }

    /** The two runs side by side; {@code null} before there are two. */
    public ReadOnlyObjectProperty<Comparison> comparisonProperty() {
        return comparison.getReadOnlyProperty();
    }

    /** A's moment, whose token is the one that is compared. */
    public Moment moment() {
        return moment;
    }

    /** The masks' difference. */
    public DifferenceViewModel difference() {
        return difference;
    }
}
