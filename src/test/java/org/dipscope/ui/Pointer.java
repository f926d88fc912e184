package org.dipscope.ui;

import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

import java.util.concurrent.Callable;

/**
 * Clicks where a node stands, asking for the place on JavaFX's own thread. The robot by itself asks on the test's thread, and a
 * layout that runs at that moment breaks on it.
 */
public final class Pointer {
    private static final int PATIENCE_MILLISECONDS = 20_000;

    private Pointer() {
    }

    /** Clicks the middle of the first node that this query finds, in any window. */
    public static void click(FxRobot robot, String query) {
        robot.clickOn(centre(() -> robot.lookup(query).query()));
    }

    /** Clicks the middle of this node. */
    public static void click(FxRobot robot, Node node) {
        robot.clickOn(centre(() -> node));
    }

    private static Point2D centre(Callable<Node> where) {
        return WaitForAsyncUtils.waitForAsyncFx(PATIENCE_MILLISECONDS, () -> {
            Node node = where.call();
            Bounds bounds = node.localToScreen(node.getBoundsInLocal());
            return new Point2D(bounds.getCenterX(), bounds.getCenterY());
        });
    }
}
