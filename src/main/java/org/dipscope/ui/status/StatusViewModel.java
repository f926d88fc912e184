package org.dipscope.ui.status;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.dipscope.session.Figures;
import org.dipscope.session.Phase;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.text.Captions;
import org.dipscope.ui.text.Numerals;
import org.dipscope.ui.text.Words;

import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** The run's figures: simulated ones on one side, measured ones on the other, never under one label. */
public final class StatusViewModel {

    /**
     * A figure and the words around it.
     *
     * @param before words before the figure
     * @param figure the figure
     * @param after  words after the figure
     */
    public record Reading(String before, String figure, String after) {
    }

    /** Nobody reads a figure that changes more often, and each change lays out the whole line. */
    private static final long READING_NANOS = 500_000_000;

    private final DoubleSupplier footprint;
    private final Words words;
    private final LongSupplier clock;
    private final ReadOnlyObjectWrapper<List<Reading>> simulated = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<Reading>> measured = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<String> device = new ReadOnlyObjectWrapper<>("");
    private final ReadOnlyObjectWrapper<String> machine = new ReadOnlyObjectWrapper<>("");
    private final DenseRate dense = new DenseRate();
    private Snapshot last;
    private long shownAt;

    /**
     * A status line without figures.
     *
     * @param footprint the bytes that this program takes of the machine's memory
     * @param words     the language
     * @param clock     nanoseconds from any fixed point
     */
    public StatusViewModel(DoubleSupplier footprint, Words words, LongSupplier clock) {
        this.footprint = footprint;
        this.words = words;
        this.clock = clock;
    }

    /**
     * Shows a run's figures; {@code null} shows that there is no run. While a run is under way its figures change twice a second, and at once
     * where its settings do.
     */
    public void show(Snapshot snapshot) {
        long now = clock.getAsLong();
        if (isStillRead(snapshot, now)) {
            return;
        }
        last = snapshot;
        shownAt = now;
        Figures figures = snapshot == null ? Figures.NONE : snapshot.figures();
        device.set(snapshot == null ? words.text("status.nothing-yet")
                : words.text("status.device", Captions.device(snapshot.settings().memory()), Numerals.seconds(figures.simulatedFirstToken())));
        String name = snapshot == null ? "" : words.text("status.on", snapshot.settings().memory().device().name());
        simulated.set(List.of(
                new Reading(words.text("status.simulated"), "", name),
                new Reading("", Numerals.rate(figures.simulatedDecode()), "tok/s"),
                new Reading(words.text("status.dense"), Numerals.rate(figures.simulatedDense()), ""),
                new Reading(words.text("status.hit-rate"), Numerals.percent(figures.hitRate()), ""),
                new Reading("Flash", Numerals.bytes(figures.flashBytesPerToken()), words.text("status.per-token"))));
        dense.learn(snapshot);
        machine.set(words.text(Double.isNaN(dense.tokensPerSecond()) ? "status.dense-unknown" : "status.dense-known", Numerals.rate(figures.measuredPrefill())));
        measured.set(List.of(
                new Reading(words.text("status.measured"), "", words.text("status.here")),
                new Reading("", Numerals.rate(figures.measuredDecode()), "tok/s"),
                new Reading(words.text("status.dense"), Numerals.rate(dense.tokensPerSecond()), ""),
                snapshot != null && snapshot.agreement().tokens() > 0
                        ? new Reading(words.text("status.divergence"), Numerals.fixed(snapshot.agreement().meanDivergence(), 3), "")
                        : new Reading(words.text("status.prompt"), Numerals.rate(figures.measuredPrefill()), ""),
                new Reading("RAM", Numerals.bytes(footprint.getAsDouble()), "")));
    }

    private boolean isStillRead(Snapshot snapshot, long now) {
        return snapshot != null && last != null && snapshot.run().number() == last.run().number() && snapshot.phase() == last.phase()
                && snapshot.phase() == Phase.DECODE && snapshot.settings() == last.settings() && now - shownAt < READING_NANOS;
    }

    /** What the simulated device makes of the run. */
    public ReadOnlyObjectProperty<List<Reading>> simulatedProperty() {
        return simulated.getReadOnlyProperty();
    }

    /** What this machine made of it. */
    public ReadOnlyObjectProperty<List<Reading>> measuredProperty() {
        return measured.getReadOnlyProperty();
    }

    /** The simulated device in full. */
    public ReadOnlyObjectProperty<String> deviceProperty() {
        return device.getReadOnlyProperty();
    }

    /** What there is to know about the measured figures: the prompt's speed, and how the dense model's comes to be known. */
    public ReadOnlyObjectProperty<String> machineProperty() {
        return machine.getReadOnlyProperty();
    }
}
