package org.dipscope.ui.picture;

import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import org.dipscope.export.PictureNote;
import org.dipscope.session.Progress;

import java.util.concurrent.CancellationException;

/**
 * Draws nodes that no window shows while a window goes on: they are laid out on the caller's thread, and each strip of their pixels is
 * one short turn on the JavaFX thread, which alone may draw them.
 */
public final class Strips {
    private static final int UNITS_HIGH = 30;
    private static final double BUILT = 0.3;
    private static final double LAID_OUT = 0.6;

    private final JavaFxTurns turns;
    private final Progress progress;

    /**
     * Draws in these turns.
     *
     * @param progress told after each strip; the drawing ends where it is cancelled
     */
    public Strips(JavaFxTurns turns, Progress progress) {
        this.turns = turns;
        this.progress = progress;
    }

    /**
     * A picture of a root that no window ever showed.
     *
     * @param request its theme, size and scale
     * @param note    what made it
     * @throws CancellationException where the work was cancelled
     */
    public Picture of(Parent root, ScreenshotRequest request, PictureNote note) {
        Scene scene = layOut(root, request);
        int width = request.width();
        int height = request.height();
        double scale = request.scale();
        int wide = (int) Math.ceil(width * scale);
        int high = (int) Math.ceil(height * scale);
        int each = (int) Math.ceil(UNITS_HIGH * scale);
        int[] argb = new int[wide * high];
        for (int top = 0; top < high; top += each) {
            progress.requireWanted();
            int from = top;
            int rows = Math.min(each, high - top);
            Image strip = turns.take(() -> Still.strip(scene.getRoot(), scale, from, wide, rows));
            strip.getPixelReader().getPixels(0, 0, wide, rows, PixelFormat.getIntArgbInstance(), argb, top * wide, wide);
            progress.report(LAID_OUT + (1 - LAID_OUT) * (top + rows) / high, "pixels");
        }
        return new Picture(wide, high, argb, note);
    }

    /**
     * The same as SVG.
     *
     * @throws CancellationException where the work was cancelled
     */
    public String figure(Parent root, ScreenshotRequest request, PictureNote note) {
        layOut(root, request);
        return SvgFigure.of(root, note, turns);
    }

    private Scene layOut(Parent root, ScreenshotRequest request) {
        progress.requireWanted();
        progress.report(BUILT, "layout");
        Scene scene = Still.stage(root, request.theme(), request.width(), request.height(), request.scale());
        progress.requireWanted();
        progress.report(LAID_OUT, "pixels");
        return scene;
    }
}
