package org.dipscope.ui;

import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.dipscope.mask.Hook;
import org.dipscope.memory.CachePolicy;
import org.dipscope.session.Phase;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.cache.CacheView;
import org.dipscope.ui.heatmap.Heatmap;
import org.dipscope.ui.heatmap.Span;
import org.dipscope.ui.inspector.InspectorView;
import org.dipscope.ui.masks.MaskMode;
import org.dipscope.ui.masks.MasksView;
import org.dipscope.ui.moment.Arrangement;
import org.dipscope.ui.moment.Cell;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.scrubber.ScrubberView;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Theme;
import org.dipscope.ui.timeline.TimelineView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The instruments under real mouse and key events, all on one moment. */
@ExtendWith(ApplicationExtension.class)
class InstrumentsTest {
    private final Runs runs = new Runs();
    private final List<TokenFrame> tokens = runs.tokens(25);
    private final Moment moment = new Moment();
    private final MasksView masks = new MasksView(moment, Words.english());
    private final CacheView cache = new CacheView(moment, Words.english());
    private final Hands hands = new Hands();
    private Scene scene;

    @Start
    void start(Stage stage) {
        VBox views = new VBox(8, Picture.load("MasksView.fxml", masks), Picture.load("CacheView.fxml", cache),
                Picture.load("TimelineView.fxml", new TimelineView(moment, Words.english())), Picture.load("ScrubberView.fxml", new ScrubberView(moment, Words.english())),
                Picture.load("InspectorView.fxml", new InspectorView(moment, Words.english())));
        views.getChildren().subList(0, 3).forEach(view -> VBox.setVgrow(view, Priority.ALWAYS));
        scene = Picture.scene(views, Theme.DARK, 900, 900);
        stage.setScene(scene);
        stage.setX(0);
        stage.setY(0);
        stage.show();
        moment.show(runs.snapshot(1, tokens, Phase.FINISHED));
    }

    private <T extends Node> T find(String id) {
        return id.isEmpty() ? null : cast(scene.lookup(id));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Node> T cast(Node node) {
        assertThat(node).isNotNull();
        return (T) node;
    }

    /** A point in the middle of a position's cell of a layer. */
    private Point2D at(Heatmap map, int layer, double position, int columns) {
        Frames.pass();
        return Frames.ask(() -> map.localToScreen((position + 0.5) / columns * map.getWidth(), (layer + 0.5) / 30 * map.getHeight()));
    }

    @Test
    void hoverNamesTheCellInEveryView(FxRobot robot) {
        Heatmap map = find("#masks-down");
        hands.move(at(map, 17, 700, Runs.INTERMEDIATE));
        Cell cell = moment.hoveredProperty().get().orElseThrow();
        assertThat(cell.hook()).isEqualTo(Hook.DOWN);
        assertThat(cell.layer()).isEqualTo(17);
        assertThat(Math.abs(moment.orderProperty().get().position(Hook.DOWN, 17, cell.column()) - 700)).as("columns within a pixel").isLessThanOrEqualTo((int) Math.ceil(Runs.INTERMEDIATE / map.getWidth()));
        Frames.pass();
        assertThat(robot.lookup(".heatmap-tip").queryAllAs(Label.class)).filteredOn(Node::isVisible).singleElement()
                .satisfies(tip -> assertThat(tip.getText()).startsWith("layer 17 · GLU column " + cell.column()));
        Label report = find("#inspector-report");
        assertThat(report.getText()).startsWith("layer 17 · GLU column " + cell.column());
        Heatmap below = find("#cache-down");
        assertThat(below.hoveredProperty().get()).isEqualTo(map.hoveredProperty().get());
        assertThat(below.queryAccessibleAttribute(AccessibleAttribute.TEXT)).asString().contains("GLU · holds 976 of 1536").contains("layer 17");
    }

    @Test
    void aCrosshairGoesThroughTheHoveredCellAndTheSameOneOfTheOtherView() {
        Heatmap map = find("#masks-down");
        assertThat(crosses(map)).as("nothing is hovered").isEmpty();
        Point2D place = at(map, 17, 700, Runs.INTERMEDIATE);
        hands.move(place);
        Frames.pass();
        Point2D local = Frames.ask(() -> map.screenToLocal(place));
        List<Bounds> lines = crosses(map);
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst().getWidth()).as("along the layer").isEqualTo(map.getWidth());
        assertThat(lines.getFirst().getMinY()).isCloseTo(local.getY(), within(map.getHeight() / 30));
        assertThat(lines.getLast().getHeight()).as("along the column").isEqualTo(map.getHeight());
        assertThat(lines.getLast().getMinX()).isCloseTo(local.getX(), within(3.0));
        Heatmap below = find("#cache-down");
        assertThat(crosses(below)).hasSize(2);
        Heatmap other = find("#masks-input");
        assertThat(crosses(other)).isEmpty();
    }

    private static List<Bounds> crosses(Heatmap map) {
        return map.lookupAll(".heatmap-cross").stream().filter(Node::isVisible).map(Node::getBoundsInParent).toList();
    }

    @Test
    void everyModeSaysWhatItsColoursMean() {
        Frames.run(() -> masks.model().compareWith(Optional.of(runs.snapshot(2, tokens, Phase.FINISHED))));
        Map<MaskMode, List<String>> said = Map.of(MaskMode.NOW, List.of("chosen by this token", "left out"), MaskMode.WINDOW, List.of("share of tokens that chose it"),
                MaskMode.SCORE, List.of("≤ 1/1000 of", "the layer's largest score, logarithmic"), MaskMode.RANK, List.of("last", "first of the scores of its layer"),
                MaskMode.CHURN, List.of("stayed", "entered with this token", "left"), MaskMode.DIFFERENCE, List.of("more in run 2", "more in this run"));
        Node masksView = scene.lookup("#masks");
        for (MaskMode mode : MaskMode.values()) {
            Frames.run(() -> masks.model().modeProperty().set(mode));
            assertThat(masksView.lookupAll(".legend-entry .label").stream().map(label -> ((Label) label).getText())).as(mode.id()).containsExactlyElementsOf(said.get(mode));
        }
        Node cacheView = scene.lookup("#cache");
        assertThat(cacheView.lookupAll(".legend-entry .label").stream().map(label -> ((Label) label).getText()))
                .containsExactly("resident", "hit", "loaded from Flash", "evicted", "just before", "held");
    }

    @Test
    void aClickPinsAndAnotherLetsGo() {
        Heatmap map = find("#cache-input");
        hands.click(at(map, 3, 100, Runs.HIDDEN));
        Cell pinned = moment.pinnedProperty().get().orElseThrow();
        assertThat(pinned.hook()).isEqualTo(Hook.INPUT);
        assertThat(pinned.layer()).isEqualTo(3);
        hands.click(at(map, 3, 100, Runs.HIDDEN));
        assertThat(moment.pinnedProperty().get()).isEmpty();
    }

    @Test
    void keysMoveTheCursorPinAndFit() {
        Heatmap map = find("#masks-input");
        Frames.run(() -> {
            map.requestFocus();
            moment.zoom().columnsProperty(Hook.INPUT).set(new Span(0, 0.5));
        });
        hands.times(3, KeyCode.RIGHT);
        hands.times(2, KeyCode.DOWN);
        hands.push(KeyCode.LEFT);
        Cell cell = moment.hoveredProperty().get().orElseThrow();
        assertThat(cell.layer()).isEqualTo(2);
        assertThat(moment.orderProperty().get().position(Hook.INPUT, 2, cell.column())).isEqualTo(2);
        hands.push(KeyCode.ENTER);
        assertThat(moment.pinnedProperty().get()).contains(cell);
        hands.push(KeyCode.END);
        assertThat(moment.zoom().columnsProperty(Hook.INPUT).get().to()).as("the cursor is kept in sight").isEqualTo(1);
        hands.push(KeyCode.F);
        assertThat(moment.zoom().columnsProperty(Hook.INPUT).get()).isEqualTo(Span.WHOLE);
    }

    @Test
    void theWheelZoomsBothMapsOfAHook(FxRobot robot) {
        Heatmap map = find("#masks-down");
        robot.moveTo(at(map, 10, 768, Runs.INTERMEDIATE));
        robot.scroll(3, javafx.geometry.VerticalDirection.UP);
        Span shown = moment.zoom().columnsProperty(Hook.DOWN).get();
        assertThat(shown.length()).isLessThan(1);
        Heatmap below = find("#cache-down");
        assertThat(below.columnsShownProperty().get()).isEqualTo(shown);
        Heatmap other = find("#masks-input");
        assertThat(other.columnsShownProperty().get()).isEqualTo(Span.WHOLE);
    }

    @Test
    void theWheelWithControlZoomsLayersAndDraggingMovesBoth(FxRobot robot) {
        Heatmap map = find("#masks-down");
        robot.moveTo(at(map, 10, 768, Runs.INTERMEDIATE));
        robot.scroll(3, javafx.geometry.VerticalDirection.UP);
        // The robot's wheel knows no keys that are held.
        Frames.run(() -> map.fireEvent(new ScrollEvent(ScrollEvent.SCROLL, 100, 50, 100, 50, false, true, false, false, false, false, 0, 120, 0, 120,
                ScrollEvent.HorizontalTextScrollUnits.NONE, 0, ScrollEvent.VerticalTextScrollUnits.NONE, 0, 0, null)));
        Span columns = moment.zoom().columnsProperty(Hook.DOWN).get();
        Span layers = moment.zoom().layersProperty().get();
        assertThat(columns.length()).isLessThan(0.9);
        assertThat(layers.length()).isLessThan(0.9);

        Point2D middle = Frames.ask(() -> map.localToScreen(map.getWidth() / 2, map.getHeight() / 2));
        robot.drag(middle).dropTo(middle.add(60, -20));
        double width = map.getWidth();
        assertThat(moment.zoom().columnsProperty(Hook.DOWN).get().from()).isCloseTo(Math.max(0, columns.from() - 60 / width * columns.length()), within(2e-3));
        assertThat(moment.zoom().layersProperty().get().from()).isCloseTo(Math.min(1 - layers.length(), layers.from() + 20 / map.getHeight() * layers.length()), within(2e-2));
        assertThat(moment.pinnedProperty().get()).as("what was dragged was not clicked").isEmpty();
    }

    @Test
    void aPartSaysWhichItIsAndAllOfItIsOneClickAway(FxRobot robot) {
        Node all = robot.lookup(".layer-maps > .quiet-link").queryAll().stream().findFirst().orElseThrow();
        assertThat(all.isVisible()).isFalse();
        Frames.run(() -> moment.zoom().columnsProperty(Hook.DOWN).set(new Span(0.25, 0.5)));
        Heatmap map = find("#masks-down");
        assertThat(map.getAccessibleText()).isEqualTo("Masks, GLU · places 384 to 767 of 1536");
        assertThat(robot.lookup(".map-title").queryAllAs(Label.class)).anyMatch(title -> title.getText().equals("GLU · places 384 to 767 of 1536"));
        Frames.run(() -> moment.byFrequencyProperty().set(false));
        assertThat(map.getAccessibleText()).isEqualTo("Masks, GLU · columns 384 to 767 of 1536");
        hands.click(all);
        assertThat(moment.zoom().fitted().get()).isTrue();
        assertThat(all.isVisible()).isFalse();
        assertThat(map.getAccessibleText()).isEqualTo("Masks, GLU · 1536 columns, keeps 539");
    }

    @Test
    void plusAndMinusZoomTheColumns() {
        Heatmap map = find("#cache-down");
        Frames.run(map::requestFocus);
        hands.push(KeyCode.PLUS);
        hands.push(KeyCode.PLUS);
        hands.push(KeyCode.PLUS);
        assertThat(moment.zoom().columnsProperty(Hook.DOWN).get().length()).isCloseTo(0.512, within(1e-9));
        hands.push(KeyCode.MINUS);
        hands.push(KeyCode.MINUS);
        hands.push(KeyCode.MINUS);
        assertThat(moment.zoom().fitted().get()).isTrue();
    }

    @Test
    void theWindowsLengthIsChosenWhereItsColoursAreExplained() {
        MenuButton lengths = find("#mask-window");
        assertThat(lengths.getText()).isEqualTo("of the last 16");
        Frames.run(() -> lengths.getItems().getFirst().fire());
        assertThat(masks.model().lengthProperty().get()).isEqualTo(4);
        assertThat(lengths.getText()).isEqualTo("of the last 4");
        Frames.run(() -> masks.model().modeProperty().set(MaskMode.NOW));
        assertThat(lengths.isVisible()).as("a single token has no window").isFalse();
    }

    @Test
    void theReasonForWantOfADifferenceHangsWhereTheMouseIsNoticed() {
        ToggleButton difference = find("#mask-mode-difference");
        Parent box = difference.getParent();
        assertThat(box.isDisabled()).isFalse();
        assertThat(box.getAccessibleHelp()).isEqualTo("A − B needs another run: pin this one, change a setting and run again");
    }

    @Test
    void modesAreOneClickAwayAndADifferenceNeedsAnotherRun() {
        hands.click("#mask-mode-churn");
        assertThat(masks.model().modeProperty().get()).isEqualTo(MaskMode.CHURN);
        ToggleButton difference = find("#mask-mode-difference");
        assertThat(difference.isDisabled()).isTrue();
        Frames.run(() -> masks.model().compareWith(Optional.of(runs.snapshot(2, tokens, Phase.FINISHED))));
        hands.click("#mask-mode-difference");
        assertThat(masks.model().modeProperty().get()).isEqualTo(MaskMode.DIFFERENCE);
        hands.click("#mask-mode-difference");
        assertThat(difference.isSelected()).as("a mode cannot be switched off").isTrue();
    }

    @Test
    void bothHooksStackOrOneStandsAlone() {
        Heatmap input = find("#masks-input");
        Heatmap down = find("#masks-down");
        Frames.run(() -> moment.arrangementProperty().set(Arrangement.STACKED));
        Frames.pass();
        assertThat(down.getLayoutX()).isEqualTo(input.getLayoutX());
        assertThat(down.getLayoutY()).isGreaterThan(input.getLayoutY() + input.getHeight());
        assertThat(down.getWidth()).isEqualTo(input.getWidth());
        Frames.run(() -> moment.arrangementProperty().set(Arrangement.GLU));
        Frames.pass();
        assertThat(input.getScene()).as("the input's map is put away").isNull();
        assertThat(scene.lookup("#cache-input")).as("in every view").isNull();
        Frames.run(() -> moment.arrangementProperty().set(Arrangement.BESIDE));
        Frames.pass();
        assertThat(down.getLayoutX()).isGreaterThan(input.getLayoutX() + input.getWidth());
        assertThat(down.getLayoutY()).isEqualTo(input.getLayoutY());
    }

    @Test
    void arrowKeysNameCellsInEveryMode() {
        Heatmap map = find("#masks-down");
        Frames.run(() -> {
            masks.model().compareWith(Optional.of(runs.snapshot(2, tokens, Phase.FINISHED)));
            map.requestFocus();
        });
        for (MaskMode mode : MaskMode.values()) {
            Frames.run(() -> masks.model().modeProperty().set(mode));
            hands.push(KeyCode.RIGHT);
            hands.push(KeyCode.DOWN);
            Cell cell = moment.hoveredProperty().get().orElseThrow();
            assertThat(map.queryAccessibleAttribute(AccessibleAttribute.VALUE_STRING)).as(mode.id()).asString()
                    .startsWith("layer %d · GLU column %d".formatted(cell.layer(), cell.column()));
        }
    }

    @Test
    void whatIfShowsEveryPolicyAndGoesAgain() {
        hands.click("#what-if");
        Frames.until(() -> !cache.whatIf().resultProperty().get().outcomes().isEmpty());
        Frames.pass();
        for (CachePolicy policy : CachePolicy.values()) {
            Node chart = find("#what-if-" + policy.id());
            assertThat(chart.getAccessibleText()).startsWith(policy.label() + ", ").contains(" %").contains("tok/s");
        }
        Heatmap map = find("#cache-down");
        assertThat(map.getParent().isVisible()).isFalse();
        hands.click("#what-if");
        assertThat(map.getParent().isVisible()).isTrue();
        Node strip = find("#memory-strip");
        assertThat(strip.lookup(".dram-map").getAccessibleText()).startsWith("DRAM 80 MB");
    }

    @Test
    void theScrubberSeeksStepsAndGoesLive() {
        Node ribbon = find("#ribbon");
        Bounds bounds = Frames.ask(() -> ribbon.localToScreen(ribbon.getLayoutBounds()));
        hands.click(new Point2D(bounds.getMinX() + bounds.getWidth() * 10.5 / 25, bounds.getCenterY()));
        assertThat(moment.tokenProperty().get()).isEqualTo(10);
        Label when = find("#cache-when");
        assertThat(when.getText()).isEqualTo("after token 10");
        hands.push(KeyCode.LEFT);
        hands.push(KeyCode.LEFT);
        assertThat(moment.tokenProperty().get()).isEqualTo(8);
        hands.click("#step-forward");
        assertThat(moment.tokenProperty().get()).isEqualTo(9);
        Label position = find("#scrubber-position");
        assertThat(position.getText()).isEqualTo("token 9 / 25");
        hands.click("#go-live");
        assertThat(moment.liveProperty().get()).isTrue();
        assertThat(moment.tokenProperty().get()).isEqualTo(24);
    }

    @Test
    void everyKeyOfTheScrubberDoesWhatTheListOfKeysSays() {
        Frames.run(() -> moment.show(runs.snapshot(2, Runs.withDense(runs.tokens(60), token -> token == 30 ? 2 : token == 20 ? 0.5 : 0.1), Phase.FINISHED)));
        Node ribbon = find("#ribbon");
        Frames.run(ribbon::requestFocus);
        hands.push(KeyCode.HOME);
        assertThat(moment.tokenProperty().get()).isZero();
        hands.times(2, KeyCode.PAGE_DOWN);
        hands.push(KeyCode.PAGE_UP);
        hands.times(2, KeyCode.RIGHT);
        hands.push(KeyCode.LEFT);
        assertThat(moment.tokenProperty().get()).isEqualTo(11);
        hands.push(KeyCode.CONTROL, KeyCode.RIGHT);
        assertThat(moment.tokenProperty().get()).as("where the dense model would have parted").isEqualTo(20);
        hands.push(KeyCode.CONTROL, KeyCode.RIGHT);
        assertThat(moment.tokenProperty().get()).as("where it was farthest away").isEqualTo(30);
        hands.push(KeyCode.CONTROL, KeyCode.RIGHT);
        assertThat(moment.tokenProperty().get()).as("where the density moved").isEqualTo(40);
        hands.push(KeyCode.CONTROL, KeyCode.LEFT);
        assertThat(moment.tokenProperty().get()).isEqualTo(30);
        MenuButton rate = find("#play-rate");
        hands.times(9, KeyCode.UP);
        assertThat(rate.getText()).isEqualTo("60/s");
        hands.push(KeyCode.SPACE);
        Frames.until(() -> moment.liveProperty().get());
        assertThat(moment.tokenProperty().get()).as("it played to the end").isEqualTo(59);
        hands.times(9, KeyCode.DOWN);
        assertThat(rate.getText()).isEqualTo("1/s");
        hands.push(KeyCode.LEFT);
        hands.push(KeyCode.END);
        assertThat(moment.liveProperty().get()).isTrue();
    }

    @Test
    void theTimelineSeeksWhereItIsClicked(FxRobot robot) {
        Node chart = find("#timeline-chart");
        Bounds bounds = Frames.ask(() -> chart.localToScreen(chart.getLayoutBounds()));
        double slot = (bounds.getWidth() - 34 - 58) / 25;
        hands.click(new Point2D(bounds.getMinX() + 34 + 5.5 * slot, bounds.getCenterY()));
        assertThat(moment.tokenProperty().get()).isEqualTo(5);
        assertThat(robot.lookup(".chart-tip").queryAs(Label.class).getText()).startsWith("token 5");
        assertThat(chart.getAccessibleText()).startsWith("Timeline, token 5");
    }

    @Test
    void everyInstrumentHasANameForAScreenReader() {
        for (String id : List.of("#masks-input", "#masks-down", "#cache-input", "#cache-down", "#ribbon", "#timeline-chart", "#step-back")) {
            Node node = find(id);
            assertThat(node.queryAccessibleAttribute(AccessibleAttribute.TEXT)).as(id).asString().isNotBlank();
        }
    }
}
