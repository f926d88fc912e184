package org.dipscope.ui.compare;

import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

import java.util.List;

/** Some lines of a comparison under a title: name, A, B, and Δ where it means something. */
public final class ComparisonTable extends GridPane {
    private static final double LEAST_NAME = 96;
    private static final double LEAST_FIGURE_NAME = 110;

    private final boolean deltas;

    /**
     * An empty table.
     *
     * @param deltas whether there is a column for B − A
     */
    public ComparisonTable(boolean deltas) {
        this.deltas = deltas;
        getStyleClass().add("comparison-table");
        for (int i = 0; i < (deltas ? 4 : 3); i++) {
            ColumnConstraints column = new ColumnConstraints();
            column.setHgrow(i == 0 ? Priority.ALWAYS : Priority.NEVER);
            column.setHalignment(i == 0 ? HPos.LEFT : HPos.RIGHT);
            getColumnConstraints().add(column);
        }
    }

    /** Shows these lines. */
    public void show(String title, List<Comparison.Row> lines) {
        getChildren().clear();
        add(name(title, "section"), 0, 0);
        if (!lines.isEmpty()) {
            add(label("A", "section"), 1, 0);
            add(label("B", "section"), 2, 0);
            if (deltas) {
                add(label("B − A", "section"), 3, 0);
            }
        }
        for (int i = 0; i < lines.size(); i++) {
            Comparison.Row line = lines.get(i);
            add(name(line.name(), "second"), 0, i + 1);
            add(figure(line.a(), line.better() == Comparison.Better.A, "better-a"), 1, i + 1);
            add(figure(line.b(), line.better() == Comparison.Better.B, "better-b"), 2, i + 1);
            if (deltas) {
                add(label(line.delta(), "delta"), 3, i + 1);
            }
        }
    }

    private static Label figure(String text, boolean better, String style) {
        Label figure = label(text, "figure");
        if (better) {
            figure.getStyleClass().add(style);
        }
        return figure;
    }

    /** Where room is short a name breaks; figures never do. */
    private Label name(String text, String style) {
        Label name = label(text, style);
        name.setWrapText(true);
        name.setMinWidth(deltas ? LEAST_FIGURE_NAME : LEAST_NAME);
        name.setMinHeight(Region.USE_PREF_SIZE);
        return name;
    }

    private static Label label(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().add(style);
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }
}
