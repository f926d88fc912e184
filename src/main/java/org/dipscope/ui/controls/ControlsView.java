package org.dipscope.ui.controls;

import javafx.beans.property.Property;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.dipscope.memory.Allocation;
import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.DevicePreset;
import org.dipscope.session.ModelSummary;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.MaskingMethod;
import org.dipscope.ui.field.ValueField;
import org.dipscope.ui.text.Numerals;
import org.dipscope.ui.text.Quantities;
import org.dipscope.ui.text.Words;

import java.util.Optional;
import java.util.function.Function;

/** The controls: every setting with its consequence under it. */
public final class ControlsView {

    private final ControlsViewModel model;
    private final Words words;

    @FXML
    private VBox pruneBox;
    @FXML
    private Slider prune;
    @FXML
    private Label pruneValue;
    @FXML
    private Label pruneLine;
    @FXML
    private Label pruneClamp;
    @FXML
    private VBox gammaBox;
    @FXML
    private Slider gamma;
    @FXML
    private Label gammaValue;
    @FXML
    private Label gammaLine;
    @FXML
    private VBox topBox;
    @FXML
    private Slider top;
    @FXML
    private Label topValue;
    @FXML
    private Label topLine;
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
    private Slider share;
    @FXML
    private Label splitValue;
    @FXML
    private Label splitLine;
    @FXML
    private Refinements refinements;
    @FXML
    private ComboBox<DevicePreset> device;
    @FXML
    private ValueField<Double> dramEntry;
    @FXML
    private Slider dram;
    @FXML
    private AllocationBar bar;
    @FXML
    private Label allocationLine;
    @FXML
    private Label overflowLine;
    @FXML
    private ValueField<Double> dramBandwidth;
    @FXML
    private ValueField<Double> flashBandwidth;
    @FXML
    private ComboBox<CachePolicy> policy;
    @FXML
    private CheckBox concurrent;

    /** Controls on this view model. */
    public ControlsView(ControlsViewModel model, Words words) {
        this.model = model;
        this.words = words;
    }

    @FXML
    private void initialize() {
        slide(prune, model.pruneProperty(), 0.01);
        slide(gamma, model.gammaProperty(), 0.01);
        slide(top, model.fixedTopNProperty(), 1);
        slide(share, model.inputShareProperty(), 0.005);
        warmUp.selectedProperty().bindBidirectional(model.warmUpProperty());
        byHand.selectedProperty().bindBidirectional(model.byHandProperty());
        concurrent.selectedProperty().bindBidirectional(model.concurrentIoProperty());
        refinements.bind(model, words);
        bindMemory();
        model.settingsProperty().addListener((_, _, _) -> show());
        model.allocationProperty().addListener((_, _, _) -> showAllocation());
        pruneBox.getParent().setDisable(true);
        show();
        showAllocation();
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
        device.getItems().setAll(model.presets());
        device.setConverter(labels(DevicePreset::name));
        device.setValue(model.presets().getFirst());
        device.setOnAction(_ -> {
            if (device.getValue() != null) {
                model.choose(device.getValue());
            }
        });
        dramEntry.speak(words, Quantities::bytes, Numerals::bytes).valueProperty().bindBidirectional(model.dramProperty());
        dramEntry.setAccessibleText(words.text("controls.dram-typed"));
        dram.valueProperty().addListener((_, _, at) -> {
            double whole = Math.rint(at.doubleValue());
            if (model.dramProperty().get() != null && Math.abs(whole * 1e6 - model.dramProperty().get()) > 0.5e6) {
                model.dramProperty().set(whole * 1e6);
            }
        });
        bandwidth(dramBandwidth, model.dramBandwidthProperty(), words.text("controls.dram-bandwidth"));
        bandwidth(flashBandwidth, model.flashBandwidthProperty(), words.text("controls.flash-bandwidth"));
        PolicyMenu.fill(policy, model.policyProperty(), words);
    }

    private void bandwidth(ValueField<Double> field, Property<Double> value, String name) {
        field.speak(words, Quantities::bandwidth, v -> Numerals.brief(v / 1e9, 3)).valueProperty().bindBidirectional(value);
        field.setAccessibleText(name);
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
        pruneValue.setText(Numerals.fixed(1 - settings.masking().density(), 2));
        pruneLine.setText(Consequences.density(words, settings.masking(), opened));
        say(pruneClamp, Consequences.clamped(words, method, model.wantedDensity()));
        gammaValue.setText(Numerals.fixed(settings.masking().gamma(), 2));
        gammaLine.setText(Consequences.gamma(words, settings.masking().gamma()));
        topValue.setText(String.valueOf(settings.masking().fixedTopN()));
        topLine.setText(Consequences.fixedTopN(words, settings.masking().fixedTopN()));
        allow(pruneBox, Consequences.noDensity(words, method));
        Optional<String> noCache = Consequences.noCacheWeighting(words, method);
        allow(gammaBox, noCache);
        allow(topBox, noCache);
        allow(warmUpBox, noCache);
        Optional<String> noSplit = Consequences.noSplit(words, method);
        allow(splitBox, noSplit);
        boolean detail = model.byHandProperty().get() && noSplit.isEmpty();
        splitDetail.setVisible(detail);
        splitDetail.setManaged(detail);
        splitValue.setText(Numerals.fixed(settings.masking().shares().input(), 3));
        splitLine.setText(Consequences.split(settings.masking().shares()));
        device.setValue(model.presets().stream().filter(preset -> preset.describes(settings.memory().device())).findFirst().orElse(null));
        device.setTooltip(device.getValue() == null ? null : new Tooltip(device.getValue().origin()));
        double megabytes = settings.memory().device().dramBytes() / 1e6;
        dram.setMax(Math.max(Math.ceil(modelBytes(opened) * 1.25 / 1e6), dram.isValueChanging() ? dram.getMax() : Math.ceil(megabytes)));
        if (Math.abs(dram.getValue() - megabytes) > 0.5) {
            dram.setValue(megabytes);
        }
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

    /** A disabled node takes no mouse, so its parts are disabled and the reason hangs on the box around them. */
    private static void allow(javafx.scene.layout.Pane box, Optional<String> reason) {
        for (Node part : box.getChildren()) {
            part.setDisable(reason.isPresent());
        }
        Object installed = box.getProperties().remove("reason");
        if (installed instanceof Tooltip tooltip) {
            Tooltip.uninstall(box, tooltip);
        }
        reason.ifPresent(text -> {
            Tooltip tooltip = new Tooltip(text);
            Tooltip.install(box, tooltip);
            box.getProperties().put("reason", tooltip);
        });
    }
}
