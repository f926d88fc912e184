package org.dipscope.ui.inspector;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.dipscope.ui.moment.Cell;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;

import java.util.List;
import java.util.Optional;

/** What is known of the cell under the mouse, or else of the pinned one, at the token that is shown. */
public final class InspectorViewModel {
    private final Moment moment;
    private final Words words;
    private final CellReports reports;
    private final ReadOnlyObjectWrapper<List<String>> lines = new ReadOnlyObjectWrapper<>(this, "lines", List.of());
    private final ReadOnlyBooleanWrapper pinned = new ReadOnlyBooleanWrapper(this, "pinned");

    /** The inspector of this moment. */
    public InspectorViewModel(Moment moment, Words words) {
        this.moment = moment;
        this.words = words;
        this.reports = new CellReports(moment);
        moment.revisionProperty().addListener(_ -> update());
        moment.hoveredProperty().addListener(_ -> update());
        moment.pinnedProperty().addListener(_ -> update());
        update();
    }

    /** The report from the cell's name down; empty where there is no cell. */
    public ReadOnlyObjectProperty<List<String>> linesProperty() {
        return lines.getReadOnlyProperty();
    }

    /** Whether a cell is pinned. */
    public ReadOnlyBooleanProperty pinnedProperty() {
        return pinned.getReadOnlyProperty();
    }

    /** Lets the pinned cell go. */
    public void unpin() {
        moment.pinnedProperty().set(Optional.empty());
    }

    private void update() {
        Optional<Cell> cell = moment.hoveredProperty().get().or(() -> moment.pinnedProperty().get());
        lines.set(cell.map(asked -> reports.of(asked).lines(words)).orElse(List.of()));
        pinned.set(moment.pinnedProperty().get().isPresent());
    }
}
