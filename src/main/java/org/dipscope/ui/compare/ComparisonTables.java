package org.dipscope.ui.compare;

import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import java.util.List;

/** What differs between two runs, as two tables: their settings and their figures. */
public final class ComparisonTables {
    private final ComparisonTable settings = new ComparisonTable(false);
    private final ComparisonTable figures = new ComparisonTable(true);

    /** Empty tables. */
    public ComparisonTables() {
        HBox.setHgrow(settings, Priority.ALWAYS);
        HBox.setHgrow(figures, Priority.ALWAYS);
    }

    /** Shows a comparison. */
    public void show(Comparison comparison) {
        List<Comparison.Row> rows = comparison.settings();
        settings.show(rows.isEmpty() ? "The settings are the same" : "Settings that differ", rows);
        figures.show("Figures", comparison.figures());
    }

    /** The tables side by side. */
    public Pane wide() {
        HBox box = new HBox(settings, figures);
        box.getStyleClass().add("comparison-tables");
        settings.setPrefWidth(100);
        figures.setPrefWidth(100);
        return box;
    }

    /** The tables one above the other. */
    public Pane narrow() {
        VBox box = new VBox(settings, figures);
        box.getStyleClass().add("comparison-tables");
        return box;
    }
}
