package org.dipscope.ui.keys;

import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The list of all keys; controller of keys.fxml. */
public final class KeysView {
    private static final int COLUMNS = 3;
    private static final double LEAST_WORDS = 96;

    private final KeysViewModel model;
    private final Runnable close;

    @FXML
    private Parent root;
    @FXML
    private HBox columns;
    @FXML
    private Button leave;

    /**
     * A list.
     *
     * @param close takes it away
     */
    public KeysView(KeysViewModel model, Runnable close) {
        this.model = model;
        this.close = close;
    }

    @FXML
    private void initialize() {
        leave.setOnAction(_ -> close.run());
        int lines = model.sections().stream().mapToInt(section -> section.lines().size()).sum();
        int before = 0;
        for (KeysViewModel.Section section : model.sections()) {
            // A section stands in the column that its middle falls into.
            int column = (int) ((before + section.lines().size() / 2.0) * COLUMNS / lines);
            while (columns.getChildren().size() <= column) {
                columns.getChildren().add(column());
            }
            ((VBox) columns.getChildren().get(column)).getChildren().add(box(section));
            before += section.lines().size();
        }
    }

    private static VBox column() {
        VBox column = new VBox();
        column.getStyleClass().add("keys-column");
        HBox.setHgrow(column, Priority.SOMETIMES);
        return column;
    }

    private static VBox box(KeysViewModel.Section section) {
        Label title = new Label(section.title());
        title.getStyleClass().add("section");
        GridPane grid = new GridPane();
        grid.getStyleClass().add("keys-grid");
        for (int i = 0; i < section.lines().size(); i++) {
            Label keys = new Label(section.lines().get(i).keys());
            keys.getStyleClass().add("key");
            keys.setMinWidth(Region.USE_PREF_SIZE);
            Label does = new Label(section.lines().get(i).does());
            does.setWrapText(true);
            does.setMinWidth(LEAST_WORDS);
            does.setMinHeight(Region.USE_PREF_SIZE);
            grid.addRow(i, keys, does);
        }
        VBox box = new VBox(title, grid);
        box.getStyleClass().add("keys-section");
        return box;
    }

    /** Takes the keyboard. */
    public void begin() {
        leave.requestFocus();
    }

    /** The view's own node. */
    public Parent root() {
        return root;
    }
}
