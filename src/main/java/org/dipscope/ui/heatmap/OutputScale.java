package org.dipscope.ui.heatmap;

import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;

/**
 * How many device pixels there are to a unit of the scene. Rasters are drawn in device pixels, so they must know; a window
 * knows it of its screen, a picture larger than the screen has to say it.
 */
public final class OutputScale {
    private static final String KEY = "dipscope.output-scale";

    private OutputScale() {
    }

    /**
     * Draws everything in the scene for a picture of this scale, until {@link #release}. Say it before the scene is laid out.
     *
     * @param scale device pixels a unit, above 0
     */
    public static void force(Scene scene, double scale) {
        scene.getProperties().put(KEY, scale);
        scene.getRoot().requestLayout();
        refresh(scene.getRoot());
    }

    /** Goes back to the window's own scale. */
    public static void release(Scene scene) {
        scene.getProperties().remove(KEY);
        refresh(scene.getRoot());
    }

    /** The scale at this node; 1 where it is in no window. */
    public static double of(Node node) {
        Scene scene = node.getScene();
        if (scene == null) {
            return 1;
        }
        if (scene.hasProperties() && scene.getProperties().get(KEY) instanceof Double scale) {
            return scale;
        }
        return scene.getWindow() == null ? 1 : scene.getWindow().getOutputScaleX();
    }

    /** Whether a picture is being taken, which shows everything at rest. */
    static boolean isForced(Node node) {
        Scene scene = node.getScene();
        return scene != null && scene.hasProperties() && scene.getProperties().containsKey(KEY);
    }

    /** How much finer than its window the node has to be drawn: 1 but for a picture. */
    public static double beyondWindow(Node node) {
        Scene scene = node.getScene();
        double window = scene == null || scene.getWindow() == null ? 1 : scene.getWindow().getOutputScaleX();
        return of(node) / window;
    }

    private static void refresh(Node node) {
        if (node instanceof Drawing drawing) {
            drawing.refresh();
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(OutputScale::refresh);
        }
    }
}
