package org.dipscope.ui.controls;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.Property;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.DevicePreset;
import org.dipscope.memory.DeviceProfile;
import org.dipscope.memory.LayerBudget;
import org.dipscope.memory.MemorySettings;
import org.dipscope.memory.Pinning;

import java.util.List;

/** The simulated memory's settings as single values to be moved: the device, and how its DRAM caches columns. */
public final class MemoryControls {
    private final List<DevicePreset> presets;
    private final ObjectProperty<Double> dram = new SimpleObjectProperty<>();
    private final ObjectProperty<Double> dramBandwidth = new SimpleObjectProperty<>(60e9);
    private final ObjectProperty<Double> flashBandwidth = new SimpleObjectProperty<>(1e9);
    private final BooleanProperty concurrentIo = new SimpleBooleanProperty();
    private final ObjectProperty<CachePolicy> policy = new SimpleObjectProperty<>(CachePolicy.LFU);
    private final ObjectProperty<LayerBudget> budget = new SimpleObjectProperty<>(LayerBudget.EVEN);
    private final ObjectProperty<Integer> pinnedTokens = new SimpleObjectProperty<>(Pinning.DEFAULT_TOKENS);

    /** Controls with these devices to start from. */
    MemoryControls(List<DevicePreset> presets) {
        this.presets = List.copyOf(presets);
    }

    /** Every value that can be moved. */
    List<Property<?>> values() {
        return List.of(dram, dramBandwidth, flashBandwidth, concurrentIo, policy, budget, pinnedTokens);
    }

    /** Shows these settings. */
    void show(MemorySettings settings) {
        DeviceProfile device = settings.device();
        dram.set(device.dramBytes());
        dramBandwidth.set(device.dramBandwidth());
        flashBandwidth.set(device.flashBandwidth());
        concurrentIo.set(device.concurrentIo());
        policy.set(settings.policy());
        budget.set(settings.budget());
        pinnedTokens.set(settings.pinning().tokens());
    }

    /** Shows the DRAM and Flash figures of a preset, and keeps the budget. */
    void show(DevicePreset preset) {
        dramBandwidth.set(preset.dramBandwidth());
        flashBandwidth.set(preset.flashBandwidth());
        concurrentIo.set(preset.concurrentIo());
    }

    /** What is shown, as one value; what no control shows is as before. */
    MemorySettings settings(MemorySettings before) {
        return before.with(device()).with(policy.get()).with(budget.get())
                .with(new Pinning(pinnedTokens.get(), before.pinning().calibrated()));
    }

    /** A device whose figures are a preset's has the preset's name. */
    private DeviceProfile device() {
        DeviceProfile figures = new DeviceProfile(DevicePreset.CUSTOM, dram.get(), dramBandwidth.get(), flashBandwidth.get(), concurrentIo.get());
        return presets.stream().filter(preset -> preset.describes(figures)).findFirst().map(preset -> preset.withDram(dram.get())).orElse(figures);
    }

    /** The DRAM budget in bytes; {@code null} without a model. */
    public ObjectProperty<Double> dramProperty() {
        return dram;
    }

    /** Bytes/s. */
    public ObjectProperty<Double> dramBandwidthProperty() {
        return dramBandwidth;
    }

    /** Bytes/s. */
    public ObjectProperty<Double> flashBandwidthProperty() {
        return flashBandwidth;
    }

    /** Whether DRAM and Flash are read at the same time. */
    public BooleanProperty concurrentIoProperty() {
        return concurrentIo;
    }

    /** Which columns leave. */
    public ObjectProperty<CachePolicy> policyProperty() {
        return policy;
    }

    /** How the layers share the DRAM for columns. */
    public ObjectProperty<LayerBudget> budgetProperty() {
        return budget;
    }

    /** After how many tokens the policy {@code pinned} has learned its columns. */
    public ObjectProperty<Integer> pinnedTokensProperty() {
        return pinnedTokens;
    }

    /** Devices to start from. */
    public List<DevicePreset> presets() {
        return presets;
    }
}
