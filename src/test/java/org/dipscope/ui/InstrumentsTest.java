package org.dipscope.ui;

import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
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
import org.dipscope.ui.theme.Typefaces;
import org.dipscope.ui.timeline.TimelineView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import static org.assertj.core.api.Assertions.assertThat;

/** The instruments under real mouse and key events, all on one moment. */
@ExtendWith(ApplicationExtension.class)
class InstrumentsTest {
    private final Runs runs = new Runs();
    private final List<TokenFrame> tokens = runs.tokens(25);
    private final Moment moment = new Moment();
    private final MasksView masks = new MasksView(moment, Words.english());
    private final CacheView cache = new CacheView(moment, Words.english());
    private Scene scene;

    @Start
    void start(Stage stage) {
        Typefaces.load();
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
        WaitForAsyncUtils.waitForFxEvents();
        return WaitForAsyncUtils.waitForAsyncFx(20_000, () -> map.localToScreen((position + 0.5) / columns * map.getWidth(), (layer + 0.5) / 30 * map.getHeight()));
    }

    @Test
    void hoverNamesTheCellInEveryView(FxRobot robot) {
        Heatmap map = find("#masks-down");
        robot.moveTo(at(map, 17, 700, Runs.INTERMEDIATE));
        Cell cell = moment.hoveredProperty().get().orElseThrow();
        assertThat(cell.hook()).isEqualTo(Hook.DOWN);
        assertThat(cell.layer()).isEqualTo(17);
        assertThat(Math.abs(moment.orderProperty().get().position(Hook.DOWN, 17, cell.column()) - 700)).as("columns within a pixel").isLessThanOrEqualTo((int) Math.ceil(Runs.INTERMEDIATE / map.getWidth()));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(robot.lookup(".heatmap-tip").queryAllAs(Label.class)).filteredOn(Node::isVisible).singleElement()
                .satisfies(tip -> assertThat(tip.getText()).startsWith("layer 17 · GLU column " + cell.column()));
        Label report = find("#inspector-report");
        assertThat(report.getText()).startsWith("layer 17 · GLU column " + cell.column());
        Heatmap below = find("#cache-down");
        assertThat(below.hoveredProperty().get()).isEqualTo(map.hoveredProperty().get());
        assertThat(below.queryAccessibleAttribute(AccessibleAttribute.TEXT)).asString().contains("GLU · holds 976 of 1536").contains("layer 17");
    }

    @Test
    void aClickPinsAndAnotherLetsGo(FxRobot robot) {
        Heatmap map = find("#cache-input");
        robot.clickOn(at(map, 3, 100, Runs.HIDDEN));
        Cell pinned = moment.pinnedProperty().get().orElseThrow();
        assertThat(pinned.hook()).isEqualTo(Hook.INPUT);
        assertThat(pinned.layer()).isEqualTo(3);
        robot.clickOn(at(map, 3, 100, Runs.HIDDEN));
        assertThat(moment.pinnedProperty().get()).isEmpty();
    }

    @Test
    void keysMoveTheCursorPinAndFit(FxRobot robot) {
        Heatmap map = find("#masks-input");
        robot.interact(() -> {
            map.requestFocus();
            moment.zoom().columnsProperty(Hook.INPUT).set(new Span(0, 0.5));
        });
        robot.type(KeyCode.RIGHT, 3).type(KeyCode.DOWN, 2).type(KeyCode.LEFT);
        Cell cell = moment.hoveredProperty().get().orElseThrow();
        assertThat(cell.layer()).isEqualTo(2);
        assertThat(moment.orderProperty().get().position(Hook.INPUT, 2, cell.column())).isEqualTo(2);
        robot.type(KeyCode.ENTER);
        assertThat(moment.pinnedProperty().get()).contains(cell);
        robot.type(KeyCode.END);
        assertThat(moment.zoom().columnsProperty(Hook.INPUT).get().to()).as("the cursor is kept in sight").isEqualTo(1);
        robot.type(KeyCode.F);
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
    void modesAreOneClickAwayAndADifferenceNeedsAnotherRun(FxRobot robot) {
        Pointer.click(robot, "#mask-mode-churn");
        assertThat(masks.model().modeProperty().get()).isEqualTo(MaskMode.CHURN);
        ToggleButton difference = find("#mask-mode-difference");
        assertThat(difference.isDisabled()).isTrue();
        robot.interact(() -> masks.model().compareWith(Optional.of(runs.snapshot(2, tokens, Phase.FINISHED))));
        Pointer.click(robot, "#mask-mode-difference");
        assertThat(masks.model().modeProperty().get()).isEqualTo(MaskMode.DIFFERENCE);
        Pointer.click(robot, "#mask-mode-difference");
        assertThat(difference.isSelected()).as("a mode cannot be switched off").isTrue();
    }

    @Test
    void bothHooksStackOrOneStandsAlone(FxRobot robot) {
        Heatmap input = find("#masks-input");
        Heatmap down = find("#masks-down");
        robot.interact(() -> moment.arrangementProperty().set(Arrangement.STACKED));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(down.getLayoutX()).isEqualTo(input.getLayoutX());
        assertThat(down.getLayoutY()).isGreaterThan(input.getLayoutY() + input.getHeight());
        assertThat(down.getWidth()).isEqualTo(input.getWidth());
        robot.interact(() -> moment.arrangementProperty().set(Arrangement.GLU));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(input.getScene()).as("the input's map is put away").isNull();
        assertThat(scene.lookup("#cache-input")).as("in every view").isNull();
        robot.interact(() -> moment.arrangementProperty().set(Arrangement.BESIDE));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(down.getLayoutX()).isGreaterThan(input.getLayoutX() + input.getWidth());
        assertThat(down.getLayoutY()).isEqualTo(input.getLayoutY());
    }

    @Test
    void arrowKeysNameCellsInEveryMode(FxRobot robot) {
        Heatmap map = find("#masks-down");
        robot.interact(() -> {
            masks.model().compareWith(Optional.of(runs.snapshot(2, tokens, Phase.FINISHED)));
            map.requestFocus();
        });
        for (MaskMode mode : MaskMode.values()) {
            robot.interact(() -> masks.model().modeProperty().set(mode));
            robot.type(KeyCode.RIGHT).type(KeyCode.DOWN);
            Cell cell = moment.hoveredProperty().get().orElseThrow();
            assertThat(map.queryAccessibleAttribute(AccessibleAttribute.VALUE_STRING)).as(mode.id()).asString()
                    .startsWith("layer %d · GLU column %d".formatted(cell.layer(), cell.column()));
        }
    }

    @Test
    void whatIfShowsEveryPolicyAndGoesAgain(FxRobot robot) throws TimeoutException {
        Pointer.click(robot, "#what-if");
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> !cache.whatIf().resultProperty().get().outcomes().isEmpty());
        WaitForAsyncUtils.waitForFxEvents();
        for (CachePolicy policy : CachePolicy.values()) {
            Node chart = find("#what-if-" + policy.id());
            assertThat(chart.getAccessibleText()).startsWith(policy.label() + ", ").contains(" %").contains("tok/s");
        }
        Heatmap map = find("#cache-down");
        assertThat(map.getParent().isVisible()).isFalse();
        Pointer.click(robot, "#what-if");
        assertThat(map.getParent().isVisible()).isTrue();
        Node strip = find("#memory-strip");
        assertThat(strip.lookup(".dram-map").getAccessibleText()).startsWith("DRAM 80 MB");
    }

    @Test
    void theScrubberSeeksStepsAndGoesLive(FxRobot robot) {
        Node ribbon = find("#ribbon");
        Bounds bounds = WaitForAsyncUtils.waitForAsyncFx(20_000, () -> ribbon.localToScreen(ribbon.getLayoutBounds()));
        robot.clickOn(bounds.getMinX() + bounds.getWidth() * 10.5 / 25, bounds.getCenterY());
        assertThat(moment.tokenProperty().get()).isEqualTo(10);
        Label when = find("#cache-when");
        assertThat(when.getText()).isEqualTo("after token 10");
        robot.type(KeyCode.LEFT, 2);
        assertThat(moment.tokenProperty().get()).isEqualTo(8);
        Pointer.click(robot, "#step-forward");
        assertThat(moment.tokenProperty().get()).isEqualTo(9);
        Label position = find("#scrubber-position");
        assertThat(position.getText()).isEqualTo("token 9 / 25");
        Pointer.click(robot, "#go-live");
        assertThat(moment.liveProperty().get()).isTrue();
        assertThat(moment.tokenProperty().get()).isEqualTo(24);
    }

    @Test
    void theTimelineSeeksWhereItIsClicked(FxRobot robot) {
        Node chart = find("#timeline-chart");
        Bounds bounds = WaitForAsyncUtils.waitForAsyncFx(20_000, () -> chart.localToScreen(chart.getLayoutBounds()));
        double slot = (bounds.getWidth() - 34 - 58) / 25;
        robot.clickOn(bounds.getMinX() + 34 + 5.5 * slot, bounds.getCenterY());
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
