package org.dipscope.ui.layers;

import javafx.beans.InvalidationListener;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.dipscope.ui.heatmap.Heatmap;

import java.util.ArrayList;
import java.util.List;

/**
 * Maps side by side at one layer axis, with a bar for each layer in the right margin and a note over them where there is nothing
 * to see.
 */
public final class LayerMaps extends Region {
    private static final double AXIS = 34;
    private static final double BARS = 52;
    private static final double GAP = 6;
    private static final double TITLE = 18;

    private final LayerAxis axis = new LayerAxis();
    private final Label barsTitle = new Label();
    private final Heatmap bars = new Heatmap();
    private final Label note = new Label();
    private final InvalidationListener retitle = _ -> placeTitles();
    private List<MapPanel> panels = List.of();

    /** No map yet. */
    public LayerMaps() {
        getStyleClass().add("layer-maps");
        barsTitle.getStyleClass().add("map-title");
        bars.explorableProperty().set(false);
        bars.getStyleClass().add("layer-bars");
        note.getStyleClass().add("map-note");
        note.setWrapText(true);
        note.setMouseTransparent(true);
        note.setAccessibleRole(AccessibleRole.TEXT);
        note.textProperty().addListener(_ -> dim());
        setPanels(List.of());
    }

    /** Shows these maps, from left to right. */
    public void setPanels(List<MapPanel> shown) {
        panels = List.copyOf(shown);
        List<Node> children = new ArrayList<>();
        children.add(axis);
        for (MapPanel panel : panels) {
            children.add(panel.title());
            panel.words().removeListener(retitle);
            panel.words().addListener(retitle);
            children.add(panel.map());
        }
        children.add(barsTitle);
        children.add(bars);
        children.add(note);
        // This region places them itself; managed, each new title would lay out everything around it.
        children.forEach(child -> child.setManaged(false));
        getChildren().setAll(children);
        requestLayout();
        dim();
    }

    /** The layers' numbers. */
    public LayerAxis axis() {
        return axis;
    }

    /** One bar for each layer. */
    public Heatmap bars() {
        return bars;
    }

    /** What the bars show. */
    public Label barsTitle() {
        return barsTitle;
    }

    /** Words over the maps; the maps step back while there are any. */
    public Label note() {
        return note;
    }

    private void dim() {
        boolean empty = !note.getText().isEmpty();
        note.setVisible(empty);
        bars.setVisible(!panels.isEmpty());
        barsTitle.setVisible(!panels.isEmpty());
        axis.setVisible(!panels.isEmpty());
        for (MapPanel panel : panels) {
            panel.map().setOpacity(empty ? 0.25 : 1);
        }
        bars.setOpacity(empty ? 0.25 : 1);
    }

    @Override
    protected void layoutChildren() {
        double left = snappedLeftInset();
        double top = snappedTopInset();
        double right = getWidth() - snappedRightInset();
        double mapsTop = top + TITLE;
        double height = Math.max(0, getHeight() - snappedBottomInset() - mapsTop);
        axis.resizeRelocate(left, mapsTop, AXIS - GAP, height);
        bars.resizeRelocate(right - BARS, mapsTop, BARS, height);
        placeTitle(barsTitle, right - BARS, top, BARS);
        placeMaps(left + AXIS, right - BARS - GAP, mapsTop, height);
        placeTitles();
        double noteWidth = Math.min(note.prefWidth(-1), Math.max(0, getWidth() - AXIS));
        double noteHeight = note.prefHeight(noteWidth);
        note.resizeRelocate(Math.round((getWidth() - noteWidth) / 2), Math.round(mapsTop + (height - noteHeight) / 2), noteWidth, noteHeight);
    }

    private void placeMaps(double left, double right, double top, double height) {
        double x = left;
        double width = right - x - GAP * Math.max(0, panels.size() - 1);
        double weights = panels.stream().mapToDouble(MapPanel::weight).sum();
        double used = 0;
        for (MapPanel panel : panels) {
            double from = Math.round(width * used / weights);
            used += panel.weight();
            double mapWidth = Math.max(0, Math.round(width * used / weights) - from);
            panel.map().resizeRelocate(x, top, mapWidth, height);
            x += mapWidth + GAP;
        }
    }

    /** Titles change with each token; only they are placed then. */
    private void placeTitles() {
        for (MapPanel panel : panels) {
            double width = panel.map().getWidth();
            panel.title().setText(panel.words().getValue());
            if (panel.title().prefWidth(-1) > width) {
                panel.title().setText(panel.brief().get());
            }
            placeTitle(panel.title(), panel.map().getLayoutX(), snappedTopInset(), width);
        }
    }

    private static void placeTitle(Label title, double x, double y, double width) {
        double height = Math.ceil(title.prefHeight(-1));
        title.resizeRelocate(x, y + Math.max(0, Math.floor((TITLE - 2 - height) / 2)), width, height);
    }

    @Override
    protected double computePrefWidth(double height) {
        return 744;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 250;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 260;
    }

    @Override
    protected double computeMinHeight(double width) {
        return 80;
    }
}
