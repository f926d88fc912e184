package org.dipscope.ui.compare;

import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import org.dipscope.ui.text.Words;

import java.util.List;

/** What differs between two runs, as two tables: their settings and their figures. */
public final class ComparisonTables {
    private static final double WIDEST = 520;
    private static final double LEAST = 160;

    private final Words words;
    private final ComparisonTable settings = new ComparisonTable(false);
    private final ComparisonTable figures = new ComparisonTable(true);

    /** Empty tables. */
    public ComparisonTables(Words words) {
        this.words = words;
        Tooltip.install(figures, new Tooltip(words.text("compare.better-hint")));
        HBox.setHgrow(settings, Priority.ALWAYS);
        HBox.setHgrow(figures, Priority.ALWAYS);
    }

    /** Shows a comparison. */
    public void show(Comparison comparison) {
        List<Comparison.Row> rows = comparison.settings(words);
        settings.show(rows.isEmpty() ? words.text("compare.settings-same") : words.text("compare.settings-differ"), rows);
        figures.show(words.text("compare.figures"), comparison.figures(words));
    }

    /** The tables side by side. */
    public Pane wide() {
        HBox box = new HBox(settings, figures);
        box.getStyleClass().add("comparison-tables");
        // The figures take what they need as long as the settings have room for their values.
        settings.setPrefWidth(LEAST);
        for (ComparisonTable table : List.of(settings, figures)) {
            // Wider, and the eye would lose the line between a name and its figures.
            table.setMaxWidth(WIDEST);
        }
        return box;
    }

    /** The settings that differ, alone. */
    public ComparisonTable settings() {
        return settings;
    }

    /** The figures, alone. */
    public ComparisonTable figures() {
        return figures;
    }
}
