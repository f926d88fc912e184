package org.dipscope.ui.scrubber;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.moment.Extent;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.timeline.Measure;
import org.dipscope.ui.timeline.RunSeries;

/** Where in a run the views are, and the run's hit rates along the way. */
public final class ScrubberViewModel {
    private final Moment moment;
    private final Words words;
    private final ReadOnlyStringWrapper position = new ReadOnlyStringWrapper(this, "position", "");
    private final ReadOnlyBooleanWrapper first = new ReadOnlyBooleanWrapper(this, "first", true);
    private final ReadOnlyBooleanWrapper last = new ReadOnlyBooleanWrapper(this, "last", true);
    private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper(this, "revision");
    private RunSeries series = new RunSeries();
    private int run = -1;

    /** The scrubber of this moment. */
    public ScrubberViewModel(Moment moment, Words words) {
        this.moment = moment;
        this.words = words;
        moment.snapshotProperty().addListener(_ -> update());
        moment.tokenProperty().addListener(_ -> update());
        update();
    }

    /** Such as "token 63 / 64". */
    public ReadOnlyStringProperty positionProperty() {
        return position.getReadOnlyProperty();
    }

    /** Whether there is no token before the one that is shown. */
    public ReadOnlyBooleanProperty firstProperty() {
        return first.getReadOnlyProperty();
    }

    /** Whether there is no token after the one that is shown. */
    public ReadOnlyBooleanProperty lastProperty() {
        return last.getReadOnlyProperty();
    }

    /** Grows whenever the picture has changed. */
    public ReadOnlyLongProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /** The token that is shown; −1 before the first one. */
    public int token() {
        return moment.tokenProperty().get();
    }

    /** How many tokens there are. */
    public int tokens() {
        return series.size();
    }

    /** How many tokens the ribbon has room for. */
    public int extent() {
        Snapshot snapshot = moment.snapshotProperty().get();
        return snapshot == null ? 0 : Extent.of(snapshot);
    }

    /** The mean hit rate of the tokens from {@code from} to before {@code to}; {@link Double#NaN} where none has one. */
    public double hitRate(int from, int to) {
        return series.mean(Measure.HIT_RATE, from, to);
    }

    /** Shows a token in all views. */
    public void seek(int token) {
        moment.seek(token);
    }

    /** Goes some tokens on, or back. */
    public void step(int delta) {
        moment.step(delta);
    }

    /** Whether the newest token is followed. */
    public BooleanProperty liveProperty() {
        return moment.liveProperty();
    }

    /** Follows the newest token from now on. */
    public void goLive() {
        moment.goLive();
    }

    private void update() {
        Snapshot snapshot = moment.snapshotProperty().get();
        if (snapshot != null) {
            if (run != snapshot.run().number() || snapshot.tokens().size() < series.size()) {
                series = new RunSeries();
                run = snapshot.run().number();
            }
            series.follow(snapshot.tokens());
        }
        int token = moment.tokenProperty().get();
        position.set(token < 0 ? words.text("scrubber.no-token") : words.text("scrubber.position", token, series.size()));
        first.set(token <= 0);
        last.set(token >= series.size() - 1);
        revision.set(revision.get() + 1);
    }
}
