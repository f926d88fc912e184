package org.dipscope.ui.controls;

import javafx.beans.property.Property;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ChangeListener;
import org.dipscope.export.DeviceLibrary;
import org.dipscope.memory.Allocation;
import org.dipscope.memory.DevicePreset;
import org.dipscope.session.DefaultSettings;
import org.dipscope.session.ModelSummary;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.Calibration;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.MaskingMethod;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The settings as single values to be moved. Whatever moves, one whole {@link Settings} comes out, always valid.
 */
public final class ControlsViewModel {
    private final Consumer<Settings> changed;
    private final MaskingControls masking = new MaskingControls();
    private final MemoryControls memory;
    private final ReadOnlyObjectWrapper<Settings> settings = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Allocation> allocation = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<ModelSummary> model = new ReadOnlyObjectWrapper<>();
    private int promptTokens;
    private boolean adopting;

    /**
     * Controls without a model.
     *
     * @param changed takes the settings whenever a person changed one
     */
    public ControlsViewModel(Consumer<Settings> changed) {
        this(changed, DeviceLibrary.ofUser().all());
    }

    /**
     * Controls without a model, with these devices to start from.
     *
     * @param changed takes the settings whenever a person changed one
     */
    public ControlsViewModel(Consumer<Settings> changed, List<DevicePreset> presets) {
        this.changed = changed;
        this.memory = new MemoryControls(presets);
        ChangeListener<Object> moved = (_, _, _) -> moved();
        Stream.of(masking.values(), memory.values()).flatMap(List::stream).forEach(value -> listen(value, moved));
    }

    private static void listen(Property<?> value, ChangeListener<Object> moved) {
        value.addListener(moved);
    }

    /** Shows the settings of a model that was opened; nothing is told to anybody. */
    public void adopt(ModelSummary opened, Settings inForce) {
        adopting = true;
        model.set(opened);
        settings.set(inForce);
        masking.show(inForce.masking());
        memory.show(inForce.memory());
        adopting = false;
        allocate();
    }

    /** Counts a prompt of this many tokens to the KV cache from now on. */
    public void expectPrompt(int tokens) {
        if (tokens != promptTokens) {
            promptTokens = tokens;
            allocate();
        }
    }

    /** Takes the DRAM and Flash figures of a preset, and keeps the budget. */
    public void choose(DevicePreset preset) {
        adopting = true;
        memory.show(preset);
        adopting = false;
        moved();
    }

    /** Takes the settings of an experiment into force, in place of all that the controls show. */
    public void choose(Experiment experiment) {
        if (model.get() != null) {
            Settings wanted = experiment.settings(DefaultSettings.of(model.get())).with(settings.get().sampling());
            adopt(model.get(), wanted);
            changed.accept(wanted);
        }
    }

    /** Takes what was learnt into force, and the method that was waiting for it, as one change. */
    public void take(Calibration learnt, Optional<MaskingMethod> waiting) {
        adopting = true;
        masking.calibrationProperty().set(Optional.of(learnt));
        waiting.ifPresent(masking.methodProperty()::set);
        adopting = false;
        moved();
    }

    private void moved() {
        if (adopting || settings.get() == null) {
            return;
        }
        Settings before = settings.get();
        adopting = true;
        Masking settled = masking.settle(model.get(), before.masking());
        adopting = false;
        Settings now = new Settings(settled, memory.settings(before.memory()), before.sampling());
        if (!now.equals(before)) {
            settings.set(now);
            allocate();
            changed.accept(now);
        }
    }

    private void allocate() {
        if (model.get() != null) {
            allocation.set(Budget.allocate(model.get(), settings.get(), promptTokens));
        }
    }

    /** The masking, value by value. */
    public MaskingControls masking() {
        return masking;
    }

    /** The simulated memory, value by value. */
    public MemoryControls memory() {
        return memory;
    }

    /** All settings as one value; {@code null} without a model. */
    public ReadOnlyObjectProperty<Settings> settingsProperty() {
        return settings.getReadOnlyProperty();
    }

    /** What DRAM would hold; {@code null} without a model. */
    public ReadOnlyObjectProperty<Allocation> allocationProperty() {
        return allocation.getReadOnlyProperty();
    }

    /** The model; {@code null} without one. */
    public ReadOnlyObjectProperty<ModelSummary> modelProperty() {
        return model.getReadOnlyProperty();
    }
}
