package org.dipscope.ui.layers;

import javafx.beans.InvalidationListener;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.dipscope.ui.colour.Tones;
import org.dipscope.ui.heatmap.Heatmap;

import java.util.ArrayList;
import java.util.List;

/**
 * Maps side by side at one layer axis, with a bar for each layer in the right margin and a note over them where there is nothing
 * to see.
 */
public final class LayerMaps extends Region {
    private static final double AXIS = 46;
    private static final double BARS = 52;
    private static final double GAP = 6;
    private static final double TITLE = 18;

    private static final double PROFILE = 16;
    private static final double LEAST_PROFILED = 96;

    private final Label barsTitle = new Label();
    private final Label axisTitle = new Label();
    private final List<LayerMargins> margins = new ArrayList<>(List.of(new LayerMargins()));
    private final Label note = new Label();
    private final InvalidationListener retitle = _ -> placeTitles();
    private List<MapPanel> panels = List.of();
    private final Button fit = new Button();
    private boolean stacked;
    private Tones tones;

    /** No map yet. */
    public LayerMaps() {
        getStyleClass().add("layer-maps");
        barsTitle.getStyleClass().add("map-title");
        axisTitle.getStyleClass().add("map-title");
        fit.getStyleClass().add("quiet-link");
        fit.visibleProperty().addListener(_ -> requestLayout());
        note.getStyleClass().add("map-note");
        note.setWrapText(true);
        note.setMouseTransparent(true);
        note.setAccessibleRole(AccessibleRole.TEXT);
        note.textProperty().addListener(_ -> {
            dim();
            requestLayout();
        });
        setPanels(List.of());
    }

    /** Shows these maps, from left to right. */
    public void setPanels(List<MapPanel> shown) {
        panels = List.copyOf(shown);
        List<Node> children = new ArrayList<>();
        while (margins.size() < panels.size()) {
            LayerMargins more = new LayerMargins(margins.getFirst());
            if (tones != null) {
                more.profile().setTones(tones);
            }
            margins.add(more);
        }
        margins.forEach(margin -> children.add(margin.axis()));
        for (MapPanel panel : panels) {
            children.add(panel.title());
            children.add(panel.profile());
            panel.words().removeListener(retitle);
            panel.words().addListener(retitle);
            children.add(panel.map());
        }
        children.add(barsTitle);
        children.add(axisTitle);
        margins.forEach(margin -> children.add(margin.bars()));
        margins.forEach(margin -> children.add(margin.profile()));
        children.add(note);
        children.add(fit);
        // This region places them itself; managed, each new title would lay out everything around it.
        children.forEach(child -> child.setManaged(false));
        getChildren().setAll(children);
        requestLayout();
        share();
        dim();
    }

    /** Says which maps stand on which rows. */
    private void share() {
        for (int row = 0; row < margins.size(); row++) {
            List<MapPanel> beside = !stacked ? row == 0 ? panels : List.of() : row < panels.size() ? panels.subList(row, row + 1) : List.of();
            margins.get(row).profile().setMaps(beside.stream().map(MapPanel::map).toList());
        }
    }

    /** Draws what follows the mouse in this theme's colours. */
    public void setTones(Tones now) {
        tones = now;
        margins.forEach(margin -> margin.profile().setTones(now));
    }

    /** Shows everything again; to be seen while a part is shown. */
    public Button fit() {
        return fit;
    }

    /** Puts the maps below each other, each with the layers and bars of its own, or else side by side. */
    public void setStacked(boolean now) {
        stacked = now;
        share();
        dim();
        requestLayout();
    }

    /** The layers' numbers. */
    public LayerAxis axis() {
        return margins.getFirst().axis();
    }

    /** One bar for each layer. */
    public Heatmap bars() {
        return margins.getFirst().bars();
    }

    /** Says that the bars have changed. */
    public void refreshBars() {
        margins.forEach(margin -> margin.bars().refresh());
    }

    /** What the bars show. */
    public Label barsTitle() {
        return barsTitle;
    }

    /** What the numbers at the left count. */
    public Label axisTitle() {
        return axisTitle;
    }

    /** Words over the maps; the maps step back while there are any. */
    public Label note() {
        return note;
    }

    private void dim() {
        boolean empty = !note.getText().isEmpty();
        note.setVisible(empty);
        barsTitle.setVisible(!panels.isEmpty());
        axisTitle.setVisible(!panels.isEmpty());
        for (MapPanel panel : panels) {
            panel.map().setOpacity(empty ? 0.25 : 1);
            panel.profile().setOpacity(empty ? 0 : 1);
        }
        for (int i = 0; i < margins.size(); i++) {
            margins.get(i).axis().setVisible(i < rows());
            margins.get(i).bars().setVisible(i < rows());
            margins.get(i).bars().setOpacity(empty ? 0.25 : 1);
            margins.get(i).profile().setVisible(i < rows() && !empty);
        }
    }

    /** How many maps stand below each other. */
    private int rows() {
        return stacked ? panels.size() : Math.min(1, panels.size());
    }

    @Override
    protected void layoutChildren() {
        double left = snappedLeftInset();
        double top = snappedTopInset();
        double right = getWidth() - snappedRightInset();
        double height = Math.max(0, getHeight() - snappedBottomInset() - top);
        int rows = rows();
        double each = Math.floor((height - GAP * Math.max(0, rows - 1)) / Math.max(1, rows));
        double profile = each - TITLE - PROFILE >= LEAST_PROFILED ? PROFILE : 0;
        for (int row = 0; row < rows; row++) {
            double mapTop = top + row * (each + GAP) + TITLE + profile;
            double mapHeight = Math.max(0, each - TITLE - profile);
            margins.get(row).axis().resizeRelocate(left, mapTop, AXIS - GAP, mapHeight);
            margins.get(row).bars().resizeRelocate(right - BARS, mapTop, BARS, mapHeight);
            margins.get(row).profile().resizeRelocate(right - BARS, mapTop, BARS, mapHeight);
            placeMaps(stacked ? panels.subList(row, row + 1) : panels, left + AXIS, right - BARS - GAP, mapTop, mapHeight, profile);
        }
        placeTitle(barsTitle, right - BARS, top, BARS);
        placeTitle(axisTitle, left, top, AXIS);
        double fitWidth = Math.ceil(fit.prefWidth(-1));
        fit.resizeRelocate(right - BARS - GAP - fitWidth, top - 2, fitWidth, TITLE);
        placeTitles();
        placeNote(top, height);
    }

    /** A card where the maps will be; over maps that step back it is only as large as its words. */
    private void placeNote(double top, double height) {
        if (panels.isEmpty()) {
            note.resizeRelocate(0, top, getWidth(), height);
            return;
        }
        double noteWidth = Math.min(Math.ceil(note.prefWidth(-1)), Math.max(0, getWidth() - AXIS));
        double noteHeight = Math.ceil(note.prefHeight(noteWidth));
        note.resizeRelocate(Math.round((getWidth() - noteWidth) / 2), Math.round(top + TITLE + (height - TITLE - noteHeight) / 2), noteWidth, noteHeight);
    }

    private static void placeMaps(List<MapPanel> panels, double left, double right, double top, double height, double profile) {
        double x = left;
        double width = right - x - GAP * Math.max(0, panels.size() - 1);
        double weights = panels.stream().mapToDouble(MapPanel::weight).sum();
        double used = 0;
        for (MapPanel panel : panels) {
            double from = Math.round(width * used / weights);
            used += panel.weight();
            double mapWidth = Math.max(0, Math.round(width * used / weights) - from);
            panel.map().resizeRelocate(x, top, mapWidth, height);
            panel.profile().setVisible(profile > 0);
            panel.profile().resizeRelocate(x, top - profile, mapWidth, Math.max(0, profile - 2));
            panel.profile().refresh();
            x += mapWidth + GAP;
        }
    }

    /** Titles change with each token; only they are placed then. */
    private void placeTitles() {
        for (MapPanel panel : panels) {
            boolean besideFit = fit.isVisible() && panel == (stacked ? panels.getFirst() : panels.getLast());
            double width = Math.max(0, panel.map().getWidth() - (besideFit ? fit.getWidth() + GAP : 0));
            panel.title().setText(panel.words().getValue());
            if (panel.title().prefWidth(-1) > width) {
                panel.title().setText(panel.brief().get());
            }
            if (panel.title().prefWidth(-1) > width) {
                panel.title().setText(firstWord(panel.brief().get()));
            }
            double profile = panel.profile().isVisible() ? PROFILE : 0;
            placeTitle(panel.title(), panel.map().getLayoutX(), panel.map().getLayoutY() - profile - TITLE, width);
        }
    }

    /** In a map too narrow for a figure its name alone stands above it. */
    private static String firstWord(String title) {
        int end = title.indexOf(' ');
        return end < 0 ? title : title.substring(0, end);
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
