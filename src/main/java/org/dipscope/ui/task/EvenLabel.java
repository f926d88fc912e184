package org.dipscope.ui.task;

import javafx.scene.control.Label;
import javafx.scene.layout.Region;

import java.util.List;

/** A label of a list that is as wide as the widest of its column, so that what stands beside it begins at one place in every line. */
final class EvenLabel extends Label {
    private final List<EvenLabel> column;

    /**
     * A label that joins a column.
     *
     * @param column the labels above it; those below join it later
     */
    EvenLabel(List<EvenLabel> column) {
        this.column = column;
        column.add(this);
        setMinWidth(Region.USE_PREF_SIZE);
        textProperty().subscribe(() -> column.forEach(EvenLabel::requestLayout));
    }

    @Override
    protected double computePrefWidth(double height) {
        return column.stream().mapToDouble(label -> label.ownWidth(height)).max().orElse(0);
    }

    private double ownWidth(double height) {
        return super.computePrefWidth(height);
    }
}
