package org.dipscope.ui.tradeoff;

import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.fxml.FXML;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Background;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.dipscope.eval.report.SweepReport;
import org.dipscope.eval.sweep.SweepPoint;
import org.dipscope.ui.colour.Swatches;
import org.dipscope.ui.text.Words;

import java.util.List;
import java.util.Optional;

/** Perplexity against throughput, a dot a point of a sweep; controller of TradeOffView.fxml. */
public final class TradeOffView {
    private static final double TIP_DISTANCE = 14;

    private static final double PATCH = 8;

    private final TradeOffViewModel model;
    private final Runnable leaving;
    private final Words words;
    private final Timeline polling;

    private Optional<SweepPoint> marked = Optional.empty();

    @FXML
    private Node root;
    @FXML
    private Swatches swatches;
    @FXML
    private Label title;
    @FXML
    private HBox legend;
    @FXML
    private Label answer;
    @FXML
    private Label room;
    @FXML
    private Button leave;
    @FXML
    private StackPane area;
    @FXML
    private TradeOffChart chart;
    @FXML
    private Label note;
    @FXML
    private Label tip;

    /**
     * A view.
     *
     * @param leaving closes it
     */
    public TradeOffView(TradeOffViewModel model, Runnable leaving, Words words) {
        this.model = model;
        this.leaving = leaving;
        this.words = words;
        this.polling = new Timeline(new KeyFrame(Duration.seconds(1), _ -> model.poll()));
        polling.setCycleCount(Animation.INDEFINITE);
    }

    @FXML
    private void initialize() {
        chart.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        chart.setFocusTraversable(true);
        chart.name(words);
        answer.textProperty().bind(model.answerProperty());
        chart.widthProperty().subscribe(_ -> sayRoom());
        title.textProperty().bind(model.titleProperty());
        note.textProperty().bind(model.noteProperty());
        note.visibleProperty().bind(model.noteProperty().isNotEmpty());
        leave.setOnAction(_ -> leaving.run());
        swatches.tonesProperty().subscribe(chart::setTones);
        model.reportProperty().subscribe(this::show);
        model.chosenProperty().subscribe(chart::choose);
        chart.addEventHandler(MouseEvent.MOUSE_MOVED, this::hover);
        chart.addEventHandler(MouseEvent.MOUSE_EXITED, _ -> point(Optional.empty(), 0, 0));
        chart.addEventHandler(MouseEvent.MOUSE_CLICKED, click -> chart.hover(click.getX(), click.getY()).ifPresent(model::choose));
        chart.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        chart.focusedProperty().addListener((_, _, focused) -> {
            if (!focused) {
                point(Optional.empty(), 0, 0);
            }
        });
        // A file is looked at only while somebody sees the view.
        root.sceneProperty().addListener((_, _, scene) -> {
            if (scene == null) {
                polling.stop();
            } else {
                polling.play();
            }
        });
    }

    /** A budget that has no panel is not passed over in silence. */
    private void sayRoom() {
        SweepReport report = model.reportProperty().get();
        int budgets = report == null ? 1 : TradeOffLayout.budgets(report).size();
        int shown = TradeOffLayout.fitting(chart.getWidth(), budgets);
        room.setVisible(shown < budgets);
        room.setManaged(shown < budgets);
        room.setText(words.text("tradeoff.room", shown, budgets));
    }

    private void show(SweepReport report) {
        chart.show(report);
        sayRoom();
        legend.getChildren().clear();
        if (report == null) {
            return;
        }
        List<String> methods = TradeOffLayout.methods(report);
        for (int i = 0; i < methods.size(); i++) {
            Region patch = new Region();
            patch.getStyleClass().add("series-patch");
            patch.setMinSize(PATCH, PATCH);
            patch.setMaxSize(PATCH, PATCH);
            patch.setBackground(Background.fill(TradeOffChart.colour(i, methods.size())));
            Label label = new Label(methods.get(i), patch);
            label.getStyleClass().add("instrument-subtitle");
            legend.getChildren().add(label);
        }
        chart.setAccessibleText(words.text("tradeoff.name", words.count("tradeoff.points", report.points().size())));
    }

    private void key(KeyEvent key) {
        switch (key.getCode()) {
            case LEFT, UP -> step(-1);
            case RIGHT, DOWN -> step(1);
            case HOME -> step(-model.reportProperty().get().points().size());
            case END -> step(model.reportProperty().get().points().size());
            case ENTER, SPACE -> marked.ifPresent(model::choose);
            default -> {
                return;
            }
        }
        key.consume();
    }

    private void step(int by) {
        Optional<SweepPoint> point = chart.step(by);
        chart.place().ifPresent(place -> point(point, place.getX(), place.getY()));
    }

    private void hover(MouseEvent event) {
        point(chart.hover(event.getX(), event.getY()), event.getX(), event.getY());
    }

    private void point(Optional<SweepPoint> point, double x, double y) {
        marked = point;
        tip.setVisible(point.isPresent());
        if (point.isPresent()) {
            tip.setText(String.join("\n", model.describe(point.get())));
            chart.setAccessibleText(String.join(". ", model.describe(point.get())));
            tip.applyCss();
            double width = Math.ceil(tip.prefWidth(-1));
            double height = Math.ceil(tip.prefHeight(width));
            double left = x + TIP_DISTANCE + width > area.getWidth() ? Math.max(0, x - TIP_DISTANCE - width) : x + TIP_DISTANCE;
            tip.resizeRelocate(Math.round(left), Math.round(Math.max(0, Math.min(y, area.getHeight() - height))), width, height);
        } else {
            chart.hover(-1, -1);
        }
    }
}
