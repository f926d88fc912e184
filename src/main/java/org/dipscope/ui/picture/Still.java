package org.dipscope.ui.picture;

import javafx.geometry.Rectangle2D;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.transform.Scale;
import org.dipscope.ui.heatmap.OutputScale;
import org.dipscope.ui.theme.Theme;

/** Draws a part of a window without a window, at any size and scale; on the JavaFX thread where nothing else is said. */
public final class Still {
    /** Some nodes ask for another layout while they are laid out; after three passes all of them stand. */
    private static final int PASSES = 3;

    private Still() {
    }

    /**
     * Draws a root that stands in no window.
     *
     * @param root   the content; it is taken out of the scene that it was in
     * @param theme  how it is dressed
     * @param width  logical pixels
     * @param height logical pixels
     * @param scale  pixels of the image per logical pixel
     */
    public static WritableImage of(Parent root, Theme theme, int width, int height, double scale) {
        if (root.getScene() != null) {
            root.getScene().setRoot(new Group());
        }
        Scene scene = new Scene(root, width, height);
        theme.dress(scene);
        return of(root, scale, width, height);
    }

    /** Lays out a root that no window ever showed, in a scene of its own that stays at this scale; on any thread. */
    static Scene stage(Parent root, Theme theme, int width, int height, double scale) {
        Scene scene = new Scene(root, width, height);
        theme.dress(scene);
        OutputScale.force(scene, scale);
        layOut(root);
        return scene;
    }

    static void layOut(Node node) {
        for (int i = 0; i < PASSES; i++) {
            node.applyCss();
            if (node instanceof Parent parent) {
                parent.layout();
            }
        }
        // A scroll pane keeps a picture of its content, which a scene without a window does not renew.
        node.lookupAll(".viewport").forEach(viewport -> viewport.setCache(false));
    }

    /** Draws a node where it stands, as large as it is. */
    public static WritableImage of(Node node, double scale) {
        return of(node, scale, node.getLayoutBounds().getWidth(), node.getLayoutBounds().getHeight());
    }

    private static WritableImage of(Node node, double scale, double width, double height) {
        OutputScale.force(node.getScene(), scale);
        try {
            return atScale(node, scale, width, height);
        } finally {
            OutputScale.release(node.getScene());
        }
    }

    private static WritableImage atScale(Node node, double scale, double width, double height) {
        layOut(node);
        return strip(node, scale, 0, Math.ceil(width * scale), Math.ceil(height * scale));
    }

    /**
     * Draws some rows of a node's pixels, as it is laid out; on the JavaFX thread.
     *
     * @param top  the first of them
     * @param wide pixels of each
     * @param rows how many
     */
    static WritableImage strip(Node node, double scale, double top, double wide, double rows) {
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setTransform(new Scale(scale, scale));
        parameters.setViewport(new Rectangle2D(0, top, wide, rows));
        parameters.setFill(Color.TRANSPARENT);
        return node.snapshot(parameters, null);
    }
}
