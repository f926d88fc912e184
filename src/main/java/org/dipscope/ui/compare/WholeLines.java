package org.dipscope.ui.compare;

import javafx.beans.DefaultProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Orientation;
import javafx.scene.layout.Region;

import java.util.function.DoubleSupplier;

/** Gives what scrolls through lines the height of whole ones: the upper edge of a tinted line that is cut off looks like a stroke under the one before. */
@DefaultProperty("content")
public final class WholeLines extends Region {
    private final ObjectProperty<Region> content = new SimpleObjectProperty<>(this, "content");
    private DoubleSupplier begin = () -> 0;
    private double line = 1;

    /** An empty place. */
    public WholeLines() {
        content.addListener((_, _, now) -> {
            getChildren().setAll(now);
            now.setManaged(false);
        });
    }

    public Region getContent() {
        return content.get();
    }

    /** Is given the height. */
    public void setContent(Region scrolled) {
        content.set(scrolled);
    }

    /**
     * Says where lines stand.
     *
     * @param first  asked for the upper edge of the first one, in the content
     * @param height of each, above 0
     */
    void lines(DoubleSupplier first, double height) {
        begin = first;
        line = height;
        requestLayout();
    }

    /** The largest height up to this one that cuts no line. */
    static double whole(double height, double first, double line) {
        return height <= first + line ? height : first + Math.floor((height - first) / line) * line;
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected void layoutChildren() {
        content.get().resizeRelocate(0, 0, getWidth(), getHeight());
        // Only then is it known where the first line begins.
        content.get().layout();
        content.get().resize(getWidth(), whole(getHeight(), begin.getAsDouble(), line));
    }
}
