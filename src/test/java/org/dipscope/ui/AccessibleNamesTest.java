package org.dipscope.ui;

import javafx.application.Application;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.SplitPane;
import org.dipscope.memory.ComputeRate;
import org.dipscope.ui.command.Command;
import org.dipscope.ui.heatmap.Heatmap;
import org.dipscope.ui.heatmap.Spot;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Appearance;
import org.dipscope.ui.theme.Theme;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

/** Walks the window as a screen reader does: whatever takes the keyboard has a role, a name and, where it has one, a value. */
class AccessibleNamesTest {
    private final TreeSet<String> nameless = new TreeSet<>();
    private final TreeSet<String> named = new TreeSet<>();

    @Test
    void whateverTakesTheKeyboardHasARoleAndAName() {
        Picture.inJavaFx(() -> {
            Workbench bench = bench();
            Scene scene = scene(bench);
            walk(scene.getRoot());
            bench.window().pin();
            bench.console().runAgain();
            bench.window().comparingProperty().set(true);
            bench.comparison().difference().swipingProperty().set(true);
            lay(scene);
            walk(scene.getRoot());
            bench.window().comparingProperty().set(false);
            bench.window().listingProperty().set(true);
            lay(scene);
            walk(scene.getRoot());
            bench.window().intake().take(Path.of("docs", "sweeps", "trade-off.jsonl"));
            lay(scene);
            walk(scene.getRoot());
            bench.roofline().rateProperty().set(new ComputeRate(83.4e9, true));
            bench.window().roofingProperty().set(true);
            lay(scene);
            walk(scene.getRoot());
            bench.all().stream().filter(command -> command.id().equals("palette")).forEach(Command::perform);
            lay(scene);
            walk(scene.getRoot());
        });

        assertThat(nameless).isEmpty();
        assertThat(named).hasSizeGreaterThan(25);
    }

    @Test
    void aHeatmapsCursorIsReadOutCellByCell() {
        Picture.inJavaFx(() -> {
            Scene scene = scene(bench());
            Heatmap map = (Heatmap) scene.lookup("#masks-down");
            map.hoveredProperty().set(Optional.of(new Spot(17, 3)));

            assertThat(map.getAccessibleRoleDescription()).isEqualTo("heatmap");
            assertThat((String) map.queryAccessibleAttribute(AccessibleAttribute.TEXT)).startsWith("Masks, GLU").contains("layer 17 · GLU column");
            assertThat((String) map.queryAccessibleAttribute(AccessibleAttribute.VALUE_STRING)).startsWith("layer 17 · GLU column");
        });
    }

    private static Workbench bench() {
        Application.setUserAgentStylesheet(Theme.DARK.userAgentStylesheet());
        FakeSession session = new FakeSession();
        Workbench bench = new Workbench((_, _) -> session, Path.of("SmolLM2-135M-Instruct.Q4_1.gguf"), new Appearance(Theme.DARK), Words.english(), Runnable::run, Runnable::run);
        bench.window().open(session.model().file());
        bench.console().run();
        session.advance(30);
        bench.window().pull();
        return bench;
    }

    private static Scene scene(Workbench bench) {
        Scene scene = new Scene(bench.root(), 1440, 900);
        Theme.DARK.dress(scene);
        lay(scene);
        return scene;
    }

    private static void lay(Scene scene) {
        scene.getRoot().applyCss();
        scene.getRoot().layout();
    }

    private void walk(Node node) {
        if (!node.isVisible() || node instanceof ScrollBar) {
            return;
        }
        if (node.isFocusTraversable() && !(node instanceof Label) && !(node instanceof SplitPane)) {
            Object text = node.queryAccessibleAttribute(AccessibleAttribute.TEXT);
            Object role = node.queryAccessibleAttribute(AccessibleAttribute.ROLE);
            String place = node.getClass().getSimpleName() + " #" + node.getId() + " " + node.getStyleClass();
            String name = node.getAccessibleText() != null ? node.getAccessibleText() : text == null ? "" : text.toString();
            if (name.isBlank() || role == null || Set.of(AccessibleRole.NODE, AccessibleRole.PARENT).contains(role)) {
                nameless.add(place + ": role " + role + ", name “" + name + "”");
            } else {
                named.add(name);
            }
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(this::walk);
        }
    }
}
