package org.dipscope.ui;

import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.TreeTableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.stage.Window;
import org.dipscope.mask.Hook;
import org.dipscope.session.Candidate;
import org.dipscope.session.HookFrame;
import org.dipscope.session.Pass;
import org.dipscope.session.Run;
import org.dipscope.session.Scores;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.compare.Comparison;
import org.dipscope.ui.console.TokenFlow;
import org.dipscope.ui.heatmap.Cells;
import org.dipscope.ui.heatmap.Heatmap;
import org.dipscope.ui.inspector.CellReport;
import org.dipscope.ui.moment.Cell;
import org.dipscope.ui.moment.ColumnOrder;
import org.dipscope.ui.picture.PngPictures;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;

import static org.assertj.core.api.Assertions.assertThat;

/** One answer of the real model, looked at in each instrument of the real window in turn, and held against what the engine says of it. */
class InstrumentsOnTheModelTest {
    private static final String PROMPT = "Why is the sky blue?";
    private static final int TOKENS = 24;
    private static final int LAYERS = 30;

    @TempDir
    private Path folder;
    private RealWindow window;
    private Workbench bench;
    private Hands hands;
    private Snapshot run;

    @BeforeEach
    void askTheModel() throws TimeoutException {
        window = RealWindow.open();
        bench = window.bench();
        hands = window.hands();
        bench.serve(new FolderDialogs(() -> folder), new PngPictures());
        hands.click("#shadow");
        run = window.answer(PROMPT, TOKENS);
    }

    @AfterEach
    void closeTheWindow() {
        window.close();
    }

    @Test
    void whatEveryInstrumentShowsIsWhatTheEngineDid() throws IOException {
        theMasksRowsHoldWhatWasKeptAndAClickedCellTellsItsFate();
        theCacheAndItsReplayHitAsOftenAsTheRunDid();
        theScrubberTakesEveryViewToTheTokenThatIsClicked();
        theDenseModelSaysWhereItWouldHaveParted();
        theTokensAreCarriedAwayAsATable();
        theAnswerGoesOnWithTheTokenThatIsChosen();
        anotherSettingIsTypedRunListedAndCompared();
        longWorkIsListedAndEndsWhenItIsCancelled();
    }

    private Pass pass(int token) {
        return run.tokens().get(token).pass().orElseThrow();
    }

    private void theMasksRowsHoldWhatWasKeptAndAClickedCellTellsItsFate() {
        hands.click("#mask-mode-now");
        ColumnOrder order = Frames.ask(() -> bench.moment().orderProperty().get());
        for (Hook hook : List.of(Hook.INPUT, Hook.DOWN)) {
            Heatmap map = (Heatmap) window.find(hook == Hook.INPUT ? "#masks-input" : "#masks-down");
            Cells shown = Frames.ask(() -> map.sourceProperty().get().get());
            int kept = run.settings().masking().method().keep(run.settings().masking(), 576, 1536).get(hook);
            for (int layer = 0; layer < LAYERS; layer++) {
                HookFrame frame = pass(TOKENS - 1).frame(hook, layer).orElseThrow();
                int lit = 0;
                for (int place = 0; place < shown.columns(); place++) {
                    boolean on = shown.level(layer, place) > 0;
                    assertThat(on).as("layer %d, place %d", layer, place).isEqualTo(frame.selected().contains(order.column(hook, layer, place)));
                    lit += on ? 1 : 0;
                }
                assertThat(lit).as("columns in layer %d", layer).isEqualTo(kept);
            }
        }
        Heatmap map = (Heatmap) window.find("#masks-down");
        Point2D middle = Frames.ask(() -> map.localToScreen(map.getWidth() * 0.3, (17 + 0.5) / LAYERS * map.getHeight()));
        hands.click(middle);
        Cell cell = Frames.ask(() -> bench.moment().pinnedProperty().get().orElseThrow());
        assertThat(cell.layer()).isEqualTo(17);
        HookFrame frame = pass(TOKENS - 1).frame(Hook.DOWN, 17).orElseThrow();
        Scores scores = pass(TOKENS - 1).scores().get(Hook.DOWN);
        assertThat(window.says("#inspector-report").lines()).startsWith("layer 17 · GLU column " + cell.column())
                .contains(CellReport.Fate.of(frame, cell.column()).words(Words.english()))
                .anyMatch(line -> line.endsWith("rank %d of 1536".formatted(scores.rank(17, cell.column()))));
        hands.click(middle);
        assertThat(Frames.ask(() -> bench.moment().pinnedProperty().get())).as("the second click lets it go").isEmpty();
    }

    private void theCacheAndItsReplayHitAsOftenAsTheRunDid() {
        String rate = Words.english().numerals().percent(run.figures().hitRate());
        double mean = run.tokens().stream().flatMap(token -> token.pass().stream()).mapToDouble(Pass::hitRate).average().orElseThrow();
        assertThat(rate).isEqualTo(Words.english().numerals().percent(mean));
        assertThat(texts((Pane) window.find(".status"))).as("the status line").anyMatch(text -> text.contains(rate));
        hands.click("#what-if");
        Frames.until(() -> !bench.whatIf().resultProperty().get().outcomes().isEmpty());
        Frames.pass();
        assertThat(Frames.ask(() -> window.find("#what-if-lfu").getAccessibleText())).as("the same masks from cold caches again").startsWith("LFU, " + rate + ", ");
        hands.click("#what-if");
        assertThat(Frames.ask(() -> (String) window.find("#cache-down").queryAccessibleAttribute(AccessibleAttribute.TEXT)))
                .contains("holds %d of 1536".formatted(run.allocation().capacityColumns().get(Hook.DOWN)));
    }

    private static List<String> texts(Pane pane) {
        return Frames.ask(() -> pane.lookupAll(".label").stream().map(node -> ((Label) node).getText()).toList());
    }

    private void theScrubberTakesEveryViewToTheTokenThatIsClicked() {
        Node ribbon = window.find("#ribbon");
        Bounds bounds = Frames.ask(() -> ribbon.localToScreen(ribbon.getLayoutBounds()));
        hands.click(new Point2D(bounds.getMinX() + bounds.getWidth() * 10.5 / TOKENS, bounds.getCenterY()));
        assertThat(window.says("#scrubber-position")).isEqualTo("token 10 / " + TOKENS);
        assertThat(window.says("#cache-when")).isEqualTo("after token 10");
        Heatmap map = (Heatmap) window.find("#masks-down");
        Cells then = Frames.ask(() -> map.sourceProperty().get().get());
        ColumnOrder order = Frames.ask(() -> bench.moment().orderProperty().get());
        HookFrame frame = pass(10).frame(Hook.DOWN, 5).orElseThrow();
        for (int place = 0; place < then.columns(); place++) {
            assertThat(then.level(5, place) > 0).isEqualTo(frame.selected().contains(order.column(Hook.DOWN, 5, place)));
        }
        hands.click("#go-live");
        assertThat(window.says("#cache-when")).isEqualTo("after token " + (TOKENS - 1));
    }

    private void theDenseModelSaysWhereItWouldHaveParted() {
        assertThat(run.agreement().tokens()).isEqualTo(TOKENS);
        int parted = run.agreement().parted();
        assertThat(parted).isPositive();
        String wanted = run.tokens().get(parted).shadow().orElseThrow().wanted().text().strip();
        assertThat(window.says(".dense-line")).contains("at token " + parted).contains(wanted);
    }

    private void theTokensAreCarriedAwayAsATable() throws IOException {
        Frames.run(() -> ((MenuButton) window.find("#carry")).getItems().stream().filter(item -> "carry-tokens-table".equals(item.getId())).findFirst().orElseThrow().fire());
        Path table = folder.resolve("dipscope-tokens.csv");
        Frames.until(() -> Files.exists(table));
        List<String> lines = Files.readAllLines(table);
        int column = List.of(lines.getFirst().split(",")).indexOf("hit_rate");
        assertThat(column).as(lines.getFirst()).isNotNegative();
        assertThat(lines.size()).isGreaterThan(TOKENS);
        assertThat(lines.getLast()).contains(String.valueOf(pass(TOKENS - 1).hitRate()));
    }

    private void theAnswerGoesOnWithTheTokenThatIsChosen() {
        TokenFlow flow = (TokenFlow) window.find(".token-flow");
        int token = 9;
        hands.click(Frames.ask(() -> flow.localToScreen(flow.footOf(token).add(0, -8))));
        Button other = Frames.ask(() -> (Button) Window.getWindows().stream().map(shown -> shown.getScene().getRoot().lookup(".candidate-other"))
                .filter(found -> found != null).findFirst().orElseThrow());
        String chosen = Frames.ask(other::getText);
        TokenFrame asked = run.tokens().get(token);
        hands.click(other);
        Snapshot branch = window.ended(run.run().number());
        assertThat(branch.run().branch()).contains(new Run.Branch(run.run().number(), token));
        assertThat(branch.tokens().subList(0, token)).isEqualTo(run.tokens().subList(0, token));
        int id = branch.tokens().get(token).id();
        assertThat(id).isNotEqualTo(asked.id());
        assertThat(asked.outlook().orElseThrow().likeliest()).extracting(Candidate::id).contains(id);
        assertThat(branch.tokens().get(token).text().strip()).isEqualTo(chosen.strip());
    }

    private void anotherSettingIsTypedRunListedAndCompared() {
        hands.click("#restart");
        Snapshot a = window.answer(PROMPT, TOKENS);
        assertThat(a.tokens()).extracting(TokenFrame::id).as("the same question is answered the same").isEqualTo(run.tokens().stream().map(TokenFrame::id).toList());
        hands.push(KeyCode.CONTROL, KeyCode.D);
        TextInputControl gamma = (TextInputControl) window.find("#gammaValue");
        Frames.run(() -> {
            gamma.requestFocus();
            gamma.selectAll();
        });
        hands.write("0.2");
        hands.push(KeyCode.ENTER);
        hands.click("#restart");
        Snapshot b = window.answer(PROMPT, TOKENS);
        assertThat(b.tokens()).allMatch(token -> token.settings().masking().gamma() == 0.2);
        assertThat(b.figures().hitRate()).isGreaterThan(a.figures().hitRate());
        hands.click(((Pane) window.find(".toolbar")).lookup("#runs"));
        TreeTableView<?> table = (TreeTableView<?>) window.find("#runs-table");
        assertThat(Frames.ask(table::getExpandedItemCount)).as("pinned runs in the table").isOne();
        hands.click(((Pane) window.find(".toolbar")).lookup("#runs"));
        hands.push(KeyCode.CONTROL, KeyCode.B);
        int parted = new Comparison(a, b).firstDifference().orElseThrow();
        assertThat(window.says("#compare .parting")).startsWith("the answers part at token " + parted + ":");
        assertThat(Frames.ask(() -> bench.comparison().comparisonProperty().get().b().run().number())).isEqualTo(b.run().number());
        hands.push(KeyCode.CONTROL, KeyCode.B);
    }

    private void longWorkIsListedAndEndsWhenItIsCancelled() {
        hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.E);
        Pane tasks = (Pane) window.find("#tasks");
        Frames.until(() -> tasks.getChildren().size() == 1);
        Frames.pass();
        assertThat(texts(tasks)).anyMatch(text -> text.contains("DIP-CA") && text.contains("γ 0.2"));
        Node cancel = Frames.ask(() -> tasks.lookupAll(".button").stream().filter(node -> ((Labeled) node).getText().equals("Cancel")).findFirst().orElseThrow());
        hands.click(cancel);
        Frames.until(() -> tasks.getChildren().isEmpty());
        assertThat(Frames.ask(() -> bench.window().refusalProperty().get())).isNull();
    }
}
