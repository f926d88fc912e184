package org.dipscope.ui.timeline;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.moment.Extent;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** A run's figures token by token, which of them are shown, and the words for a token. */
public final class TimelineViewModel {
    private final Moment moment;
    private final Words words;
    private final Map<Measure, BooleanProperty> shown = new EnumMap<>(Measure.class);
    private final ObjectProperty<OptionalInt> hovered = new SimpleObjectProperty<>(this, "hovered", OptionalInt.empty());
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper(this, "note", "");
    private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper(this, "revision");
    private final ReadOnlyBooleanWrapper diverging = new ReadOnlyBooleanWrapper(this, "diverging");
    private RunSeries series = new RunSeries();
    private int run = -1;

    /** The timeline of this moment. */
    public TimelineViewModel(Moment moment, Words words) {
        this.moment = moment;
        this.words = words;
        for (Measure measure : Measure.values()) {
            BooleanProperty visible = new SimpleBooleanProperty(this, measure.name(), true);
            visible.addListener(_ -> change());
            shown.put(measure, visible);
        }
        moment.revisionProperty().subscribe(_ -> update());
        hovered.addListener(_ -> change());
    }

    /** The language. */
    Words words() {
        return words;
    }

    /** Whether a measure is drawn. */
    public BooleanProperty shownProperty(Measure measure) {
        return shown.get(measure);
    }

    /** The token under the mouse. */
    public ObjectProperty<OptionalInt> hoveredProperty() {
        return hovered;
    }

    /** Says that there is nothing to see yet; empty where there is. */
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    /** Grows whenever the picture has changed. */
    public ReadOnlyLongProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /** The figures up to the newest token. */
    public RunSeries series() {
        return series;
    }

    /** How many tokens the picture has room for. */
    public int extent() {
        Snapshot snapshot = moment.snapshotProperty().get();
        return snapshot == null ? 0 : Extent.of(snapshot);
    }

    /** The token that all views show; −1 before the first one. */
    public int token() {
        return moment.tokenProperty().get();
    }

    /** The measures that are drawn, in the order of their lanes. */
    public List<Measure> shown() {
        return offered().filter(measure -> shown.get(measure).get()).toList();
    }

    /** The measures that can be drawn: how far the dense model is away only where it read along. */
    private Stream<Measure> offered() {
        return Arrays.stream(Measure.values()).filter(measure -> measure != Measure.DIVERGENCE || diverging.get());
    }

    /** Whether the dense model read along at any token. */
    public ReadOnlyBooleanProperty divergingProperty() {
        return diverging.getReadOnlyProperty();
    }

    /** Lets all views show a token. */
    public void seek(int token) {
        moment.seek(token);
    }

    /** Goes some tokens on, or back. */
    public void step(int delta) {
        moment.step(delta);
    }

    /** A token's number, text, figures, and what had changed for it; one line each. */
    public List<String> describe(int token) {
        Snapshot snapshot = moment.snapshotProperty().get();
        if (snapshot == null || token < 0 || token >= Math.min(series.size(), snapshot.tokens().size())) {
            return List.of();
        }
        TokenFrame frame = snapshot.tokens().get(token);
        List<String> lines = new ArrayList<>();
        lines.add(words.text("timeline.token", token, frame.text().replace(' ', '␣').replace('\n', '⏎')));
        if (frame.pass().isEmpty()) {
            lines.add(words.text("timeline.from-prompt"));
        }
        for (Measure measure : Measure.values()) {
            double value = series.mean(measure, token, token + 1);
            if (!Double.isNaN(value)) {
                lines.add(name(measure) + "  " + measure.words(words, value));
            }
        }
        series.changes().stream().filter(change -> change.token() == token).forEach(change -> lines.add(words.text("timeline.from-here", words(change))));
        return List.copyOf(lines);
    }

    private String name(Measure measure) {
        return switch (measure) {
            case FLASH, DIVERGENCE, SIMULATED, MEASURED -> words.text("timeline." + measure.id() + "-name");
            default -> measure.label(words);
        };
    }

    /** What changed, in words. */
    String words(SettingsChange change) {
        return change.words(words);
    }

    private void update() {
        Snapshot snapshot = moment.snapshotProperty().get();
        if (snapshot == null) {
            note.set(words.text("timeline.nothing-yet"));
        } else {
            if (run != snapshot.run().number() || snapshot.tokens().size() < series.size()) {
                series = new RunSeries();
                run = snapshot.run().number();
            }
            series.follow(snapshot.tokens());
            diverging.set(series.knows(Measure.DIVERGENCE));
            note.set(snapshot.tokens().size() > 1 || snapshot.phase().ended() ? "" : words.text("timeline.second-token"));
        }
        change();
    }

    private void change() {
        revision.set(revision.get() + 1);
    }

    /** What the axis of tokens is called. */
    String axisName() {
        return words.text("timeline.axis");
    }
}
