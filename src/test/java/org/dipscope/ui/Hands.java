package org.dipscope.ui;

import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import org.testfx.api.FxRobot;

import java.util.concurrent.Callable;

/**
 * A person's hands on keyboard and mouse: what they do has been taken in and laid out when a call returns. TestFX's robot does the same in
 * a hundred milliseconds of sleep a key, and asks for places off JavaFX's own thread, where a layout that runs at that moment breaks.
 */
public final class Hands {
    private final FxRobot finder = new FxRobot();
    /** Without a display a robot knows only where it has put the pointer itself. */
    private Robot robot;

    /** Presses these keys one after the other and lets go of them in the opposite order. */
    public void push(KeyCode... keys) {
        touch(keys);
        Frames.pass();
    }

    /** Presses a key so many times. */
    public void times(int count, KeyCode key) {
        for (int i = 0; i < count; i++) {
            push(key);
        }
    }

    /** Pushes keys without waiting for a frame: their events have come, what they change may not be laid out yet. */
    public void touch(KeyCode... keys) {
        Frames.ask(() -> {
            for (KeyCode key : keys) {
                robot().keyPress(key);
            }
            for (int i = keys.length - 1; i >= 0; i--) {
                robot().keyRelease(keys[i]);
            }
            return true;
        });
    }

    /** A robot can be made on JavaFX's own thread alone. */
    private Robot robot() {
        if (robot == null) {
            robot = new Robot();
        }
        return robot;
    }

    /** Types a text into what has the keyboard. */
    public void write(String text) {
        finder.write(text, 0);
        Frames.pass();
    }

    /** Clicks the middle of the first node that this query finds, in any window. */
    public void click(String query) {
        click(centre(() -> finder.lookup(query).query()));
    }

    /** Clicks the middle of this node. */
    public void click(Node node) {
        click(centre(() -> node));
    }

    /** Clicks a place on the screen. */
    public void click(Point2D place) {
        move(place);
        // Each comes to the window by itself, as from a mouse.
        Frames.run(() -> robot().mousePress(MouseButton.PRIMARY));
        Frames.run(() -> robot().mouseRelease(MouseButton.PRIMARY));
    }

    /** Moves the pointer to a place on the screen. */
    public void move(Point2D place) {
        Frames.run(() -> robot().mouseMove(place));
    }

    /** The middle of a node on the screen. */
    public static Point2D centre(Callable<Node> where) {
        return Frames.ask(() -> {
            Node node = where.call();
            Bounds bounds = node.localToScreen(node.getBoundsInLocal());
            return new Point2D(bounds.getCenterX(), bounds.getCenterY());
        });
    }
}
