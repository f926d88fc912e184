package org.dipscope.ui.roofline;

import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.dipscope.memory.ComputeRate;
import org.dipscope.ui.colour.Swatches;
import org.dipscope.ui.field.RefusalLine;
import org.dipscope.ui.field.ValueField;
import org.dipscope.ui.text.Quantities;
import org.dipscope.ui.text.Words;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tokens under the roof of their device, beside how long each tier takes for them; controller of RooflineView.fxml. */
public final class RooflineView {
    private static final double TIP_DISTANCE = 14;

    private final RooflineViewModel model;
    private final Runnable leaving;
    private final Words words;
    private final Timeline polling;

    @FXML
    private Node root;
    @FXML
    private Swatches swatches;
    @FXML
    private ToggleButton ofRuns;
    @FXML
    private ToggleButton ofSweep;
    @FXML
    private Node segments;
    @FXML
    private Button leave;
    @FXML
    private ValueField<ComputeRate> rate;
    @FXML
    private Button measure;
    @FXML
    private Label source;
    @FXML
    private RefusalLine refused;
    @FXML
    private StackPane area;
    @FXML
    private RooflineChart chart;
    @FXML
    private ListView<RoofToken> split;
    @FXML
    private Label note;
    @FXML
    private Label tip;

    /**
     * A view.
     *
     * @param leaving  closes it
     * @param watching done once a second while somebody sees it: a sweep may grow
     */
    public RooflineView(RooflineViewModel model, Runnable leaving, Runnable watching, Words words) {
        this.model = model;
        this.leaving = leaving;
        this.words = words;
        this.polling = new Timeline(new KeyFrame(Duration.seconds(1), _ -> watching.run()));
        polling.setCycleCount(Animation.INDEFINITE);
    }

    @FXML
    private void initialize() {
        chart.speak(words);
        swatches.tonesProperty().subscribe(chart::setTones);
        leave.setOnAction(_ -> leaving.run());
        segment(ofRuns, false);
        segment(ofSweep, true);
        ofSweep.disableProperty().bind(model.sweepFitsProperty().not());
        // A disabled button takes no mouse, so that the reason hangs on what is around it.
        Tooltip why = new Tooltip(words.text("roofline.of-sweep-why"));
        model.sweepFitsProperty().subscribe(fits -> {
            segments.setAccessibleHelp(fits ? null : why.getText());
            if (fits) {
                Tooltip.uninstall(segments, why);
            } else {
                Tooltip.install(segments, why);
            }
        });
        rate.speak(words, new Quantities(words)::speed, known -> words.numerals().local(known.text())).fromNothing();
        rate.valueProperty().bindBidirectional(model.rateProperty());
        refused.watch(source, rate);
        measure.disableProperty().bind(model.measuringProperty());
        measure.setOnAction(_ -> model.measure());
        source.textProperty().bind(model.sourceProperty());
        note.textProperty().bind(model.noteProperty());
        note.visibleProperty().bind(model.noteProperty().isNotEmpty());
        split.setCellFactory(_ -> new Cell());
        split.visibleProperty().bind(model.noteProperty().isEmpty());
        model.tokensProperty().subscribe(this::show);
        model.lookedProperty().subscribe(this::look);
        split.getSelectionModel().selectedItemProperty().addListener((_, _, selected) -> {
            if (selected != null) {
                model.lookedProperty().set(Optional.of(selected));
            }
        });
        split.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ENTER) {
                model.lookedProperty().get().ifPresent(model::choose);
                key.consume();
            }
        });
        split.setOnMouseClicked(click -> {
            if (click.getClickCount() == 2) {
                model.lookedProperty().get().ifPresent(model::choose);
            }
        });
        chart.addEventHandler(MouseEvent.MOUSE_MOVED, move -> point(chart.at(move.getX(), move.getY()), move.getX(), move.getY()));
        chart.addEventHandler(MouseEvent.MOUSE_EXITED, _ -> point(Optional.empty(), 0, 0));
        chart.addEventHandler(MouseEvent.MOUSE_CLICKED, click -> chart.at(click.getX(), click.getY()).ifPresent(model::choose));
        root.sceneProperty().addListener((_, _, scene) -> {
            if (scene == null) {
                polling.stop();
            } else {
                polling.play();
            }
        });
    }

    private void segment(ToggleButton button, boolean sweep) {
        button.setOnAction(_ -> {
            button.setSelected(true);
            model.sweepingProperty().set(sweep);
        });
        model.sweepingProperty().subscribe(now -> button.setSelected(now == sweep));
    }

    private void show(List<RoofToken> tokens) {
        chart.show(tokens);
        split.getItems().setAll(tokens);
        look(model.lookedProperty().get());
        chart.setAccessibleText(words.text("roofline.name", tokens.stream().map(token -> token.name() + ": " + model.tier(token.token().bound())).collect(Collectors.joining("; "))));
    }

    private void look(Optional<RoofToken> token) {
        chart.look(token);
        token.ifPresentOrElse(now -> {
            if (now != split.getSelectionModel().getSelectedItem()) {
                split.getSelectionModel().select(now);
                split.scrollTo(Math.max(0, split.getItems().indexOf(now) - 1));
            }
        }, split.getSelectionModel()::clearSelection);
    }

    private void point(Optional<RoofToken> token, double x, double y) {
        tip.setVisible(token.isPresent());
        token.ifPresent(now -> {
            model.lookedProperty().set(token);
            tip.setText(String.join("\n", model.describe(now)));
            tip.applyCss();
            double width = Math.ceil(tip.prefWidth(-1));
            double height = Math.ceil(tip.prefHeight(width));
            double left = x + TIP_DISTANCE + width > area.getWidth() ? Math.max(0, x - TIP_DISTANCE - width) : x + TIP_DISTANCE;
            tip.resizeRelocate(Math.round(left), Math.round(Math.max(0, Math.min(y, area.getHeight() - height))), width, height);
        });
    }

    /** One token's times, at one scale with all others. */
    private final class Cell extends ListCell<RoofToken> {
        @Override
        protected void updateItem(RoofToken token, boolean empty) {
            super.updateItem(token, empty);
            setText(null);
            double longest = model.tokensProperty().get().stream().mapToDouble(other -> 1 / other.token().roof()).max().orElse(1);
            setGraphic(empty || token == null ? null : new TimeSplit(token, longest, model, words));
            setAccessibleText(empty || token == null ? null : String.join(". ", model.describe(token)));
            setPrefWidth(0);
        }
    }
}
