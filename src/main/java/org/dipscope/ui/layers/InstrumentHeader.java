package org.dipscope.ui.layers;

import javafx.beans.DefaultProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/**
 * An instrument's first line: its title at the left, its controls at the right, its legend between them. Where they do not fit side by
 * side, the legend takes a line of its own, so that nothing is ever cut off.
 */
@DefaultProperty("legend")
public final class InstrumentHeader extends Region {
    private static final double LINE = 28;
    private static final double SECOND_LINE = 20;
    private static final double GAP = 12;

    private final ObjectProperty<Node> title = part("title");
    private final ObjectProperty<Node> legend = part("legend");
    private final ObjectProperty<Node> controls = part("controls");
    private boolean below;

    /** An empty header. */
    public InstrumentHeader() {
        getStyleClass().add("instrument-header");
    }

    public Node getTitle() {
        return title.get();
    }

    /** Stands at the left. */
    public void setTitle(Node node) {
        title.set(node);
    }

    public Node getLegend() {
        return legend.get();
    }

    /** Stands between title and controls, or below them. */
    public void setLegend(Node node) {
        legend.set(node);
    }

    public Node getControls() {
        return controls.get();
    }

    /** Stand at the right. */
    public void setControls(Node node) {
        controls.set(node);
    }

    private ObjectProperty<Node> part(String name) {
        ObjectProperty<Node> part = new SimpleObjectProperty<>(this, name);
        part.addListener((_, before, now) -> {
            getChildren().remove(before);
            if (now != null) {
                getChildren().add(now);
                now.visibleProperty().addListener(_ -> requestLayout());
            }
        });
        return part;
    }

    /** A part that is not to be seen takes no room. */
    private static double wide(Node node) {
        return node == null || !node.isVisible() ? 0 : Math.ceil(node.prefWidth(-1));
    }

    /** Puts the legend on a line of its own even where it would fit, so that headers side by side are equally high. */
    public void setLegendBelow(boolean always) {
        below = always;
        requestLayout();
    }

    private boolean fits(double width) {
        if (below) {
            return false;
        }
        double needed = wide(title.get()) + wide(controls.get()) + wide(legend.get()) + GAP;
        return needed + (controls.get() == null ? 0 : GAP) <= width;
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double left = wide(title.get());
        double right = wide(controls.get());
        place(title.get(), 0, 0, Math.min(left, width), LINE);
        place(controls.get(), Math.max(0, width - right), 0, Math.min(right, width), LINE);
        boolean one = fits(width);
        keepReadingOrder(one ? controls.get() : legend.get());
        if (one) {
            place(legend.get(), left + GAP, 0, width - left - right - GAP, LINE);
        } else {
            place(legend.get(), 0, LINE, width, SECOND_LINE);
        }
    }

    /** The keyboard goes through what stands here as the eye does. */
    private void keepReadingOrder(Node last) {
        if (last != null && getChildren().getLast() != last) {
            last.toFront();
        }
    }

    private static void place(Node node, double x, double y, double width, double height) {
        if (node != null) {
            double own = Math.min(height, Math.ceil(node.prefHeight(width)));
            node.resizeRelocate(x, y + Math.round((height - own) / 2), width, own);
        }
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefWidth(double height) {
        return wide(title.get()) + wide(legend.get()) + wide(controls.get()) + 2 * GAP;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        return !below && width < 0 || fits(width) ? LINE : LINE + SECOND_LINE;
    }

    @Override
    protected double computeMaxHeight(double width) {
        return computePrefHeight(width);
    }
}
