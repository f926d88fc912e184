package org.dipscope.ui.controls;

import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import javafx.util.StringConverter;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.Calibration;
import org.dipscope.sparsity.CalibrationFile;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.RefusedCalibrationException;
import org.dipscope.sparsity.Scoring;
import org.dipscope.sparsity.Weighting;
import org.dipscope.ui.field.MarkedSlider;
import org.dipscope.ui.field.Range;
import org.dipscope.ui.field.Reasons;
import org.dipscope.ui.field.RefusalLine;
import org.dipscope.ui.field.Spoken;
import org.dipscope.ui.field.TwoLineItem;
import org.dipscope.ui.field.ValueField;
import org.dipscope.ui.task.Lesson;
import org.dipscope.ui.text.Words;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What columns are chosen by, how the cache is asked, and what was learnt from a text. */
public final class Refinements extends VBox {
    private static final double LEAST_TOP_M = 1;
    private static final double MOST_TOP_M = 4;

    private final ComboBox<Scoring> scoring = new ComboBox<>();
    private final ComboBox<Weighting> weighting = new ComboBox<>();
    private final MarkedSlider topM = new MarkedSlider(LEAST_TOP_M, MOST_TOP_M, 1.5);
    private final ValueField<Double> topMValue = new ValueField<>();
    private final RefusalLine topMRefusal = new RefusalLine();
    private final VBox topMBox = new VBox();
    private final Label file = new Label();
    private final MenuButton learn = new MenuButton();
    private final Button choose = new Button();
    private final Button clear = new Button("×");
    private final Label line = new Label();
    private VBox scoringField;
    private VBox weightingField;

    /** Shows the settings of this view model, and changes them. */
    void bind(ControlsViewModel model, Consumer<Lesson> begin, Words words) {
        offer(scoring, Scoring.values(), value -> words.text("controls.scoring-" + value.id()), model.masking().scoringProperty());
        offer(weighting, Weighting.values(), value -> words.text("controls.weighting-" + value.id()), model.masking().weightingProperty());
        Spoken.setName(scoring, words.text("settings.scoring"));
        Spoken.setName(weighting, words.text("settings.weighting"));
        topM.setBlockIncrement(0.1);
        topM.usualProperty().set(Masking.DEFAULT_TOP_M);
        topM.setTooltip(new Tooltip(words.text("controls.usual", words.numerals().fixed(Masking.DEFAULT_TOP_M, 2))));
        topM.setAccessibleText(words.text("settings.top-m"));
        topM.valueProperty().bindBidirectional(model.masking().topMProperty());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        topMValue.getStyleClass().addAll("value-entry", "short");
        Spoken.setName(topMValue, words.text("controls.typed", words.text("settings.top-m")));
        topMValue.speak(words, text -> Range.of(LEAST_TOP_M, MOST_TOP_M).read(words, text), value -> words.numerals().fixed(value, 2));
        model.masking().topMProperty().subscribe(now -> topMValue.valueProperty().set(now.doubleValue()));
        topMValue.valueProperty().subscribe(now -> model.masking().topMProperty().set(now));
        topMRefusal.watch(topMValue);
        topMBox.getChildren().addAll(line(new Label(words.text("settings.top-m")), gap, topMValue), topM, topMRefusal);
        topMBox.getStyleClass().add("setting");
        choose.setText(words.text("controls.choose"));
        choose.setId("choose-calibration");
        choose.setOnAction(_ -> choose(model, words));
        clear.setAccessibleText(words.text("controls.no-calibration-any-more"));
        clear.setOnAction(_ -> model.masking().calibrationProperty().set(Optional.empty()));
        choose.setMaxWidth(Double.MAX_VALUE);
        choose.setMinWidth(Region.USE_PREF_SIZE);
        HBox.setHgrow(choose, Priority.ALWAYS);
        learn.setText(words.text("controls.learn"));
        learn.setAccessibleText(learn.getText());
        learn.setId("learn");
        learn.setTooltip(new Tooltip(words.text("controls.learn-hint")));
        Lesson.ALL.forEach(lesson -> learn.getItems().add(item(lesson, begin, words)));
        learn.setMaxWidth(Double.MAX_VALUE);
        HBox files = line(choose, clear);
        files.setAlignment(Pos.CENTER_LEFT);
        Label learning = new Label(words.text("settings.calibration"));
        learning.getStyleClass().add("field-label");
        VBox calibration = new VBox(learning, files, learn, file, line);
        calibration.getStyleClass().add("field");
        for (Label note : new Label[] {file, line}) {
            note.setWrapText(true);
            note.setMinHeight(Region.USE_PREF_SIZE);
        }
        file.getStyleClass().add("consequence");
        line.getStyleClass().add("clamp");
        scoringField = field(words.text("settings.scoring"), scoring);
        weightingField = field(words.text("settings.weighting"), weighting);
        scoringField.setId("scoring-field");
        weightingField.setId("weighting-field");
        getChildren().setAll(scoringField, weightingField, topMBox, calibration);
        model.settingsProperty().addListener((_, _, now) -> show(now, words));
        model.masking().refusalProperty().addListener((_, _, refused) -> say(refused.map(why -> why.sentence(words)).orElse("")));
        say("");
        show(model.settingsProperty().get(), words);
    }

    private static MenuItem item(Lesson lesson, Consumer<Lesson> begin, Words words) {
        MenuItem item = new TwoLineItem(lesson.label(words), lesson.what(words), () -> begin.accept(lesson));
        item.setId("learn-" + lesson.id());
        return item;
    }

    private static HBox line(javafx.scene.Node... parts) {
        HBox line = new HBox(parts);
        line.getStyleClass().add("setting-line");
        return line;
    }

    static VBox field(String name, ComboBox<?> box) {
        Label label = new Label(name);
        label.getStyleClass().add("field-label");
        VBox field = new VBox(label, box);
        field.getStyleClass().add("field");
        HBox.setHgrow(field, Priority.ALWAYS);
        box.setMaxWidth(Double.MAX_VALUE);
        return field;
    }

    static <T> void offer(ComboBox<T> box, T[] values, Function<T, String> label, ObjectProperty<T> property) {
        box.getItems().setAll(values);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(T value) {
                return value == null ? "" : label.apply(value);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException("the list is not editable");
            }
        });
        box.valueProperty().bindBidirectional(property);
    }

    private void show(Settings settings, Words words) {
        if (settings == null) {
            return;
        }
        Reasons.allow(scoringField, Consequences.idle(words, Setting.SCORING, settings));
        Reasons.allow(weightingField, Consequences.idle(words, Setting.WEIGHTING, settings));
        boolean looks = Setting.TOP_M.idle(settings).isEmpty();
        topMBox.setVisible(looks);
        topMBox.setManaged(looks);
        Optional<Calibration> calibration = settings.masking().calibration();
        clear.setDisable(calibration.isEmpty());
        file.setText(calibration.map(known -> words.text("controls.learnt", String.join(", ",
                known.parts().stream().map(part -> part.kind().id()).toList()), String.valueOf(Path.of(known.file()).getFileName())))
                .orElse(words.text("controls.nothing-learnt")));
    }

    private void say(String sentence) {
        line.setText(sentence);
        line.setVisible(!sentence.isEmpty());
        line.setManaged(!sentence.isEmpty());
    }

    /** A large file takes a moment to check, which nobody has to wait for. */
    private void choose(ControlsViewModel model, Words words) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(words.text("controls.choose-calibration"));
        File chosen = chooser.showOpenDialog(getScene().getWindow());
        if (chosen != null) {
            Thread.ofPlatform().daemon().name("calibration").start(() -> {
                try {
                    Calibration read = CalibrationFile.read(chosen.toPath());
                    Platform.runLater(() -> model.masking().calibrationProperty().set(Optional.of(read)));
                } catch (RefusedCalibrationException e) {
                    Platform.runLater(() -> model.masking().refusalProperty().set(Optional.of(CalibrationRefusal.unread(chosen.getName(), e))));
                }
            });
        }
    }
}
