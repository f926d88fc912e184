package org.dipscope.ui.controls;

import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import org.dipscope.memory.Allocation;

import java.util.List;

/** The DRAM budget as one bar: what is always there, what is left for columns, and what does not fit. */
public final class AllocationBar extends Region {
    private static final double GAP = 1;

    private final List<Region> parts = List.of(part("attention"), part("head"), part("kv"), part("whole"), part("columns"), part("overflow"));
    private final Rectangle clip = new Rectangle();
    private double[] shares = new double[parts.size()];

    /** An empty bar. */
    public AllocationBar() {
        getStyleClass().add("allocation");
        getChildren().addAll(parts);
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        clip.setArcWidth(6);
        clip.setArcHeight(6);
        setClip(clip);
    }

    private static Region part(String name) {
        Region part = new Region();
        part.getStyleClass().addAll("allocation-part", name);
        return part;
    }

    /** Shows an allocation; where the static parts overflow, the bar is as long as they are and its end is what does not fit. */
    public void show(Allocation allocation) {
        double whole = Math.max(allocation.dramBytes(), allocation.staticBytes());
        double inside = allocation.staticBytes() - allocation.overflow();
        double[] bytes = {allocation.attention(), allocation.lmHead(), allocation.kvCache(), allocation.wholeMatrices()};
        double[] next = new double[parts.size()];
        double placed = 0;
        for (int i = 0; i < bytes.length; i++) {
            double fits = Math.clamp(inside - placed, 0, bytes[i]);
            next[i] = whole > 0 ? fits / whole : 0;
            placed += bytes[i];
        }
        next[4] = whole > 0 ? allocation.dynamicBytes() / whole : 0;
        next[5] = whole > 0 ? allocation.overflow() / whole : 0;
        shares = next;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double at = 0;
        for (int i = 0; i < parts.size(); i++) {
            double end = at + shares[i] * getWidth();
            double left = snapPositionX(at);
            double right = snapPositionX(end);
            parts.get(i).setVisible(right - left >= 0.5);
            parts.get(i).resizeRelocate(left, 0, Math.max(0, right - left - (i < parts.size() - 1 && right < getWidth() - 1 ? GAP : 0)), getHeight());
            at = end;
        }
    }
}
