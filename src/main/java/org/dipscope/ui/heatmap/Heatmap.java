package org.dipscope.ui.heatmap;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Control;
import javafx.scene.control.Skin;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A map of cells, rows by columns, each pixel of which can be asked. Mouse: hover names a cell, a click pins it, the wheel
 * zooms columns (with Ctrl or Shift: rows), dragging moves. Keys: arrows move the cursor (with Shift by 16), Home and End go along the
 * row, Enter or Space pins, {@code F} fits.
 *
 * <p>It asks its source for cells only when it is about to draw, which is at most once a pulse, only after {@link #refresh()},
 * and only while it can be seen.
 */
public final class Heatmap extends Control implements Drawing {
    private final ObjectProperty<Supplier<Cells>> source = new SimpleObjectProperty<>(this, "source", () -> Cells.NONE);
    private final ObjectProperty<Palette> palette = new SimpleObjectProperty<>(this, "palette", Palette.ofStates(0));
    private final ObjectProperty<Span> rowsShown = new SimpleObjectProperty<>(this, "rowsShown", Span.WHOLE);
    private final ObjectProperty<Span> columnsShown = new SimpleObjectProperty<>(this, "columnsShown", Span.WHOLE);
    private final ObjectProperty<Optional<Spot>> hovered = new SimpleObjectProperty<>(this, "hovered", Optional.empty());
    private final ObjectProperty<Optional<Spot>> pinned = new SimpleObjectProperty<>(this, "pinned", Optional.empty());
    private final ObjectProperty<Function<Spot, String>> description = new SimpleObjectProperty<>(this, "description", spot -> "row %d, column %d".formatted(spot.row(), spot.position()));
    private final BooleanProperty explorable = new SimpleBooleanProperty(this, "explorable", true);
    private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper(this, "revision");
    private final ReadOnlyLongWrapper fades = new ReadOnlyLongWrapper(this, "fades");

    /** An empty map. */
    public Heatmap() {
        getStyleClass().add("heatmap");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleRoleDescription("heatmap");
        setFocusTraversable(true);
        hovered.addListener(_ -> tellReader());
        pinned.addListener(_ -> tellReader());
        explorable.addListener((_, _, now) -> setFocusTraversable(now));
    }

    @Override
    public void refresh() {
        revision.set(revision.get() + 1);
    }

    /** Like {@link #refresh()}, but the new picture comes in softly, for a change of order. */
    public void refreshSoftly() {
        fades.set(fades.get() + 1);
        refresh();
    }

    /** Asked for the cells when they are about to be drawn. */
    public ObjectProperty<Supplier<Cells>> sourceProperty() {
        return source;
    }

    /** What the levels look like. */
    public ObjectProperty<Palette> paletteProperty() {
        return palette;
    }

    /** The rows shown. */
    public ObjectProperty<Span> rowsShownProperty() {
        return rowsShown;
    }

    /** The columns shown. */
    public ObjectProperty<Span> columnsShownProperty() {
        return columnsShown;
    }

    /** The cell under the mouse or the keyboard's cursor. */
    public ObjectProperty<Optional<Spot>> hoveredProperty() {
        return hovered;
    }

    /** The cell that was clicked. */
    public ObjectProperty<Optional<Spot>> pinnedProperty() {
        return pinned;
    }

    /** Says a cell in words. */
    public ObjectProperty<Function<Spot, String>> descriptionProperty() {
        return description;
    }

    /** Whether cells can be pinned, zoomed and reached by keys; hovering always names them. */
    public BooleanProperty explorableProperty() {
        return explorable;
    }

    /** Grows with each {@link #refresh()}. */
    ReadOnlyLongProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /** Grows with each {@link #refreshSoftly()}. */
    ReadOnlyLongProperty fadesProperty() {
        return fades.getReadOnlyProperty();
    }

    /** The cell that the keyboard or a screen reader is at, in words; empty where there is none. */
    public String cursorText() {
        return hovered.get().or(pinned::get).map(description.get()).orElse("");
    }

    @Override
    public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        String name = getAccessibleText() == null ? "" : getAccessibleText();
        return switch (attribute) {
            case TEXT -> cursorText().isEmpty() ? name : name + ", " + cursorText();
            case VALUE_STRING -> cursorText();
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
    }

    @Override
    protected Skin<?> createDefaultSkin() {
        return new HeatmapSkin(this);
    }

    private void tellReader() {
        notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
        notifyAccessibleAttributeChanged(AccessibleAttribute.VALUE_STRING);
    }
}
