package org.dipscope.ui.controls;

import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.dipscope.memory.CachePolicy;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.MaskingMethod;
import org.dipscope.sparsity.MaskingMethods;
import org.dipscope.sparsity.Split;
import org.dipscope.sparsity.Weighting;
import org.dipscope.ui.FakeSession;
import org.dipscope.ui.Frames;
import org.dipscope.ui.Hands;
import org.dipscope.ui.Picture;
import org.dipscope.ui.field.MarkedSlider;
import org.dipscope.ui.field.ValueField;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Theme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The controls under real mouse and key events. */
@ExtendWith(ApplicationExtension.class)
class ControlsViewTest {
    /** The box of each setting that may have no say. */
    private static final Map<String, Setting<?>> BOXES = Map.of("pruneBox", Setting.DENSITY, "gammaBox", Setting.GAMMA, "topBox", Setting.FIXED_TOP_N, "warmUpBox", Setting.WARM_UP,
            "splitBox", Setting.SPLIT, "policyBox", Setting.POLICY, "budgetBox", Setting.BUDGET, "pinnedBox", Setting.PINNED_TOKENS, "scoring-field", Setting.SCORING,
            "weighting-field", Setting.WEIGHTING);

    private final ControlsViewModel model = new ControlsViewModel(_ -> { });
    private final Hands hands = new Hands();
    private Scene scene;

    @Start
    void start(Stage stage) {
        Parent controls = Picture.load("controls.fxml", new ControlsView(model, _ -> { }, Words.english()));
        scene = Picture.scene(controls, Theme.DARK, 300, 950);
        stage.setScene(scene);
        stage.setX(0);
        stage.setY(0);
        stage.show();
        model.adopt(FakeSession.SMOLLM2, FakeSession.DEFAULTS);
        ((ToggleButton) scene.lookup("#advanced")).setSelected(true);
    }

    private <T extends Node> T find(String id, Class<T> type) {
        return type.cast(scene.lookup("#" + id));
    }

    private Settings settings() {
        return model.settingsProperty().get();
    }

    @Test
    void whatHasNoSayIsGreyedWithItsReasonAndAllElseCanBeSet() {
        int greyed = 0;
        for (MaskingMethod method : MaskingMethods.ALL.stream().filter(candidate -> candidate.needs().isEmpty()).toList()) {
            for (CachePolicy policy : List.of(CachePolicy.LFU, CachePolicy.PINNED, CachePolicy.NONE)) {
                Frames.run(() -> {
                    model.masking().methodProperty().set(method);
                    model.memory().policyProperty().set(policy);
                });
                for (Map.Entry<String, Setting<?>> box : BOXES.entrySet()) {
                    Parent node = find(box.getKey(), Parent.class);
                    boolean idle = box.getValue().idle(settings()).isPresent();
                    assertThat(node.getChildrenUnmodifiable()).as("%s under %s and %s", box.getKey(), method.id(), policy).allMatch(part -> part.isDisable() == idle);
                    assertThat(node.getAccessibleHelp()).isEqualTo(Consequences.idle(Words.english(), box.getValue(), settings()).orElse(null));
                    greyed += idle ? 1 : 0;
                }
            }
        }
        assertThat(greyed).isGreaterThan(60);
    }

    @Test
    void theReasonComesWhenTheMouseRestsOnIt() {
        Frames.run(() -> model.masking().methodProperty().set(MaskingMethods.of("dip")));
        hands.move(Hands.centre(() -> find("gamma", Slider.class)));
        Frames.until(() -> Window.getWindows().stream().anyMatch(window -> window instanceof Tooltip tip
                && tip.isShowing() && tip.getText().equals("DIP chooses without asking the cache; choose DIP-CA to weight by it.")));
    }

    @ParameterizedTest
    @CsvSource({"pruneValue, 0.55, density, 0.45", "gammaValue, 0.37, gamma, 0.37", "topValue, 12, fixed-top-n, 12", "dramEntry, 61.5 MB, dram, 61500kB",
        "dramBandwidth, 51.2, dram-bandwidth, 51200MB/s", "flashBandwidth, 3, flash-bandwidth, 3GB/s"})
    void whatIsTypedIsTaken(String field, String typed, String setting, String taken) {
        type(field, typed);
        Setting<?> meant = Setting.named(setting).orElseThrow();
        assertThat(meant.text(settings())).isEqualTo(meant.text(meant.put(settings(), taken)));
    }

    private void type(String field, String typed) {
        ValueField<?> box = find(field, ValueField.class);
        Frames.run(() -> {
            box.requestFocus();
            box.selectAll();
        });
        hands.write(typed);
        hands.push(KeyCode.ENTER);
    }

    @Test
    void aValueThatCannotBeStaysToBeCorrectedWithTheReasonBelow() {
        Settings before = settings();
        type("gammaValue", "1.5");
        assertThat(settings()).isEqualTo(before);
        assertThat(find("gammaValue", ValueField.class).getText()).isEqualTo("1.5");
        assertThat(find("gammaRefusal", javafx.scene.control.Label.class).getText()).contains("1.5").endsWith(".");
    }

    @Test
    void theSplitByHandKeepsItsInvariantAndItsMarkIsThePapersFit() {
        Frames.run(() -> model.masking().byHandProperty().set(true));
        type("splitValue", "0.5");
        assertThat(settings().masking().split().orElseThrow().input()).isEqualTo(0.5);
        assertThat(settings().masking().split().orElseThrow().density()).isCloseTo(0.6, within(1e-9));
        assertThat(find("splitLine", javafx.scene.control.Label.class).getText()).isEqualTo("(2 · 0.500 + 0.800) / 3 = 0.600");
        assertThat(find("share", MarkedSlider.class).usualProperty().get()).isEqualTo(Split.of(0.6).input());
        Frames.run(() -> model.masking().pruneProperty().set(0.5));
        assertThat(find("share", MarkedSlider.class).usualProperty().get()).isEqualTo(Split.of(0.5).input());
    }

    @Test
    void everySliderHasAMarkWhereItsUsualValueIs() {
        Frames.run(() -> {
            model.masking().byHandProperty().set(true);
            model.masking().weightingProperty().set(Weighting.APPROXIMATE);
        });
        for (Node node : scene.getRoot().lookupAll(".slider")) {
            assertThat(node).isInstanceOfSatisfying(MarkedSlider.class, slider ->
                    assertThat(slider.usualProperty().get()).as(slider.getAccessibleText()).isBetween(slider.getMin(), slider.getMax()));
        }
        assertThat(scene.getRoot().lookupAll(".slider")).hasSize(6);
    }

    @Test
    void aPresetBringsItsFiguresAndAnExperimentItsSettings() {
        Frames.run(() -> find("device", ComboBox.class).getSelectionModel().selectLast());
        assertThat(settings().memory().device().name()).isEqualTo(model.memory().presets().getLast().name());
        assertThat(settings().memory().device().dramBandwidth()).isEqualTo(model.memory().presets().getLast().dramBandwidth());
        hands.click("#experiments");
        hands.click("#experiment-gate");
        assertThat(settings().masking().method().id()).isEqualTo("gate");
        assertThat(settings().masking().density()).isEqualTo(0.5);
    }
}
