package org.dipscope.ui.controls;

import javafx.beans.property.Property;
import javafx.collections.ObservableList;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.dipscope.memory.Allocation;
import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.DevicePreset;
import org.dipscope.memory.LayerBudget;
import org.dipscope.session.DefaultSettings;
import org.dipscope.session.Idle;
import org.dipscope.session.ModelSummary;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.MaskingMethod;
import org.dipscope.sparsity.Scoring;
import org.dipscope.sparsity.Split;
import org.dipscope.sparsity.Weighting;
import org.dipscope.ui.field.MarkedSlider;
import org.dipscope.ui.field.Range;
import org.dipscope.ui.field.Reasons;
import org.dipscope.ui.field.RefusalLine;
import org.dipscope.ui.field.Spoken;
import org.dipscope.ui.field.TwoLineItem;
import org.dipscope.ui.field.ValueField;
import org.dipscope.ui.task.Lesson;
import org.dipscope.ui.text.Quantities;
import org.dipscope.ui.text.Words;
import org.kordamp.ikonli.javafx.FontIcon;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The controls: every setting with its consequence under it. */
public final class ControlsView {
    private static final double MOST_EXEMPT = 100_000;

    private final ControlsViewModel model;
    private final Consumer<Lesson> learn;
    private final Words words;

    @FXML
    private VBox pruneBox;
    @FXML
    private MarkedSlider prune;
    @FXML
    private ValueField<Double> pruneValue;
    @FXML
    private Label pruneLine;
    @FXML
    private RefusalLine pruneRefusal;
    @FXML
    private Label pruneClamp;
    @FXML
    private VBox gammaBox;
    @FXML
    private MarkedSlider gamma;
    @FXML
    private ValueField<Double> gammaValue;
    @FXML
    private Label gammaLine;
    @FXML
    private RefusalLine gammaRefusal;
    @FXML
    private VBox topBox;
    @FXML
    private MarkedSlider top;
    @FXML
    private ValueField<Double> topValue;
    @FXML
    private Label topLine;
    @FXML
    private RefusalLine topRefusal;
    @FXML
    private HBox warmUpBox;
    @FXML
    private CheckBox warmUp;
    @FXML
    private HBox splitBox;
    @FXML
    private CheckBox byHand;
    @FXML
    private VBox splitDetail;
    @FXML
    private MarkedSlider share;
    @FXML
    private ValueField<Double> splitValue;
    @FXML
    private Label splitLine;
    @FXML
    private RefusalLine splitRefusal;
    @FXML
    private Refinements refinements;
    @FXML
    private ComboBox<DevicePreset> device;
    @FXML
    private ValueField<Double> dramEntry;
    @FXML
    private MarkedSlider dram;
    @FXML
    private AllocationBar bar;
    @FXML
    private Label allocationLine;
    @FXML
    private RefusalLine dramRefusal;
    @FXML
    private Label overflowLine;
    @FXML
    private ValueField<Double> dramBandwidth;
    @FXML
    private ValueField<Double> flashBandwidth;
    @FXML
    private RefusalLine bandwidthRefusal;
    @FXML
    private ComboBox<CachePolicy> policy;
    @FXML
    private VBox policyBox;
    @FXML
    private VBox budgetBox;
    @FXML
    private CheckBox concurrent;
    @FXML
    private MenuButton experiments;
    @FXML
    private ToggleButton advanced;
    @FXML
    private VBox advancedBox;
    @FXML
    private ComboBox<LayerBudget> budget;
    @FXML
    private HBox pinnedBox;
    @FXML
    private ValueField<Integer> pinned;
    @FXML
    private RefusalLine pinnedRefusal;

    /**
     * Controls on this view model.
     *
     * @param learn begins to learn something from a text
     */
    public ControlsView(ControlsViewModel model, Consumer<Lesson> learn, Words words) {
        this.model = model;
        this.learn = learn;
        this.words = words;
    }

    @FXML
    private void initialize() {
        slide(prune, model.masking().pruneProperty(), 0.01);
        slide(gamma, model.masking().gammaProperty(), 0.01);
        slide(top, model.masking().fixedTopNProperty(), 1);
        slide(share, model.masking().inputShareProperty(), 0.005);
        warmUp.selectedProperty().bindBidirectional(model.masking().warmUpProperty());
        byHand.selectedProperty().bindBidirectional(model.masking().byHandProperty());
        concurrent.selectedProperty().bindBidirectional(model.memory().concurrentIoProperty());
        refinements.bind(model, learn, words);
        bindMemory();
        type(pruneValue, model.masking().pruneProperty(), "controls.prune", Range.of(0, MaskingControls.MOST_PRUNED), 2);
        type(gammaValue, model.masking().gammaProperty(), "controls.gamma", Range.of(0, 1), 2);
        type(topValue, model.masking().fixedTopNProperty(), "controls.top", Range.whole(0, MOST_EXEMPT), 0);
        type(splitValue, model.masking().inputShareProperty(), "controls.share", Range.of(0, 1), 3);
        Refinements.offer(budget, LayerBudget.values(), value -> words.text("controls.budget-" + value.id()), model.memory().budgetProperty());
        pinned.speak(words, text -> (int) Range.whole(0, Integer.MAX_VALUE).read(words, text), String::valueOf).valueProperty().bindBidirectional(model.memory().pinnedTokensProperty());
        sayRefusals();
        Experiment.ALL.forEach(experiment -> experiments.getItems().add(item(experiment)));
        fold();
        advanced.graphicProperty().bind(advanced.selectedProperty().map(open -> new FontIcon(open ? "fth-chevron-down" : "fth-chevron-right")));
        prune.speak(value -> words.numerals().fixed(value, 2));
        gamma.speak(value -> words.numerals().fixed(value, 2));
        top.speak(value -> words.numerals().fixed(value, 0));
        share.speak(value -> words.numerals().fixed(value, 3));
        dram.speak(value -> words.numerals().bytes(value * 1e6));
        model.modelProperty().addListener((_, _, opened) -> mark(opened));
        // Why a calibration was not taken stands in the part that may be folded.
        model.masking().refusalProperty().addListener((_, _, refused) -> advanced.setSelected(advanced.isSelected() || refused.isPresent()));
        model.settingsProperty().addListener((_, _, _) -> show());
        model.allocationProperty().addListener((_, _, _) -> showAllocation());
        pruneBox.getParent().setDisable(true);
        show();
        showAllocation();
    }

    /** Folded, the part is not in the scene, where a start would dress a fifth of all nodes that few people open. */
    private void fold() {
        ObservableList<Node> rows = ((VBox) advancedBox.getParent()).getChildren();
        advanced.selectedProperty().subscribe(open -> {
            if (open) {
                rows.add(advancedBox);
            } else {
                rows.remove(advancedBox);
            }
        });
    }

    private MenuItem item(Experiment experiment) {
        String key = "controls.experiment-" + experiment.id();
        MenuItem item = new TwoLineItem(words.text(key), words.text(key + "-what"), () -> model.choose(experiment));
        item.setId("experiment-" + experiment.id());
        return item;
    }

    /** What is typed is held to the range in a sentence, not silently clamped. */
    private void type(ValueField<Double> field, Property<Number> value, String name, Range range, int decimals) {
        field.speak(words, text -> range.read(words, text), shown -> words.numerals().fixed(shown, decimals));
        Spoken.setName(field, words.text("controls.typed", words.text(name)));
        field.valueProperty().set(value.getValue().doubleValue());
        value.addListener((_, _, now) -> field.valueProperty().set(now.doubleValue()));
        field.valueProperty().addListener((_, _, now) -> {
            if (Math.abs(now - value.getValue().doubleValue()) > 1e-9) {
                value.setValue(now);
            }
        });
    }

    /** Marks what the model starts with. */
    private void mark(ModelSummary opened) {
        Settings usual = DefaultSettings.of(opened);
        mark(prune, 1 - usual.masking().density(), 2);
        mark(gamma, usual.masking().gamma(), 2);
        mark(top, usual.masking().fixedTopN(), 0);
        mark(dram, usual.memory().device().dramBytes() / 1e6, 0);
        dram.setTooltip(new Tooltip(words.text("controls.usual", words.numerals().bytes(usual.memory().device().dramBytes()))));
    }

    private void mark(MarkedSlider slider, double usual, int decimals) {
        slider.usualProperty().set(usual);
        slider.setTooltip(new Tooltip(words.text("controls.usual", words.numerals().fixed(usual, decimals))));
    }

    private void sayRefusals() {
        pruneRefusal.watch(pruneLine, pruneValue);
        gammaRefusal.watch(gammaLine, gammaValue);
        topRefusal.watch(topLine, topValue);
        splitRefusal.watch(splitLine, splitValue);
        dramRefusal.watch(allocationLine, dramEntry);
        bandwidthRefusal.watch(dramBandwidth, flashBandwidth);
        pinnedRefusal.watch(pinned);
    }

    /** Nothing that is in force is hidden: the part opens where one of its settings is not as usual. */
    private void unfold(Settings settings) {
        boolean usual = settings.masking().split().isEmpty() && settings.masking().scoring() == Scoring.MAGNITUDE
                && settings.masking().weighting() == Weighting.GAMMA && settings.masking().calibration().isEmpty()
                && settings.memory().budget() == LayerBudget.EVEN && settings.memory().policy() != CachePolicy.PINNED;
        if (!usual) {
            advanced.setSelected(true);
        }
    }

    /** What the slider is told by the value is not told back, or the value would be rounded to the slider's steps. */
    private static void slide(Slider slider, Property<Number> value, double step) {
        boolean[] told = {false};
        Runnable tell = () -> {
            told[0] = true;
            slider.setValue(value.getValue().doubleValue());
            told[0] = false;
        };
        tell.run();
        slider.valueProperty().addListener((_, _, at) -> {
            if (!told[0]) {
                value.setValue(Math.round(at.doubleValue() / step) * step);
            }
        });
        value.addListener((_, _, at) -> {
            if (Math.abs(slider.getValue() - at.doubleValue()) > step / 2) {
                tell.run();
            }
        });
        slider.valueChangingProperty().addListener((_, _, changing) -> {
            if (!changing) {
                tell.run();
            }
        });
    }

    private void bindMemory() {
        device.getItems().setAll(model.memory().presets());
        device.setConverter(labels(DevicePreset::name));
        device.setValue(model.memory().presets().getFirst());
        device.setOnAction(_ -> {
            if (device.getValue() != null) {
                model.choose(device.getValue());
            }
        });
        Quantities quantities = new Quantities(words);
        dramEntry.speak(words, quantities::bytes, words.numerals()::bytes).valueProperty().bindBidirectional(model.memory().dramProperty());
        Spoken.setName(dramEntry, words.text("controls.dram-typed"));
        dram.valueProperty().addListener((_, _, at) -> {
            double whole = Math.rint(at.doubleValue());
            if (model.memory().dramProperty().get() != null && Math.abs(whole * 1e6 - model.memory().dramProperty().get()) > 0.5e6) {
                model.memory().dramProperty().set(whole * 1e6);
            }
        });
        bandwidth(dramBandwidth, model.memory().dramBandwidthProperty(), words.text("controls.dram-bandwidth"));
        bandwidth(flashBandwidth, model.memory().flashBandwidthProperty(), words.text("controls.flash-bandwidth"));
        PolicyMenu.fill(policy, model.memory().policyProperty(), words);
    }

    private void bandwidth(ValueField<Double> field, Property<Double> value, String name) {
        field.speak(words, new Quantities(words)::bandwidth, v -> words.numerals().brief(v / 1e9, 3)).valueProperty().bindBidirectional(value);
        Spoken.setName(field, name);
    }

    private <T> StringConverter<T> labels(Function<T, String> label) {
        return new StringConverter<>() {
            @Override
            public String toString(T value) {
                return value == null ? words.text("controls.custom") : label.apply(value);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException("the list is not editable");
            }
        };
    }

    private void show() {
        Settings settings = model.settingsProperty().get();
        ModelSummary opened = model.modelProperty().get();
        if (settings == null || opened == null) {
            return;
        }
        pruneBox.getParent().setDisable(false);
        MaskingMethod method = settings.masking().method();
        pruneLine.setText(Consequences.density(words, settings.masking(), opened));
        say(pruneClamp, Consequences.clamped(words, method, model.masking().wantedDensity()));
        gammaLine.setText(Consequences.gamma(words, settings.masking()));
        topLine.setText(Consequences.fixedTopN(words, settings.masking().fixedTopN()));
        allow(pruneBox, Setting.DENSITY, settings);
        allow(gammaBox, Setting.GAMMA, settings);
        allow(topBox, Setting.FIXED_TOP_N, settings);
        allow(warmUpBox, Setting.WARM_UP, settings);
        allow(splitBox, Setting.SPLIT, settings);
        allow(policyBox, Setting.POLICY, settings);
        allow(budgetBox, Setting.BUDGET, settings);
        allow(pinnedBox, Setting.PINNED_TOKENS, settings);
        unfold(settings);
        boolean detail = model.masking().byHandProperty().get() && method.splits();
        splitDetail.setVisible(detail);
        splitDetail.setManaged(detail);
        splitLine.setText(Consequences.split(words, settings.masking().shares()));
        double fitted = Split.of(settings.masking().density()).input();
        share.usualProperty().set(fitted);
        share.setTooltip(new Tooltip(words.text("controls.usual-split", words.numerals().fixed(fitted, 3))));
        device.setValue(model.memory().presets().stream().filter(preset -> preset.describes(settings.memory().device())).findFirst().orElse(null));
        device.setTooltip(device.getValue() == null ? null : new Tooltip(device.getValue().origin()));
        double megabytes = settings.memory().device().dramBytes() / 1e6;
        dram.setMax(Math.max(Math.ceil(modelBytes(opened) * 1.25 / 1e6), dram.isValueChanging() ? dram.getMax() : Math.ceil(megabytes)));
        if (Math.abs(dram.getValue() - megabytes) > 0.5) {
            dram.setValue(megabytes);
        }
    }

    /** Shares that are set by hand are brought back to the density as soon as it moves, so that they leave it a say. */
    private void allow(Pane box, Setting<?> setting, Settings settings) {
        Reasons.allow(box, setting.idle(settings).equals(Optional.of(Idle.SHARES_GIVEN)) ? Optional.empty() : Consequences.idle(words, setting, settings));
    }

    private static double modelBytes(ModelSummary model) {
        return model.bytes().attention() + model.bytes().lmHead() + model.bytes().mlp();
    }

    private void showAllocation() {
        Allocation allocation = model.allocationProperty().get();
        if (allocation != null) {
            bar.show(allocation);
            allocationLine.setText(Consequences.allocation(words, allocation));
            bar.setAccessibleText(allocationLine.getText());
            say(overflowLine, Consequences.overflow(words, allocation));
        }
    }

    private static void say(Label line, Optional<String> sentence) {
        line.setText(sentence.orElse(""));
        line.setVisible(sentence.isPresent());
        line.setManaged(sentence.isPresent());
    }
}
