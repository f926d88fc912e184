package org.dipscope.ui.scrubber;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.dipscope.session.Agreement;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.compare.Comparison;
import org.dipscope.ui.moment.Extent;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Captions;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.timeline.Measure;
import org.dipscope.ui.timeline.RunSeries;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where in a run the views are, and the run's hit rates along the way. */
public final class ScrubberViewModel {
    private final Moment moment;
    private final Words words;
    private final ReadOnlyStringWrapper position = new ReadOnlyStringWrapper(this, "position", "");
    private final ReadOnlyStringWrapper name = new ReadOnlyStringWrapper(this, "name", "");
    private final ReadOnlyBooleanWrapper first = new ReadOnlyBooleanWrapper(this, "first", true);
    private final ReadOnlyBooleanWrapper last = new ReadOnlyBooleanWrapper(this, "last", true);
    private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper(this, "revision");
    private final ReadOnlyBooleanWrapper playing = new ReadOnlyBooleanWrapper(this, "playing");
    private final ReadOnlyIntegerWrapper rate = new ReadOnlyIntegerWrapper(this, "rate");
    private final Playback playback = new Playback();
    private RunSeries series = new RunSeries();
    private List<Marker> markers = List.of();
    private Optional<Snapshot> compared = Optional.empty();
    private int run = -1;

    /** The scrubber of this moment. */
    public ScrubberViewModel(Moment moment, Words words) {
        this.moment = moment;
        this.words = words;
        rate.set(playback.rate());
        moment.revisionProperty().addListener(_ -> update());
        update();
    }

    /** Such as "token 63 / 64". */
    public ReadOnlyStringProperty positionProperty() {
        return position.getReadOnlyProperty();
    }

    /** The same with why the place is marked, where it is. */
    public ReadOnlyStringProperty nameProperty() {
        return name.getReadOnlyProperty();
    }

    /** A token's number, text and hit rate in one line; empty where there is no such token. */
    public String describe(int token) {
        Snapshot snapshot = moment.snapshotProperty().get();
        if (snapshot == null || token < 0 || token >= Math.min(series.size(), snapshot.tokens().size())) {
            return "";
        }
        String text = snapshot.tokens().get(token).text().replace(' ', '␣').replace('\n', '⏎');
        double rate = hitRate(token, token + 1);
        return Double.isNaN(rate) ? words.text("scrubber.token", token, text) : words.text("scrubber.token-hits", token, text, words.numerals().percent(rate));
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

    /** Shows a token in all views; playing stops. */
    public void seek(int token) {
        pause();
        moment.seek(token);
    }

    /** Goes some tokens on, or back; playing stops. */
    public void step(int delta) {
        pause();
        moment.step(delta);
    }

    /** Whether the newest token is followed. */
    public BooleanProperty liveProperty() {
        return moment.liveProperty();
    }

    /** Follows the newest token from now on; playing stops. */
    public void goLive() {
        pause();
        moment.goLive();
    }

    /** Plays from the token that is shown, from the first one where that is the last; a second call stops. */
    public void togglePlaying() {
        if (playing.get()) {
            pause();
        } else if (series.size() > 1) {
            if (token() >= series.size() - 1) {
                moment.seek(0);
            }
            playback.begin();
            playing.set(true);
        }
    }

    private void pause() {
        playing.set(false);
    }

    /** Lets time go by while it plays; at the newest token it stops. */
    public void play(double seconds) {
        int due = playing.get() ? playback.tokens(seconds) : 0;
        if (due > 0) {
            moment.step(due);
            if (token() >= series.size() - 1) {
                pause();
            }
        }
    }

    /** Plays so many steps faster, or slower. */
    public void faster(int steps) {
        playback.faster(steps);
        rate.set(playback.rate());
    }

    /** Plays that many tokens a second, 1 to 60. */
    public void playAt(int tokensPerSecond) {
        playback.play(tokensPerSecond);
        rate.set(playback.rate());
    }

    /** Whether it plays. */
    public ReadOnlyBooleanProperty playingProperty() {
        return playing.getReadOnlyProperty();
    }

    /** Tokens a second while it plays. */
    public ReadOnlyIntegerProperty rateProperty() {
        return rate.getReadOnlyProperty();
    }

    /** Marks where the run that is shown parts from this one; from none where it is empty. */
    public void compareWith(Optional<Snapshot> other) {
        // A snapshot says little of itself and compares slowly, so whether it is another one is asked of its place in memory.
        if (compared.orElse(null) != other.orElse(null)) {
            compared = other;
            update();
        }
    }

    /** The places worth a look, by token. */
    public List<Marker> markers() {
        return markers;
    }

    /** Goes to the next marked place, or the one before; stays where there is none. */
    public void seekMarker(boolean forward) {
        marker(forward).ifPresent(marker -> seek(marker.token()));
    }

    /** Whether there is a marked place on that side. */
    public boolean hasMarker(boolean forward) {
        return marker(forward).isPresent();
    }

    private Optional<Marker> marker(boolean forward) {
        int from = token();
        return forward ? markers.stream().filter(marker -> marker.token() > from).findFirst()
                : markers.reversed().stream().filter(marker -> marker.token() < from).findFirst();
    }

    private List<Marker> found(Snapshot snapshot) {
        List<Marker> found = new ArrayList<>();
        series.changes().forEach(change -> found.add(new Marker(change.token(), Marker.Kind.SETTINGS, change.words(words))));
        compared.ifPresent(other -> new Comparison(snapshot, other).firstDifference().stream()
                // Where one of them has no token yet or any more, nothing says that it went another way.
                .filter(token -> token < Math.min(snapshot.tokens().size(), other.tokens().size()))
                .forEach(token -> found.add(new Marker(token, Marker.Kind.COMPARED, words.text("scrubber.compared", Comparison.word(words, other, token), Captions.of(words, other))))));
        Agreement agreement = snapshot.agreement();
        if (agreement.parted() >= 0) {
            found.add(new Marker(agreement.parted(), Marker.Kind.PARTED, words.text("scrubber.parted")));
        }
        if (agreement.widest() >= 0 && agreement.tokens() > 1) {
            found.add(new Marker(agreement.widest(), Marker.Kind.WIDEST, words.text("scrubber.widest", words.numerals().fixed(agreement.widestNats(), 2))));
        }
        found.sort(Comparator.comparingInt(Marker::token));
        return List.copyOf(found);
    }

    private void update() {
        Snapshot snapshot = moment.snapshotProperty().get();
        if (snapshot != null) {
            if (run != snapshot.run().number() || snapshot.tokens().size() < series.size()) {
                series = new RunSeries();
                run = snapshot.run().number();
            }
            series.follow(snapshot.tokens());
            markers = found(snapshot);
        }
        int token = moment.tokenProperty().get();
        position.set(token < 0 ? words.text("scrubber.no-token") : words.text("scrubber.position", token, series.size()));
        String why = markers.stream().filter(marker -> marker.token() == token).map(Marker::text).collect(Collectors.joining(", "));
        name.set(why.isEmpty() ? position.get() : position.get() + ": " + why);
        first.set(token <= 0);
        last.set(token >= series.size() - 1);
        revision.set(revision.get() + 1);
    }
}
