package org.dipscope.ui.heatmap;

import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/**
 * A region that draws itself within the layout pass of a pulse: any number of changes make one drawing, an idle window makes
 * none, and a region behind a closed tab waits until somebody can see it. It is not managed, so that a drawing never
 * lays out the window around it; whoever holds it gives it its size.
 */
public abstract class DrawnRegion extends Region implements Drawing {
    private Waiting waiting;

    /** Waits for the ancestor that hides this region. */
    private final class Waiting implements InvalidationListener {
        private final ObservableValue<Boolean> visible;

        Waiting(ObservableValue<Boolean> visible) {
            this.visible = visible;
            visible.addListener(this);
        }

        @Override
        public void invalidated(Observable observable) {
            visible.removeListener(this);
            waiting = null;
            refresh();
        }
    }

    /** A region that has still to be given its size. */
    protected DrawnRegion() {
        setManaged(false);
    }

    /** Draws everything; called with a width and height above 0 on a region that can be seen. */
    protected abstract void draw();

    @Override
    public final void refresh() {
        requestLayout();
    }

    @Override
    protected final void layoutChildren() {
        if (waiting != null || getWidth() <= 0 || getHeight() <= 0) {
            return;
        }
        for (Node node = this; node != null; node = node.getParent()) {
            if (!node.isVisible()) {
                waiting = new Waiting(node.visibleProperty());
                return;
            }
        }
        draw();
    }
}
