package org.dipscope.ui.status;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.dipscope.session.Figures;
import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;
import org.dipscope.sparsity.Dense;
import org.dipscope.ui.text.Captions;
import org.dipscope.ui.text.Numerals;
import org.dipscope.ui.text.Words;

import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleSupplier;

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

    private final DoubleSupplier footprint;
    private final Words words;
    private final ReadOnlyObjectWrapper<List<Reading>> simulated = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<Reading>> measured = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<String> device = new ReadOnlyObjectWrapper<>("");
    private final ReadOnlyObjectWrapper<String> machine = new ReadOnlyObjectWrapper<>("");
    private Path denseModel;
    private double denseRate = Double.NaN;

    /**
     * A status line without figures.
     *
     * @param footprint the bytes that this program takes of the machine's memory
     * @param words     the language
     */
    public StatusViewModel(DoubleSupplier footprint, Words words) {
        this.footprint = footprint;
        this.words = words;
    }

    /** Shows a run's figures; {@code null} shows that there is no run. */
    public void show(Snapshot snapshot) {
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
        learnDense(snapshot);
        machine.set(words.text(Double.isNaN(denseRate) ? "status.dense-unknown" : "status.dense-known", Numerals.rate(figures.measuredPrefill())));
        measured.set(List.of(
                new Reading(words.text("status.measured"), "", words.text("status.here")),
                new Reading("", Numerals.rate(figures.measuredDecode()), "tok/s"),
                new Reading(words.text("status.dense"), Numerals.rate(denseRate), ""),
                snapshot != null && snapshot.agreement().tokens() > 0
                        ? new Reading(words.text("status.divergence"), Numerals.fixed(snapshot.agreement().meanDivergence(), 3), "")
                        : new Reading(words.text("status.prompt"), Numerals.rate(figures.measuredPrefill()), ""),
                new Reading("RAM", Numerals.bytes(footprint.getAsDouble()), "")));
    }

    /** The dense model's speed here is what its last own run took, or what it took beside a pruned one; of another model it says nothing. */
    private void learnDense(Snapshot snapshot) {
        if (snapshot == null) {
            return;
        }
        if (!snapshot.run().model().file().equals(denseModel)) {
            denseModel = snapshot.run().model().file();
            denseRate = Double.NaN;
        }
        double beside = snapshot.agreement().denseRate();
        double own = dense(snapshot.run().started()) && dense(snapshot.settings()) ? snapshot.figures().measuredDecode() : Double.NaN;
        if (Double.isFinite(beside) || Double.isFinite(own)) {
            denseRate = Double.isFinite(own) ? own : beside;
        }
    }

    private static boolean dense(Settings settings) {
        return settings.masking().method() instanceof Dense;
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
