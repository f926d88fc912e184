package org.dipscope.ui.heatmap;

import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;

/** A region with a canvas of its own size, painted at most once a pulse and only when something has changed. */
public abstract class CanvasRegion extends Region implements Drawing {
    private final Sheet sheet = new Sheet();

    /** The canvas; finer than its window where a picture asks for it. */
    private final class Sheet extends DrawnRegion {
        private final Canvas canvas = new Canvas();
        private final Scale scale = new Scale(1, 1);

        Sheet() {
            canvas.getTransforms().setAll(scale);
            canvas.setManaged(false);
            getChildren().add(canvas);
        }

        @Override
        protected void draw() {
            double finer = OutputScale.beyondWindow(this);
            canvas.setWidth(getWidth() * finer);
            canvas.setHeight(getHeight() * finer);
            scale.setX(1 / finer);
            scale.setY(1 / finer);
            GraphicsContext graphics = canvas.getGraphicsContext2D();
            graphics.setTransform(finer, 0, 0, finer, 0, 0);
            graphics.clearRect(0, 0, getWidth(), getHeight());
            paint(graphics, getWidth(), getHeight());
        }
    }

    /** An empty canvas. */
    protected CanvasRegion() {
        sheet.setMouseTransparent(true);
        getChildren().add(sheet);
    }

    /**
     * Paints everything on a clear canvas.
     *
     * @param width  in units of the scene, above 0
     * @param height in units of the scene, above 0
     */
    protected abstract void paint(GraphicsContext graphics, double width, double height);

    @Override
    public final void refresh() {
        sheet.refresh();
    }

    @Override
    protected void layoutChildren() {
        sheet.resizeRelocate(0, 0, getWidth(), getHeight());
        sheet.refresh();
    }
}
