package org.dipscope.ui.picture;

import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.event.EventHandler;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.input.InputEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import org.dipscope.export.PictureNote;
import org.dipscope.ui.heatmap.OutputScale;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Draws what a window shows while it goes on: each strip of pixels is one short turn on the JavaFX thread. Where the window changes between
 * two strips it begins again, so that a picture shows one moment; a window that does not keep still is drawn as one piece in the end.
 */
public final class Standing {
    private static final int UNITS_HIGH = 75;
    private static final int TRIES = 3;
    private static final Set<?> HARMLESS = Set.of(MouseEvent.MOUSE_MOVED, MouseEvent.MOUSE_ENTERED, MouseEvent.MOUSE_EXITED, MouseEvent.MOUSE_ENTERED_TARGET, MouseEvent.MOUSE_EXITED_TARGET);

    private final Scene scene;
    private final double scale;
    private final Executor fx;
    private final List<Observable> changing;
    private final Runnable ended;
    private final int wide;
    private final int high;
    private final int[] argb;
    private boolean disturbed;
    private final EventHandler<InputEvent> handled = event -> disturbed |= !harmless(event);
    private final InvalidationListener changed = _ -> disturbed = true;
    private int tries;
    private int top;

    /**
     * A picture to be drawn.
     *
     * @param scene    of the window
     * @param scale    pixels of the picture per logical pixel
     * @param fx       runs on the JavaFX thread, after what waits there already
     * @param changing what changes when the window does without anybody's hands
     * @param ended    called when the window need not keep still any more
     */
    public Standing(Scene scene, double scale, Executor fx, List<? extends Observable> changing, Runnable ended) {
        this.scene = scene;
        this.scale = scale;
        this.fx = fx;
        this.changing = List.copyOf(changing);
        this.ended = ended;
        wide = (int) Math.ceil(scene.getRoot().getLayoutBounds().getWidth() * scale);
        high = (int) Math.ceil(scene.getRoot().getLayoutBounds().getHeight() * scale);
        argb = new int[wide * high];
    }

    /**
     * Begins to draw, in this turn of the JavaFX thread.
     *
     * @param note what made it
     * @param done takes the picture in a later turn
     */
    public void take(PictureNote note, Consumer<Picture> done) {
        scene.addEventFilter(InputEvent.ANY, handled);
        changing.forEach(one -> one.addListener(changed));
        scene.getRoot().layoutBoundsProperty().addListener(changed);
        OutputScale.force(scene, scale);
        next(() -> {
            layOut();
            next(() -> strip(() -> done.accept(new Picture(wide, high, argb, note))));
        });
    }

    /** What fails in a turn must not leave the window at the picture's scale. */
    private void next(Runnable turn) {
        fx.execute(() -> {
            try {
                turn.run();
            } catch (RuntimeException | Error e) {
                end();
                throw e;
            }
        });
    }

    /** A mouse that only moves changes little, and the keys that asked for the picture are let go while it is drawn. */
    private static boolean harmless(InputEvent event) {
        return HARMLESS.contains(event.getEventType())
                || event instanceof KeyEvent key && key.getEventType() == KeyEvent.KEY_RELEASED && (key.getCode().isModifierKey() || key.isShortcutDown());
    }

    private void layOut() {
        Still.layOut(scene.getRoot());
        disturbed = false;
    }

    private void strip(Runnable done) {
        if (disturbed) {
            tries++;
            top = 0;
            layOut();
        }
        int rows = tries < TRIES ? Math.min((int) Math.ceil(UNITS_HIGH * scale), high - top) : high;
        Image strip = Still.strip(scene.getRoot(), scale, top, wide, rows);
        strip.getPixelReader().getPixels(0, 0, wide, rows, PixelFormat.getIntArgbInstance(), argb, top * wide, wide);
        top += rows;
        if (top < high) {
            next(() -> strip(done));
        } else {
            end();
            done.run();
        }
    }

    private void end() {
        OutputScale.release(scene);
        scene.removeEventFilter(InputEvent.ANY, handled);
        changing.forEach(one -> one.removeListener(changed));
        scene.getRoot().layoutBoundsProperty().removeListener(changed);
        ended.run();
    }
}
