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

/** A line for each long piece of work that is under way; controller of tasks.fxml. */
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
        root.getChildren().setAll(model.tasks().stream().map(this::line).toList());
        root.setVisible(!model.tasks().isEmpty());
        root.setManaged(root.isVisible());
    }

    private HBox line(LongTask task) {
        Label label = new Label(task.label());
        label.setMinWidth(Region.USE_PREF_SIZE);
        Label left = new Label();
        left.getStyleClass().add("task-left");
        left.textProperty().bind(task.lineProperty());
        left.setMinWidth(Region.USE_PREF_SIZE);
        ProgressBar bar = new ProgressBar();
        bar.progressProperty().bind(task.shareProperty());
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setAccessibleText(task.label());
        HBox.setHgrow(bar, Priority.ALWAYS);
        Button cancel = new Button(words.text("window.cancel"));
        cancel.getStyleClass().add("quiet-button");
        cancel.setAccessibleText(words.text("tasks.cancel", task.label()));
        cancel.setOnAction(_ -> task.cancel());
        HBox line = new HBox(label, bar, left, cancel);
        line.getStyleClass().addAll("strip", "task");
        return line;
    }
}
