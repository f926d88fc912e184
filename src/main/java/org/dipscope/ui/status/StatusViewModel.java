package org.dipscope.ui.status;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.dipscope.memory.MemorySettings;
import org.dipscope.session.Figures;
import org.dipscope.session.Phase;
import org.dipscope.session.Shadow;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.text.Captions;
import org.dipscope.ui.text.Words;

import java.util.List;
import java.util.Optional;
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
    private int lastPast = -1;
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
     * Shows a run's figures, or those of one of its tokens; {@code null} shows that there is no run. While a run is followed its figures
     * change twice a second, and at once where its settings do.
     *
     * @param past the token that the views went back to; empty where they follow the newest one
     */
    public void show(Snapshot snapshot, Optional<TokenFrame> past) {
        long now = clock.getAsLong();
        if (isStillRead(snapshot, past, now)) {
            return;
        }
        last = snapshot;
        lastPast = past.map(TokenFrame::index).orElse(-1);
        shownAt = now;
        dense.learn(snapshot);
        Figures figures = snapshot == null ? Figures.NONE : past.map(token -> figures(snapshot, token)).orElse(snapshot.figures());
        MemorySettings memory = snapshot == null ? null : past.map(TokenFrame::settings).orElse(snapshot.settings()).memory();
        String place = past.map(token -> words.text("status.at-token", token.index())).orElse("");
        device.set(memory == null ? words.text("status.nothing-yet")
                : words.text("status.device", Captions.device(words, memory), words.numerals().seconds(figures.simulatedFirstToken())));
        String name = memory == null ? "" : words.text("status.on", memory.device().name());
        simulated.set(List.of(
                new Reading(words.text("status.simulated"), "", place.isEmpty() ? name : place),
                new Reading("", words.numerals().rate(figures.simulatedDecode()), "tok/s"),
                new Reading(words.text("status.dense"), words.numerals().rate(figures.simulatedDense()), ""),
                new Reading(words.text("status.hit-rate"), words.numerals().percent(figures.hitRate()), ""),
                new Reading("Flash", words.numerals().bytes(figures.flashBytesPerToken()), place.isEmpty() ? words.text("status.per-token") : "")));
        double denseHere = past.flatMap(TokenFrame::shadow).map(shadow -> 1 / shadow.seconds()).filter(rate -> !rate.isNaN()).orElse(dense.tokensPerSecond());
        machine.set(words.text(Double.isNaN(dense.tokensPerSecond()) ? "status.dense-unknown" : "status.dense-known", words.numerals().rate(figures.measuredPrefill())));
        measured.set(List.of(
                new Reading(words.text("status.measured"), "", place.isEmpty() ? words.text("status.here") : place),
                new Reading("", words.numerals().rate(figures.measuredDecode()), "tok/s"),
                new Reading(words.text("status.dense"), words.numerals().rate(denseHere), ""),
                divergence(snapshot, past).map(nats -> new Reading(words.text("status.divergence"), words.numerals().fixed(nats, 3), ""))
                        .orElseGet(() -> new Reading(words.text("status.prompt"), words.numerals().rate(figures.measuredPrefill()), "")),
                new Reading("RAM", words.numerals().bytes(footprint.getAsDouble()), "")));
    }

    /** A token's own figures; what the dense model would do is known only for the device that is in force. */
    private static Figures figures(Snapshot snapshot, TokenFrame token) {
        Figures run = snapshot.figures();
        double denseThen = token.settings().memory().equals(snapshot.settings().memory()) ? run.simulatedDense() : Double.NaN;
        return token.pass().map(pass -> new Figures(run.measuredPrefill(), 1 / pass.measuredSeconds(), 1 / pass.simulatedSeconds(), denseThen,
                        run.simulatedFirstToken(), pass.hitRate(), pass.density(), pass.flashBytes(), pass.dramBytes()))
                .orElseGet(() -> new Figures(run.measuredPrefill(), Double.NaN, Double.NaN, denseThen, run.simulatedFirstToken(), Double.NaN, Double.NaN, Double.NaN, Double.NaN));
    }

    private static Optional<Double> divergence(Snapshot snapshot, Optional<TokenFrame> past) {
        if (past.isPresent()) {
            return past.get().shadow().map(Shadow::divergence);
        }
        return snapshot != null && snapshot.agreement().tokens() > 0 ? Optional.of(snapshot.agreement().meanDivergence()) : Optional.empty();
    }

    private boolean isStillRead(Snapshot snapshot, Optional<TokenFrame> past, long now) {
        return past.map(TokenFrame::index).orElse(-1) == lastPast && snapshot != null && last != null && snapshot.run().number() == last.run().number() && snapshot.phase() == last.phase()
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
