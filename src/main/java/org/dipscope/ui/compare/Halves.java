package org.dipscope.ui.compare;

import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/**
 * A and B side by side, equally wide, with something of a fixed width between them where there is such. Its height is what the
 * parts need at the widths that they really get, which a box that knows its width only later cannot say.
 */
public final class Halves extends Region {
    private final Region a;
    private final Region between;
    private final Region b;
    private final double gap;
    private final double middle;

    /** Two halves with a gap between them. */
    public Halves(Region a, Region b, double gap) {
        this(a, new Region(), 0, b, gap / 2);
    }

    /** Two halves and what is between them, which is so wide, with gaps on both sides of it. */
    public Halves(Region a, Region between, double middle, Region b, double gap) {
        this.a = a;
        this.between = between;
        this.b = b;
        this.gap = gap;
        this.middle = middle;
        getChildren().addAll(a, between, b);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    private double half(double width) {
        Insets insets = getInsets();
        return Math.max(0, Math.floor((width - insets.getLeft() - insets.getRight() - middle - 2 * gap) / 2));
    }

    @Override
    protected double computeMinWidth(double height) {
        return middle + 2 * gap;
    }

    @Override
    protected double computePrefWidth(double height) {
        return middle + 2 * gap + 400;
    }

    @Override
    protected double computeMinHeight(double width) {
        return middle > 0 ? between.minHeight(middle) + getInsets().getTop() + getInsets().getBottom() : 0;
    }

    @Override
    protected double computePrefHeight(double width) {
        double half = half(width < 0 ? computePrefWidth(-1) : width);
        double highest = 0;
        for (Region part : new Region[] {a, b}) {
            highest = Math.max(highest, part.prefHeight(half));
        }
        return Math.max(highest, middle > 0 ? between.prefHeight(middle) : 0) + getInsets().getTop() + getInsets().getBottom();
    }

    @Override
    protected void layoutChildren() {
        Insets insets = getInsets();
        double half = half(getWidth());
        double height = getHeight() - insets.getTop() - insets.getBottom();
        place(a, insets.getLeft(), half, height);
        place(between, insets.getLeft() + half + gap, middle, height);
        place(b, insets.getLeft() + half + 2 * gap + middle, half, height);
    }

    private void place(Node part, double x, double width, double height) {
        part.resizeRelocate(x, getInsets().getTop(), width, height);
    }
}
