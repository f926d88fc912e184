package org.dipscope.ui;

import javafx.application.Application;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Toggle;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import org.dipscope.memory.ComputeRate;
import org.dipscope.ui.theme.Theme;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** Walks through the window with the Tab key alone: everything that takes the keyboard is reached, in reading order, and can be seen to have it. */
class TabOrderTest {
    private static final int MOST_STOPS = 150;
    /** A ring of one pixel around the smallest button has more. */
    private static final int LEAST_PIXELS = 24;
    private static final int AROUND = 4;

    /** Of a control whose ring comes by and by. */
    private static final int MOST_FRAMES = 60;

    @RegisterExtension
    private final TestBench window = new TestBench(1000, 960);

    private void show(String view) {
        Frames.run(() -> {
            bench().console().promptProperty().set("Why is the sky blue?");
            bench().console().run();
        });
        window.write(30);
        Frames.run(() -> {
            bench().window().pin();
            bench().console().runAgain();
        });
        window.write(30);
        Frames.run(() -> {
            switch (view) {
                case "comparing" -> {
                    bench().window().comparingProperty().set(true);
                    bench().comparison().difference().swipingProperty().set(true);
                }
                case "runs" -> bench().window().listingProperty().set(true);
                case "trade-off" -> bench().window().intake().take(Path.of("docs", "sweeps", "trade-off.jsonl"));
                case "roofline" -> {
                    bench().roofline().rateProperty().set(new ComputeRate(83.4e9, true));
                    bench().window().roofingProperty().set(true);
                }
                default -> { }
            }
            bench().view().focus();
        });
    }

    private Workbench bench() {
        return window.bench();
    }

    /** A node that had the keyboard, where it stood then, and how many pixels on and around it are others once it has lost it. */
    private record Stop(Node node, Bounds place, int changed) {
        @Override
        public String toString() {
            return node.getClass().getSimpleName() + (node.getId() == null ? "" : " #" + node.getId()) + " " + node.getStyleClass()
                    + " at %.0f, %.0f".formatted(place.getMinX(), place.getMinY());
        }
    }

    /** The node that has the keyboard. */
    private Node owner() {
        return Frames.ask(window.scene()::getFocusOwner);
    }

    /** What has the keyboard, which goes on to the next. */
    private Stop leave(Node node) {
        Bounds place = Frames.ask(() -> node.localToScene(node.getLayoutBounds()));
        WritableImage with = around(place);
        window.hands().touch(KeyCode.TAB);
        int changed = changed(with, around(place));
        for (int frame = 0; frame < MOST_FRAMES && changed < LEAST_PIXELS; frame++) {
            Frames.pass();
            changed = changed(with, around(place));
        }
        return new Stop(node, place, changed);
    }

    /** A picture of what stands at and around a place, and of nothing else: one of the whole window takes the time of twenty. */
    private WritableImage around(Bounds place) {
        double x = Math.max(0, place.getMinX() - AROUND);
        double y = Math.max(0, place.getMinY() - AROUND);
        SnapshotParameters part = new SnapshotParameters();
        part.setViewport(new Rectangle2D(x, y, Math.min(window.scene().getWidth(), place.getMaxX() + AROUND) - x, Math.min(window.scene().getHeight(), place.getMaxY() + AROUND) - y));
        return Frames.ask(() -> window.scene().getRoot().snapshot(part, null));
    }

    /** The stops of one round, ending before it begins anew. */
    private List<Stop> walk() {
        List<Stop> stops = new ArrayList<>();
        Node node = owner();
        for (int i = 0; i < MOST_STOPS; i++) {
            Stop left = leave(node);
            stops.add(left);
            node = owner();
            assertThat(node).as("a trap: Tab stays in %s", left).isNotSameAs(left.node());
            if (node == stops.getFirst().node()) {
                return stops;
            }
            Node next = node;
            assertThat(stops).as("a trap: the keyboard comes round without having left, after %s", left).noneMatch(before -> before.node() == next);
        }
        throw new AssertionError("no end after " + MOST_STOPS + " stops, the last " + stops.getLast());
    }

    @ParameterizedTest
    @CsvSource({"live, DARK", "live, LIGHT", "comparing, DARK", "runs, LIGHT", "trade-off, DARK", "roofline, LIGHT"})
    void everythingIsReachedInReadingOrderAndCanBeSeen(String view, Theme theme) {
        Frames.run(() -> {
            Application.setUserAgentStylesheet(theme.userAgentStylesheet());
            theme.dress(window.scene());
        });
        show(view);

        List<Stop> stops = walk();

        Set<Node> missed = new LinkedHashSet<>();
        Frames.run(() -> {
            takers(window.scene().getRoot(), missed);
            stops.forEach(stop -> {
                missed.remove(stop.node());
                // Of a group of which one is chosen, Tab comes to that one, and the arrow keys to the others.
                if (stop.node() instanceof Toggle chosen && chosen.getToggleGroup() != null) {
                    chosen.getToggleGroup().getToggles().forEach(missed::remove);
                }
            });
        });
        assertThat(missed).as("what Tab does not come to").isEmpty();
        List<String> backwards = new ArrayList<>();
        List<String> unseen = new ArrayList<>();
        for (int i = 0; i < stops.size(); i++) {
            Stop now = stops.get(i);
            Stop next = stops.get((i + 1) % stops.size());
            if (i + 1 < stops.size() && region(now) == region(next) && !follows(now.place(), next.place())) {
                backwards.add(now + " → " + next);
            }
            if (now.changed() < LEAST_PIXELS) {
                unseen.add(now.toString());
            }
        }
        assertThat(backwards).as("steps against the reading order").isEmpty();
        assertThat(unseen).as("what does not show that it has the keyboard").isEmpty();
    }

    private static void takers(Node node, Set<Node> found) {
        if (!node.isVisible() || node.isDisabled()) {
            return;
        }
        if (node.isFocusTraversable() && !(node instanceof ScrollBar) && !(node instanceof SplitPane) && !(node instanceof ScrollPane)) {
            found.add(node);
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> takers(child, found));
        }
    }

    /** The part of the window that a node stands in: each is read by itself. */
    private Node region(Stop stop) {
        Node inside = stop.node();
        while (inside.getParent() != null && !Set.of("toolbar", "console", "controls", "centre", "foot", "status").contains(String.valueOf(inside.getId()))
                && inside.getParent() != window.scene().getRoot()) {
            inside = inside.getParent();
        }
        return inside;
    }

    /** Further right in the same line, or further down. */
    private static boolean follows(Bounds now, Bounds next) {
        double overlap = Math.min(now.getMaxY(), next.getMaxY()) - Math.max(now.getMinY(), next.getMinY());
        boolean sameLine = overlap > Math.min(now.getHeight(), next.getHeight()) / 2;
        return sameLine ? next.getMinX() >= now.getMinX() : next.getMinY() >= now.getMinY();
    }

    private static int changed(WritableImage one, WritableImage other) {
        int changed = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                changed += one.getPixelReader().getArgb(x, y) != other.getPixelReader().getArgb(x, y) ? 1 : 0;
            }
        }
        return changed;
    }
}
