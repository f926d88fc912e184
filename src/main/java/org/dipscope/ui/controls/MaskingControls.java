package org.dipscope.ui.controls;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.Property;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.dipscope.session.ModelSummary;
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

/**
 * The masking's settings as single values to be moved. A density that the method cannot reach is raised to the least that it can, and
 * the one that was wanted is remembered for the next method.
 */
public final class MaskingControls {
    /** The largest prune ratio to be chosen by hand; less than a twentieth of the weights makes no text. */
    public static final double MOST_PRUNED = 0.95;

    private final ObjectProperty<MaskingMethod> method = new SimpleObjectProperty<>(new DipCacheAware());
    private final DoubleProperty prune = new SimpleDoubleProperty(0.4);
    private final DoubleProperty gamma = new SimpleDoubleProperty(0.5);
    private final IntegerProperty fixedTopN = new SimpleIntegerProperty();
    private final BooleanProperty warmUp = new SimpleBooleanProperty();
    private final BooleanProperty byHand = new SimpleBooleanProperty();
    private final DoubleProperty inputShare = new SimpleDoubleProperty(0.5);
    private final ObjectProperty<Scoring> scoring = new SimpleObjectProperty<>(Scoring.MAGNITUDE);
    private final ObjectProperty<Weighting> weighting = new SimpleObjectProperty<>(Weighting.GAMMA);
    private final DoubleProperty topM = new SimpleDoubleProperty(Masking.DEFAULT_TOP_M);
    private final ObjectProperty<Optional<Calibration>> calibration = new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<Optional<CalibrationRefusal>> refusal = new SimpleObjectProperty<>(Optional.empty());
    private double wantedPrune = 0.4;
    private boolean settling;

    MaskingControls() {
        prune.addListener((_, _, value) -> {
            if (!settling) {
                wantedPrune = value.doubleValue();
            }
        });
    }

    /** Every value that can be moved. */
    List<Property<?>> values() {
        return List.of(method, prune, gamma, fixedTopN, warmUp, byHand, inputShare, scoring, weighting, topM, calibration);
    }

    /** Shows these settings. */
    void show(Masking masking) {
        settling = true;
        method.set(masking.method());
        wantedPrune = 1 - masking.density();
        prune.set(round(wantedPrune));
        gamma.set(masking.gamma());
        fixedTopN.set(masking.fixedTopN());
        warmUp.set(masking.warmUp());
        byHand.set(masking.split().isPresent());
        inputShare.set(masking.shares().input());
        scoring.set(masking.scoring());
        weighting.set(masking.weighting());
        topM.set(masking.topM());
        calibration.set(masking.calibration());
        refusal.set(Optional.empty());
        settling = false;
    }

    /**
     * Brings the values to where they go together, after one of them moved.
     *
     * @param before what was in force
     * @return them all as one, which is valid
     */
    Masking settle(ModelSummary model, Masking before) {
        settling = true;
        settleCalibration(model, before);
        double density = density();
        prune.set(round(1 - density));
        if (byHand.get()) {
            inputShare.set(Math.clamp(inputShare.get(), leastInputShare(density), mostInputShare(density)));
        } else {
            inputShare.set(Split.of(density).input());
        }
        settling = false;
        return new Masking(method.get(), density, round(gamma.get()), fixedTopN.get(), warmUp.get(), split(density),
                weighting.get(), Math.max(1, round(topM.get())), scoring.get(), calibration.get());
    }

    /** A calibration of another model is put away again, and a method without what it needs gives way to the one before it, or to DIP. */
    private void settleCalibration(ModelSummary model, Masking before) {
        refusal.set(Optional.empty());
        calibration.get().map(Calibration::origin).filter(origin -> origin.layers() != model.layers() || origin.hidden() != model.hidden()
                || origin.intermediate() != model.intermediate()).ifPresent(origin -> {
                    refusal.set(Optional.of(CalibrationRefusal.ofAnotherModel(calibration.get().get().file(), origin.model())));
                    calibration.set(before.calibration());
                });
        if (!served(method.get())) {
            refusal.set(Optional.of(CalibrationRefusal.missing(method.get().label(), String.valueOf(method.get().needed()))));
            method.set(served(before.method()) ? before.method() : new Dip());
        }
    }

    /** Whether a method has what it needs of a calibration. */
    public boolean served(MaskingMethod candidate) {
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
    ObjectProperty<Optional<CalibrationRefusal>> refusalProperty() {
        return refusal;
    }

    /** The density that was asked for, whether or not the method reaches it. */
    public double wantedDensity() {
        return 1 - wantedPrune;
    }
}
