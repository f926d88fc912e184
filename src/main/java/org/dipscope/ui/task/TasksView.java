package org.dipscope.ui.task;

import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.dipscope.ui.text.Words;
import org.kordamp.ikonli.javafx.FontIcon;

import java.util.ArrayList;
import java.util.List;

/** A line for each long piece of work that is under way or done and not seen yet; controller of tasks.fxml. */
public final class TasksView {
    private final TasksViewModel model;
    private final Words words;

    @FXML
    private VBox root;

    /** The lines of this view model. */
    public TasksView(TasksViewModel model, Words words) {
        this.model = model;
        this.words = words;
    }

    @FXML
    private void initialize() {
        model.tasks().addListener((ListChangeListener<LongTask>) _ -> show());
        show();
    }

    private void show() {
        List<EvenLabel> labels = new ArrayList<>();
        List<EvenLabel> times = new ArrayList<>();
        root.getChildren().setAll(model.tasks().stream().map(task -> line(task, new EvenLabel(labels), new EvenLabel(times))).toList());
        root.setVisible(!model.tasks().isEmpty());
        root.setManaged(root.isVisible());
    }

    private HBox line(LongTask task, Label label, Label left) {
        label.setText(task.label());
        left.getStyleClass().add("task-left");
        left.textProperty().bind(task.lineProperty());
        ProgressBar bar = new ProgressBar();
        bar.progressProperty().bind(task.shareProperty());
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setAccessibleText(task.label());
        HBox.setHgrow(bar, Priority.ALWAYS);
        HBox line = new HBox();
        line.getStyleClass().addAll("strip", "task");
        Button cancel = button(words.text("window.cancel"), "tasks.cancel", task, task::cancel);
        Button see = button(task.showing(), "tasks.show-of", task, () -> model.show(task));
        Button dismiss = button(words.text("tasks.dismiss"), "tasks.dismiss-of", task, () -> model.dismiss(task));
        FontIcon tick = new FontIcon("fth-check");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        task.outcomeProperty().subscribe(outcome -> line.getChildren().setAll(
                outcome.isPresent() ? List.of(tick, label, left, gap, see, dismiss) : List.of(label, bar, left, cancel)));
        return line;
    }

    private Button button(String text, String spoken, LongTask task, Runnable action) {
        Button button = new Button(text);
        button.getStyleClass().add("quiet-button");
        button.setAccessibleText(words.text(spoken, task.label()));
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> action.run());
        return button;
    }
}
