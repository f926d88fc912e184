package org.dipscope.ui;

import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Toggle;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.dipscope.memory.ComputeRate;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Appearance;
import org.dipscope.ui.theme.Theme;
import org.dipscope.ui.theme.Typefaces;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** Walks through the window with the Tab key alone: everything that takes the keyboard is reached, in reading order, and can be seen to have it. */
@ExtendWith(ApplicationExtension.class)
class TabOrderTest {
    private static final Path MODEL = Path.of("SmolLM2-135M-Instruct.Q4_1.gguf");
    private static final int MOST_STOPS = 150;
    /** A ring of one pixel around the smallest button has more. */
    private static final int LEAST_PIXELS = 24;
    private static final int AROUND = 4;

    private final FakeSession session = new FakeSession();
    private Workbench bench;
    private Scene scene;

    @Start
    void start(Stage stage) {
        Typefaces.load();
        Application.setUserAgentStylesheet(Theme.DARK.userAgentStylesheet());
        bench = new Workbench((_, _) -> session, MODEL, new Appearance(Theme.DARK), Words.english(), Runnable::run, Platform::runLater);
        scene = new Scene(bench.root(), 1000, 960);
        Theme.DARK.dress(scene);
        stage.setScene(scene);
        stage.setX(0);
        stage.setY(0);
        stage.show();
        bench.window().open(MODEL);
    }

    private void on(Runnable action) {
        WaitForAsyncUtils.waitForAsyncFx(20_000, action);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void show(String view) {
        on(() -> {
            bench.console().promptProperty().set("Why is the sky blue?");
            bench.console().run();
            session.advance(30);
            bench.window().pull();
            bench.window().pin();
        });
        on(() -> {
            bench.console().runAgain();
            session.advance(30);
            bench.window().pull();
        });
        on(() -> {
            switch (view) {
                case "comparing" -> {
                    bench.window().comparingProperty().set(true);
                    bench.comparison().difference().swipingProperty().set(true);
                }
                case "runs" -> bench.window().listingProperty().set(true);
                case "trade-off" -> bench.window().intake().take(Path.of("docs", "sweeps", "trade-off.jsonl"));
                case "roofline" -> {
                    bench.roofline().rateProperty().set(new ComputeRate(83.4e9, true));
                    bench.window().roofingProperty().set(true);
                }
                default -> { }
            }
            bench.view().focus();
        });
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
        return WaitForAsyncUtils.waitForAsyncFx(20_000, scene::getFocusOwner);
    }

    /** What has the keyboard, which goes on to the next. */
    private Stop leave(Node node, FxRobot robot) {
        Bounds place = WaitForAsyncUtils.waitForAsyncFx(20_000, () -> node.localToScene(node.getLayoutBounds()));
        WritableImage with = around(place);
        robot.type(KeyCode.TAB);
        WaitForAsyncUtils.waitForFxEvents();
        return new Stop(node, place, changed(with, around(place)));
    }

    /** A picture of what stands at and around a place, and of nothing else: one of the whole window takes the time of twenty. */
    private WritableImage around(Bounds place) {
        double x = Math.max(0, place.getMinX() - AROUND);
        double y = Math.max(0, place.getMinY() - AROUND);
        SnapshotParameters part = new SnapshotParameters();
        part.setViewport(new Rectangle2D(x, y, Math.min(scene.getWidth(), place.getMaxX() + AROUND) - x, Math.min(scene.getHeight(), place.getMaxY() + AROUND) - y));
        return WaitForAsyncUtils.waitForAsyncFx(20_000, () -> scene.getRoot().snapshot(part, null));
    }

    /** The stops of one round, ending before it begins anew. */
    private List<Stop> walk(FxRobot robot) {
        List<Stop> stops = new ArrayList<>();
        Node node = owner();
        for (int i = 0; i < MOST_STOPS; i++) {
            Stop left = leave(node, robot);
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
    void everythingIsReachedInReadingOrderAndCanBeSeen(String view, Theme theme, FxRobot robot) {
        on(() -> {
            Application.setUserAgentStylesheet(theme.userAgentStylesheet());
            theme.dress(scene);
        });
        show(view);

        List<Stop> stops = walk(robot);

        Set<Node> missed = new LinkedHashSet<>();
        on(() -> {
            takers(scene.getRoot(), missed);
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
                && inside.getParent() != scene.getRoot()) {
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
