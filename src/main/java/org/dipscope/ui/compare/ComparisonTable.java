package org.dipscope.ui.compare;

import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

import java.util.List;

/** The settings that differ and the figures: name, A, B, Δ. */
public final class ComparisonTable extends GridPane {

    /** An empty table. */
    public ComparisonTable() {
        getStyleClass().add("comparison-table");
        for (int i = 0; i < 4; i++) {
            ColumnConstraints column = new ColumnConstraints();
            column.setHgrow(i == 0 ? Priority.ALWAYS : Priority.SOMETIMES);
            column.setHalignment(i == 0 ? HPos.LEFT : HPos.RIGHT);
            getColumnConstraints().add(column);
        }
    }

    /** Shows a comparison. */
    public void show(Comparison comparison) {
        getChildren().clear();
        int row = 0;
        List<Comparison.Row> settings = comparison.settings();
        row = section(row, settings.isEmpty() ? "Same settings" : "Settings that differ");
        for (Comparison.Row line : settings) {
            row = line(row, line);
        }
        row = section(row, "Figures");
        for (Comparison.Row line : comparison.figures()) {
            row = line(row, line);
        }
    }

    private int section(int row, String title) {
        add(label(title, "section"), 0, row);
        add(label("A", "section"), 1, row);
        add(label("B", "section"), 2, row);
        add(label("Δ", "section"), 3, row);
        return row + 1;
    }

    private int line(int row, Comparison.Row line) {
        add(label(line.name(), "second"), 0, row);
        add(label(line.a(), "figure"), 1, row);
        add(label(line.b(), "figure"), 2, row);
        add(label(line.delta(), "delta"), 3, row);
        return row + 1;
    }

    private static Label label(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().add(style);
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }
}
