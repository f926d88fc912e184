package org.dipscope.ui.timeline;

import javafx.fxml.FXML;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Background;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.dipscope.ui.colour.Swatches;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;

import java.util.List;
import java.util.OptionalInt;

/** The run's figures over its tokens; controller of TimelineView.fxml. */
public final class TimelineView {
    private static final double TIP_DISTANCE = 12;
    private static final int LEAP = 10;

    private final TimelineViewModel model;
    private final Words words;

    @FXML
    private Node root;
    @FXML
    private Swatches swatches;
    @FXML
    private HBox toggles;
    @FXML
    private StackPane area;
    @FXML
    private TimelineChart chart;
    @FXML
    private Label note;
    @FXML
    private Label tip;

    /** The timeline of this moment. */
    public TimelineView(Moment moment, Words words) {
        this.model = new TimelineViewModel(moment, words);
        this.words = words;
    }

    /** The view's state. */
    public TimelineViewModel model() {
        return model;
    }

    /** The view's own node. */
    public Node root() {
        return root;
    }

    @FXML
    private void initialize() {
        chart.setModel(model);
        chart.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        chart.setFocusTraversable(true);
        for (Measure measure : Measure.values()) {
            toggles.getChildren().add(toggle(measure));
        }
        swatches.tonesProperty().subscribe(chart::setTones);
        model.revisionProperty().subscribe(_ -> {
            chart.redraw();
            chart.setAccessibleText(words.text("timeline.name", String.join(", ", model.describe(model.token()))));
        });
        note.textProperty().bind(model.noteProperty());
        note.visibleProperty().bind(model.noteProperty().isNotEmpty());
        chart.addEventHandler(MouseEvent.MOUSE_MOVED, this::hover);
        chart.addEventHandler(MouseEvent.MOUSE_EXITED, _ -> leave());
        chart.addEventHandler(MouseEvent.MOUSE_PRESSED, this::seek);
        chart.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::seek);
        chart.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    private ToggleButton toggle(Measure measure) {
        Region patch = new Region();
        patch.getStyleClass().add("series-patch");
        swatches.tonesProperty().subscribe(tones -> patch.setBackground(Background.fill(TimelineChart.colour(measure, tones))));
        ToggleButton toggle = new ToggleButton(measure.label(words), patch);
        toggle.setId("timeline-" + measure.id());
        toggle.getStyleClass().add("series-toggle");
        toggle.selectedProperty().bindBidirectional(model.shownProperty(measure));
        toggle.setAccessibleHelp(words.text("timeline.toggle"));
        if (measure == Measure.DIVERGENCE) {
            toggle.visibleProperty().bind(model.divergingProperty());
            toggle.managedProperty().bind(model.divergingProperty());
        }
        return toggle;
    }

    private void hover(MouseEvent event) {
        int token = chart.tokenAt(event.getX());
        List<String> lines = model.describe(token);
        boolean inside = !lines.isEmpty() && event.getX() >= TimelineChart.AXIS && event.getX() <= chart.left(model.series().size());
        model.hoveredProperty().set(inside ? OptionalInt.of(token) : OptionalInt.empty());
        tip.setVisible(inside);
        if (inside) {
            tip.setText(String.join("\n", lines));
            tip.applyCss();
            double width = Math.ceil(tip.prefWidth(-1));
            double height = Math.ceil(tip.prefHeight(width));
            double x = event.getX() + TIP_DISTANCE;
            x = x + width > area.getWidth() ? Math.max(0, event.getX() - TIP_DISTANCE - width) : x;
            double y = Math.min(event.getY(), area.getHeight() - height);
            tip.resizeRelocate(Math.round(x), Math.round(y), width, height);
        }
    }

    private void leave() {
        model.hoveredProperty().set(OptionalInt.empty());
        tip.setVisible(false);
    }

    private void seek(MouseEvent event) {
        chart.requestFocus();
        int token = chart.tokenAt(event.getX());
        if (token >= 0) {
            model.seek(token);
        }
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case LEFT, KP_LEFT -> model.step(-1);
            case RIGHT, KP_RIGHT -> model.step(1);
            case PAGE_UP -> model.step(-LEAP);
            case PAGE_DOWN -> model.step(LEAP);
            case HOME -> model.seek(0);
            case END -> model.seek(Integer.MAX_VALUE);
            default -> {
                return;
            }
        }
        event.consume();
    }
}
