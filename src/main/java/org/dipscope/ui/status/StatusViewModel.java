package org.dipscope.ui.status;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.dipscope.session.Figures;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.text.Captions;
import org.dipscope.ui.text.Numerals;

import java.util.ArrayList;
import java.util.List;

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

    private final ReadOnlyObjectWrapper<List<Reading>> simulated = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<Reading>> measured = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<String> device = new ReadOnlyObjectWrapper<>("");

    /** Shows a run's figures; {@code null} shows that there is no run. */
    public void show(Snapshot snapshot) {
        Figures figures = snapshot == null ? Figures.NONE : snapshot.figures();
        device.set(snapshot == null ? "" : Captions.device(snapshot.settings().memory()));
        String name = snapshot == null ? "" : "on " + snapshot.settings().memory().device().name();
        List<Reading> left = new ArrayList<>(List.of(
                new Reading("Simulated", "", name),
                new Reading("", Numerals.rate(figures.simulatedDecode()), "tok/s"),
                new Reading("dense", Numerals.rate(figures.simulatedDense()), ""),
                new Reading("hit rate", Numerals.percent(figures.hitRate()), ""),
                new Reading("Flash", Numerals.bytes(figures.flashBytesPerToken()), "per token"),
                new Reading("first token", Numerals.seconds(figures.simulatedFirstToken()), "")));
        simulated.set(List.copyOf(left));
        measured.set(List.of(
                new Reading("Measured", "", "here"),
                new Reading("", Numerals.rate(figures.measuredDecode()), "tok/s"),
                new Reading("prompt", Numerals.rate(figures.measuredPrefill()), "tok/s"),
                new Reading("density", Numerals.fixed(figures.density(), 2), "")));
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
}
