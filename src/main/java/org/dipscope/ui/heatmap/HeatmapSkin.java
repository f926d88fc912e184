package org.dipscope.ui.heatmap;

import javafx.animation.KeyFrame;
import javafx.animation.KeyValue;
import javafx.animation.Timeline;
import javafx.geometry.VPos;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.control.SkinBase;
import javafx.util.Duration;

/** Puts the raster, and over it the words for the cell under the mouse, into the heatmap's bounds. */
final class HeatmapSkin extends SkinBase<Heatmap> {
    private static final Duration FADE = Duration.millis(240);
    private static final double TIP_DISTANCE = 12;

    private final HeatmapPane pane;
    private final Label tip = new Label();
    private final HeatmapBehaviour behaviour;

    HeatmapSkin(Heatmap map) {
        super(map);
        pane = new HeatmapPane(map);
        tip.getStyleClass().add("heatmap-tip");
        tip.setManaged(false);
        tip.setVisible(false);
        tip.setMouseTransparent(true);
        tip.setWrapText(true);
        getChildren().addAll(pane, tip);
        behaviour = new HeatmapBehaviour(map);
        registerInvalidationListener(map.revisionProperty(), _ -> {
            pane.invalidate();
            nameCell();
        });
        registerInvalidationListener(map.sourceProperty(), _ -> pane.invalidate());
        registerInvalidationListener(map.paletteProperty(), _ -> pane.invalidate());
        registerInvalidationListener(map.rowsShownProperty(), _ -> pane.invalidate());
        registerInvalidationListener(map.columnsShownProperty(), _ -> pane.invalidate());
        registerChangeListener(map.hoveredProperty(), _ -> {
            pane.refresh();
            nameCell();
        });
        registerInvalidationListener(map.pinnedProperty(), _ -> pane.refresh());
        registerInvalidationListener(map.fadesProperty(), _ -> fade());
        registerChangeListener(behaviour.pointerProperty(), _ -> nameCell());
    }

    private void fade() {
        pane.keepPicture();
        Timeline timeline = new Timeline(new KeyFrame(Duration.ZERO, new KeyValue(pane.progressProperty(), 0)),
                new KeyFrame(FADE, new KeyValue(pane.progressProperty(), 1)));
        timeline.play();
    }

    /** Words stand by the pointer; they may leave the map, but not what holds it. */
    private void nameCell() {
        Heatmap map = getSkinnable();
        boolean shown = map.hoveredProperty().get().isPresent() && behaviour.pointerProperty().get() != null;
        tip.setVisible(shown);
        map.setViewOrder(shown ? -1 : 0);
        if (!shown) {
            return;
        }
        tip.setText(map.cursorText());
        tip.applyCss();
        double room = map.getParent() == null ? map.getWidth() : map.getParent().getLayoutBounds().getWidth();
        double width = Math.min(Math.ceil(tip.prefWidth(-1)), Math.max(1, room));
        double height = Math.ceil(tip.prefHeight(width));
        double x = behaviour.pointerProperty().get().getX() + TIP_DISTANCE;
        double y = behaviour.pointerProperty().get().getY() + TIP_DISTANCE;
        double holder = map.getParent() == null ? map.getWidth() : map.getParent().getLayoutBounds().getWidth() - map.getLayoutX();
        if (x + width > holder) {
            x = Math.max(-map.getLayoutX(), x - width - 2 * TIP_DISTANCE);
        }
        if (y + height > map.getHeight()) {
            y = Math.max(0, y - height - 2 * TIP_DISTANCE);
        }
        tip.resizeRelocate(Math.round(x), Math.round(y), width, height);
    }

    @Override
    protected void layoutChildren(double x, double y, double width, double height) {
        layoutInArea(pane, x, y, width, height, -1, HPos.LEFT, VPos.TOP);
        pane.resizeRelocate(x, y, width, height);
        pane.refresh();
    }

    @Override
    protected double computePrefWidth(double height, double top, double right, double bottom, double left) {
        return 240;
    }

    @Override
    protected double computePrefHeight(double width, double top, double right, double bottom, double left) {
        return 160;
    }

    @Override
    protected double computeMinWidth(double height, double top, double right, double bottom, double left) {
        return 40;
    }

    @Override
    protected double computeMinHeight(double width, double top, double right, double bottom, double left) {
        return 30;
    }

    @Override
    protected double computeMaxWidth(double height, double top, double right, double bottom, double left) {
        return Double.MAX_VALUE;
    }

    @Override
    protected double computeMaxHeight(double width, double top, double right, double bottom, double left) {
        return Double.MAX_VALUE;
    }

    @Override
    public void dispose() {
        behaviour.dispose();
        super.dispose();
    }
}
