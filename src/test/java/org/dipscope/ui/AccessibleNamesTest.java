package org.dipscope.ui;

import javafx.application.Application;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListCell;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextInputControl;
import org.dipscope.memory.ComputeRate;
import org.dipscope.ui.command.Command;
import org.dipscope.ui.console.ConsoleParts;
import org.dipscope.ui.heatmap.Heatmap;
import org.dipscope.ui.heatmap.Spot;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Appearance;
import org.dipscope.ui.theme.Theme;
import org.dipscope.ui.tour.Tours;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Walks the window as a screen reader does: whatever takes the keyboard has a role and a name, and what it shows (a typed value, a choice, a
 * count) is heard too, as WCAG 2.2 wants it (success criteria 2.5.3 and 4.1.2).
 */
class AccessibleNamesTest {
    private final TreeSet<String> nameless = new TreeSet<>();
    private final TreeSet<String> unheard = new TreeSet<>();
    private final TreeSet<String> named = new TreeSet<>();

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void whateverTakesTheKeyboardHasARoleANameAndItsValue(String language) {
        Words words = Words.of(Locale.of(language));
        Picture.inJavaFx(() -> walkEveryView(words));

        assertThat(nameless).as("without a role or a name").isEmpty();
        assertThat(unheard).as("shows what is not heard").isEmpty();
        assertThat(named).hasSizeGreaterThan(60);
    }

    private void walkEveryView(Words words) {
        Workbench bench = bench(words);
        Scene scene = scene(bench);
        walk(scene);
        bench.controls().masking().byHandProperty().set(true);
        walk(scene);
        bench.window().refuse("notes.txt is no GGUF file; choose a model in the GGUF format.");
        bench.tour().begin(Tours.ALL.getFirst());
        walk(scene);
        bench.tour().leave();
        bench.tasks().begin("Sweep", _ -> {
            walk(scene);
            return "";
        }, _ -> { });
        walk(scene);
        bench.window().pin();
        bench.console().runAgain();
        bench.window().comparingProperty().set(true);
        bench.comparison().difference().swipingProperty().set(true);
        walk(scene);
        bench.window().comparingProperty().set(false);
        bench.window().listingProperty().set(true);
        walk(scene);
        bench.window().intake().take(Path.of("docs", "sweeps", "trade-off.jsonl"));
        walk(scene);
        bench.roofline().rateProperty().set(new ComputeRate(83.4e9, true));
        bench.window().roofingProperty().set(true);
        walk(scene);
        for (String over : new String[] {"palette", "keys", "tours"}) {
            bench.all().stream().filter(command -> command.id().equals(over)).forEach(Command::perform);
            walk(scene);
            bench.view().closeOver();
        }
        Scene popOvers = new Scene(ConsoleParts.popOvers(words), 900, 400);
        Theme.DARK.dress(popOvers);
        walk(popOvers);
        Scene system = new Scene(ConsoleParts.systemForm(bench.console()), 500, 400);
        Theme.DARK.dress(system);
        walk(system);
    }

    @Test
    void aChoiceIsHeardWithItsName() {
        Picture.inJavaFx(() -> {
            Scene scene = scene(bench(Words.english()));

            assertThat(heard(scene.lookup("#methodMenu"))).isEqualTo("Masking method: DIP-CA");
            assertThat(heard(scene.lookup("#policy"))).isEqualTo("Cache policy, LFU");
            assertThat(heard(scene.lookup("#gammaValue"))).endsWith(", 0.50");
            assertThat(heard(scene.lookup("#dram"))).endsWith(", 80 MB");
        });
    }

    @Test
    void aHeatmapsCursorIsReadOutCellByCell() {
        Picture.inJavaFx(() -> {
            Scene scene = scene(bench(Words.english()));
            Heatmap map = (Heatmap) scene.lookup("#masks-down");
            map.hoveredProperty().set(Optional.of(new Spot(17, 3)));

            assertThat(map.getAccessibleRoleDescription()).isEqualTo("heatmap");
            assertThat((String) map.queryAccessibleAttribute(AccessibleAttribute.TEXT)).startsWith("Masks, GLU").contains("layer 17 · GLU column");
            assertThat((String) map.queryAccessibleAttribute(AccessibleAttribute.VALUE_STRING)).startsWith("layer 17 · GLU column");
        });
    }

    private static Workbench bench(Words words) {
        Application.setUserAgentStylesheet(Theme.DARK.userAgentStylesheet());
        FakeSession session = new FakeSession();
        Workbench bench = new Workbench((_, _) -> session, Path.of("SmolLM2-135M-Instruct.Q4_1.gguf"), new Appearance(Theme.DARK), words, Runnable::run, Runnable::run);
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

    private void walk(Scene scene) {
        lay(scene);
        walk(scene.getRoot());
    }

    private void walk(Node node) {
        if (!node.isVisible() || node instanceof ScrollBar) {
            return;
        }
        boolean asked = node.isFocusTraversable() || node instanceof ListCell<?> cell && !cell.isEmpty() && !(cell.getParent() instanceof ComboBox<?>);
        if (asked && !(node instanceof Label) && !(node instanceof SplitPane) && !(node instanceof ScrollPane)) {
            Object role = node.queryAccessibleAttribute(AccessibleAttribute.ROLE);
            String place = node.getClass().getSimpleName() + " #" + node.getId() + " " + node.getStyleClass();
            String name = name(node);
            if (name.isBlank() || role == null || Set.of(AccessibleRole.NODE, AccessibleRole.PARENT).contains(role)) {
                nameless.add(place + ": role " + role + ", name “" + name + "”");
            } else {
                named.add(name);
            }
            String shown = shown(node);
            if (!heard(node).contains(shown)) {
                unheard.add(place + " shows “" + shown + "”, heard is “" + heard(node) + "”");
            }
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(this::walk);
        }
    }

    /** The name, which is not what is typed or chosen. */
    private static String name(Node node) {
        return attribute(node, isValue(node) ? AccessibleAttribute.LABELED_BY : AccessibleAttribute.TEXT);
    }

    /** Whether what it shows is a value, so that its name comes from elsewhere. */
    private static boolean isValue(Node node) {
        return node instanceof TextInputControl || node instanceof ComboBox<?>;
    }

    private static String shown(Node node) {
        return switch (node) {
            case TextInputControl typed -> typed.getText() == null ? "" : typed.getText();
            case ComboBox<?> chosen -> chosen.getButtonCell() == null || chosen.getButtonCell().getText() == null ? "" : chosen.getButtonCell().getText();
            // A sign that stands for words, such as ×, is not read out.
            case Labeled labeled -> labeled.getText() == null || labeled.getText().codePoints().noneMatch(Character::isLetterOrDigit) ? "" : labeled.getText();
            default -> "";
        };
    }

    /** All that is heard of a node: its name, then its value. */
    private static String heard(Node node) {
        String value = attribute(node, isValue(node) ? AccessibleAttribute.TEXT : AccessibleAttribute.VALUE_STRING);
        return value.isEmpty() ? name(node) : name(node) + ", " + value;
    }

    private static String attribute(Node node, AccessibleAttribute attribute) {
        Object said = node.queryAccessibleAttribute(attribute);
        return switch (said) {
            case null -> "";
            case Node label -> attribute(label, AccessibleAttribute.TEXT);
            default -> said.toString();
        };
    }
}
