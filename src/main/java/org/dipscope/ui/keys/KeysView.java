package org.dipscope.ui.keys;

import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** The list of all keys; controller of keys.fxml. */
public final class KeysView {
    private static final int COLUMNS = 3;
    private static final double LEAST_WORDS = 96;
    private static final PseudoClass FIRST = PseudoClass.getPseudoClass("first");

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
            add(section, (GridPane) columns.getChildren().get(column));
            before += section.lines().size();
        }
    }

    private static GridPane column() {
        GridPane column = new GridPane();
        column.getStyleClass().add("keys-grid");
        HBox.setHgrow(column, Priority.SOMETIMES);
        return column;
    }

    /** All sections of a column are in one grid, so that what keys do begins at one place. */
    private static void add(KeysViewModel.Section section, GridPane column) {
        Label title = new Label(section.title());
        title.getStyleClass().addAll("section", "keys-title");
        title.pseudoClassStateChanged(FIRST, column.getChildren().isEmpty());
        column.add(title, 0, column.getRowCount(), 2, 1);
        for (KeysViewModel.Line line : section.lines()) {
            Label keys = new Label(line.keys());
            keys.getStyleClass().add("key");
            keys.setMinWidth(Region.USE_PREF_SIZE);
            Label does = new Label(line.does());
            does.setWrapText(true);
            does.setMinWidth(LEAST_WORDS);
            does.setMinHeight(Region.USE_PREF_SIZE);
            column.addRow(column.getRowCount(), keys, does);
        }
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
