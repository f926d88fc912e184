package org.dipscope.ui.controls;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.Property;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ChangeListener;
import org.dipscope.export.DeviceLibrary;
import org.dipscope.memory.Allocation;
import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.DevicePreset;
import org.dipscope.memory.DeviceProfile;
import org.dipscope.memory.LayerBudget;
import org.dipscope.memory.MemorySettings;
import org.dipscope.memory.Pinning;
import org.dipscope.session.DefaultSettings;
import org.dipscope.session.ModelSummary;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.Calibration;
import org.dipscope.sparsity.Dip;
import org.dipscope.sparsity.DipCacheAware;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.MaskingMethod;
import org.dipscope.sparsity.Scoring;
import org.dipscope.sparsity.Split;
import org.dipscope.sparsity.Weighting;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The settings as single values to be moved. Whatever moves, one whole {@link Settings} comes out, always valid: a density that
 * the method cannot reach is raised to the least that it can, and the one that was wanted is remembered for the next method.
 */
public final class ControlsViewModel {
    /** The largest prune ratio to be chosen by hand; less than a twentieth of the weights makes no text. */
    public static final double MOST_PRUNED = 0.95;

    private final Consumer<Settings> changed;
    private final List<DevicePreset> presets;

    private final ObjectProperty<MaskingMethod> method = new SimpleObjectProperty<>(new DipCacheAware());
    private final DoubleProperty prune = new SimpleDoubleProperty(0.4);
    private final DoubleProperty gamma = new SimpleDoubleProperty(0.5);
    private final IntegerProperty fixedTopN = new SimpleIntegerProperty();
    private final BooleanProperty warmUp = new SimpleBooleanProperty();
    private final BooleanProperty byHand = new SimpleBooleanProperty();
    private final DoubleProperty inputShare = new SimpleDoubleProperty(0.5);
    private final ObjectProperty<Double> dram = new SimpleObjectProperty<>();
    private final ObjectProperty<Double> dramBandwidth = new SimpleObjectProperty<>(60e9);
    private final ObjectProperty<Double> flashBandwidth = new SimpleObjectProperty<>(1e9);
    private final BooleanProperty concurrentIo = new SimpleBooleanProperty();
    private final ObjectProperty<CachePolicy> policy = new SimpleObjectProperty<>(CachePolicy.LFU);

    private final ObjectProperty<LayerBudget> budget = new SimpleObjectProperty<>(LayerBudget.EVEN);
    private final ObjectProperty<Integer> pinnedTokens = new SimpleObjectProperty<>(Pinning.DEFAULT_TOKENS);
    private final ObjectProperty<Scoring> scoring = new SimpleObjectProperty<>(Scoring.MAGNITUDE);
    private final ObjectProperty<Weighting> weighting = new SimpleObjectProperty<>(Weighting.GAMMA);
    private final DoubleProperty topM = new SimpleDoubleProperty(Masking.DEFAULT_TOP_M);
    private final ObjectProperty<Optional<Calibration>> calibration = new SimpleObjectProperty<>(Optional.empty());
    private final StringProperty refusal = new SimpleStringProperty("");

    private final ReadOnlyObjectWrapper<Settings> settings = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Allocation> allocation = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<ModelSummary> model = new ReadOnlyObjectWrapper<>();
    private double wantedPrune = 0.4;
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
        this.presets = presets;
        prune.addListener((_, _, value) -> {
            if (!adopting) {
                wantedPrune = value.doubleValue();
            }
        });
        ChangeListener<Object> moved = (_, _, _) -> moved();
        for (Property<?> property : List.of(method, prune, gamma, fixedTopN, warmUp, byHand, inputShare, dram, dramBandwidth,
                flashBandwidth, concurrentIo, policy, budget, pinnedTokens, scoring, weighting, topM, calibration)) {
            property.addListener(moved);
        }
    }

    /** Shows the settings of a model that was opened; nothing is told to anybody. */
    public void adopt(ModelSummary opened, Settings inForce) {
        adopting = true;
        model.set(opened);
        settings.set(inForce);
        Masking masking = inForce.masking();
        method.set(masking.method());
        wantedPrune = 1 - masking.density();
        prune.set(round(wantedPrune));
        gamma.set(masking.gamma());
        fixedTopN.set(masking.fixedTopN());
        warmUp.set(masking.warmUp());
        byHand.set(masking.split().isPresent());
        inputShare.set(masking.shares().input());
        DeviceProfile device = inForce.memory().device();
        dram.set(device.dramBytes());
        dramBandwidth.set(device.dramBandwidth());
        flashBandwidth.set(device.flashBandwidth());
        concurrentIo.set(device.concurrentIo());
        policy.set(inForce.memory().policy());
        budget.set(inForce.memory().budget());
        pinnedTokens.set(inForce.memory().pinning().tokens());
        scoring.set(masking.scoring());
        weighting.set(masking.weighting());
        topM.set(masking.topM());
        calibration.set(masking.calibration());
        refusal.set("");
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
        dramBandwidth.set(preset.dramBandwidth());
        flashBandwidth.set(preset.flashBandwidth());
        concurrentIo.set(preset.concurrentIo());
        adopting = false;
        moved();
    }

    private void moved() {
        if (adopting || settings.get() == null) {
            return;
        }
        adopting = true;
        settleCalibration();
        double density = density();
        prune.set(round(1 - density));
        if (byHand.get()) {
            inputShare.set(Math.clamp(inputShare.get(), leastInputShare(density), mostInputShare(density)));
        } else {
            inputShare.set(Split.of(density).input());
        }
        adopting = false;
        Settings before = settings.get();
        Masking masking = new Masking(method.get(), density, round(gamma.get()), fixedTopN.get(), warmUp.get(), split(density),
                weighting.get(), Math.max(1, round(topM.get())), scoring.get(), calibration.get());
        MemorySettings memory = before.memory().with(device()).with(policy.get()).with(budget.get())
                .with(new Pinning(pinnedTokens.get(), before.memory().pinning().calibrated()));
        Settings now = new Settings(masking, memory, before.sampling());
        if (!now.equals(before)) {
            settings.set(now);
            allocate();
            changed.accept(now);
        }
    }

    /** A calibration of another model is put away again, and a method without what it needs gives way to the one before it, or to DIP. */
    private void settleCalibration() {
        ModelSummary opened = model.get();
        refusal.set("");
        calibration.get().map(Calibration::origin).filter(origin -> origin.layers() != opened.layers() || origin.hidden() != opened.hidden()
                || origin.intermediate() != opened.intermediate()).ifPresent(origin -> {
                    refusal.set("'%s' was made for another model, %s; choose one that was made for this.".formatted(calibration.get().get().file(), origin.model()));
                    calibration.set(settings.get().masking().calibration());
                });
        if (!served(method.get())) {
            refusal.set("%s needs a calibration; make one with 'dipscope calibrate --for %s' and choose it here."
                    .formatted(method.get().label(), method.get().needed()));
            MaskingMethod last = settings.get().masking().method();
            method.set(served(last) ? last : new Dip());
        }
    }

    private boolean served(MaskingMethod candidate) {
        return candidate.needs().stream().allMatch(kind -> calibration.get().map(known -> known.has(kind)).orElse(false));
    }

    private double density() {
        double least = Math.max(method.get().leastDensity(calibration.get()), 1 - MOST_PRUNED);
        return Math.max(round(1 - wantedPrune), Math.ceil(least * 1e4 - 1e-9) / 1e4);
    }

    private Optional<Split> split(double density) {
        return byHand.get() && Consequences.splits(method.get())
                ? Optional.of(new Split(inputShare.get(), Math.clamp(3 * density - 2 * inputShare.get(), 0, 1))) : Optional.empty();
    }

    private static double leastInputShare(double density) {
        return Math.clamp((3 * density - 1) / 2, 0, 1);
    }

    private static double mostInputShare(double density) {
        return Math.clamp(1.5 * density, 0, 1);
    }

    private DeviceProfile device() {
        DeviceProfile figures = new DeviceProfile(DevicePreset.CUSTOM, dram.get(), dramBandwidth.get(), flashBandwidth.get(), concurrentIo.get());
        return presets.stream().filter(preset -> preset.describes(figures)).findFirst().map(preset -> preset.withDram(dram.get())).orElse(figures);
    }

    private void allocate() {
        if (model.get() != null) {
            allocation.set(Budget.allocate(model.get(), settings.get(), promptTokens));
        }
    }

    private static double round(double value) {
        return Math.round(value * 1e4) / 1e4;
    }

    /** Which method masks. */
    public ObjectProperty<MaskingMethod> methodProperty() {
        return method;
    }

    /** 1 − density, in [0, {@value #MOST_PRUNED}]. */
    public DoubleProperty pruneProperty() {
        return prune;
    }

    /** The factor on an uncached column's score, in [0, 1]. */
    public DoubleProperty gammaProperty() {
        return gamma;
    }

    /** How many of the largest scores γ leaves alone. */
    public IntegerProperty fixedTopNProperty() {
        return fixedTopN;
    }

    /** Whether γ falls from 1. */
    public BooleanProperty warmUpProperty() {
        return warmUp;
    }

    /** Whether DIP's shares are set by hand. */
    public BooleanProperty byHandProperty() {
        return byHand;
    }

    /** The share of input columns, where it is set by hand. */
    public DoubleProperty inputShareProperty() {
        return inputShare;
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

    /** Takes the settings of an experiment into force, in place of all that the controls show. */
    public void choose(Experiment experiment) {
        if (model.get() != null) {
            Settings wanted = experiment.settings(DefaultSettings.of(model.get())).with(settings.get().sampling());
            adopt(model.get(), wanted);
            changed.accept(wanted);
        }
    }

    /** What DIP and its kin choose by. */
    public ObjectProperty<Scoring> scoringProperty() {
        return scoring;
    }

    /** How DIP-CA asks the cache. */
    public ObjectProperty<Weighting> weightingProperty() {
        return weighting;
    }

    /** How far the approximate choice looks, as a multiple of what it keeps. */
    public DoubleProperty topMProperty() {
        return topM;
    }

    /** What was learnt from a text. */
    public ObjectProperty<Optional<Calibration>> calibrationProperty() {
        return calibration;
    }

    /** Why a method or a calibration was not taken; empty where all is well. */
    public StringProperty refusalProperty() {
        return refusal;
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

    /** Devices to start from. */
    public List<DevicePreset> presets() {
        return presets;
    }

    /** The density that was asked for, whether or not the method reaches it. */
    public double wantedDensity() {
        return 1 - wantedPrune;
    }
}
