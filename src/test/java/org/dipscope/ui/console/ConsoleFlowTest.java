package org.dipscope.ui.console;

import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.dipscope.session.ModelOpener;
import org.dipscope.session.Run;
import org.dipscope.session.SampleModel;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.DipscopeWindow;
import org.dipscope.ui.Workbench;
import org.dipscope.ui.picture.PngPictures;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** The console with the dense model beside, on the real model in the real window. */
class ConsoleFlowTest {
    private static final int PATIENCE_SECONDS = 120;

    private final FxRobot robot = new FxRobot();
    private Workbench bench;
    private Stage stage;

    @BeforeEach
    void openTheWindow() throws Exception {
        FxToolkit.registerPrimaryStage();
        Path model = SampleModel.ofThisProgram().file();
        AtomicReference<Workbench> opened = new AtomicReference<>();
        robot.interact(() -> {
            stage = new Stage();
            opened.set(new DipscopeWindow(new ModelOpener(2), model, new PngPictures(), Words.english(), Optional.empty()).open(stage, model));
            stage.setMinWidth(0);
            stage.setMinHeight(0);
            stage.setX(0);
            stage.setY(0);
            stage.setWidth(980);
            stage.setHeight(760);
        });
        bench = opened.get();
        await(() -> bench.window().sessionProperty().get() != null);
    }

    @AfterEach
    void closeTheWindow() {
        robot.interact(() -> {
            bench.window().close();
            stage.hide();
        });
    }

    @Test
    void denseReadsAlongATokenIsAskedAndTheAnswerGoesOnFromThereAnotherWay() throws Exception {
        robot.interact(() -> {
            ((ToggleButton) find("#shadow")).fire();
            bench.console().sample(bench.console().samplingProperty().get().withMaxTokens(24));
            find("#input").requestFocus();
        });
        robot.push(KeyCode.ENTER);
        Snapshot first = ended(0);
        assertThat(first.agreement().tokens()).isEqualTo(24);
        assertThat(first.agreement().parted()).isPositive();
        Label parting = (Label) find(".dense-line");
        int parted = first.agreement().parted();
        assertThat(fx(parting::getText)).startsWith("dense would have said “").contains("at token " + parted + " ·");

        TokenFlow flow = (TokenFlow) find(".token-flow");
        Point2D foot = fx(() -> flow.localToScreen(flow.footOf(parted).add(0, -8)));
        robot.clickOn(foot);
        await(() -> card().isPresent());
        assertThat(fx(() -> bench.moment().tokenProperty().get())).isEqualTo(parted);
        Set<String> figures = fx(() -> card().orElseThrow().lookupAll(".figure").stream().map(node -> ((Label) node).getText()).collect(Collectors.toSet()));
        TokenFrame asked = first.tokens().get(parted);
        assertThat(figures).as("the pruned model's probability of the token, and the dense model's of the one that it wanted")
                .contains(percent(asked.outlook().orElseThrow().chosen()), percent(asked.shadow().orElseThrow().dense().likeliest().getFirst().probability()));
        int wanted = first.tokens().get(parted).shadow().orElseThrow().wanted().id();
        String text = Spelling.of(first.tokens().get(parted).shadow().orElseThrow().wanted().text());
        Button other = fx(() -> (Button) card().orElseThrow().lookupAll(".candidate").stream()
                .filter(node -> ((Button) node).getText().equals(text) && !node.isDisable()).findFirst().orElseThrow());
        robot.interact(other::fire);
        Snapshot second = ended(first.run().number());

        assertThat(second.run().branch()).contains(new Run.Branch(first.run().number(), parted));
        assertThat(second.tokens().subList(0, parted)).isEqualTo(first.tokens().subList(0, parted));
        assertThat(second.tokens().get(parted).id()).isEqualTo(wanted);
        assertThat(second.tokens()).hasSizeGreaterThan(parted + 1);
        assertThat(fx(() -> bench.console().exchanges().size())).isEqualTo(1);

        ToggleButton rendering = (ToggleButton) find(".rendering");
        robot.interact(rendering::fire);
        assertThat(fx(() -> find(".rendered").isVisible() && !find(".token-flow").isVisible())).isTrue();
        robot.interact(() -> bench.moment().seek(3));
        assertThat(fx(() -> find(".rendered") == null && find(".token-flow").isVisible())).as("an earlier moment is shown token by token").isTrue();
        robot.interact(() -> bench.moment().goLive());
        assertThat(fx(() -> find(".rendered").isVisible())).isTrue();
        robot.interact(rendering::fire);
        assertThat(fx(() -> find(".token-flow").isVisible())).isTrue();
    }

    @Test
    void whatIsRenderedStaysSoForTheNextAnswerAndColoursWithoutValuesSayWhy() throws Exception {
        robot.interact(() -> {
            bench.console().sample(bench.console().samplingProperty().get().withMaxTokens(6));
            bench.console().colouringProperty().set(Colouring.DIVERGENCE);
            find("#input").requestFocus();
        });
        robot.push(KeyCode.ENTER);
        Snapshot first = ended(0);
        assertThat(first.agreement().tokens()).isZero();
        assertThat(said()).anyMatch(line -> line.startsWith("The dense model did not read along"));
        robot.interact(() -> bench.console().colouringProperty().set(Colouring.MISSES));
        assertThat(said()).noneMatch(line -> line.contains("did not read along"));

        robot.interact(() -> bench.console().renderedProperty().set(true));
        robot.interact(() -> {
            bench.console().promptProperty().set("And at night?");
            bench.console().run();
        });
        ended(first.run().number());
        assertThat(fx(() -> stage.getScene().getRoot().lookupAll(".rendered").size())).as("both answers").isEqualTo(2);
    }

    private List<String> said() throws Exception {
        return fx(() -> stage.getScene().getRoot().lookupAll(".ending").stream().filter(Node::isVisible).map(node -> ((Label) node).getText()).toList());
    }

    @Test
    void theLastPromptAndTheTemplateThatWroteItAreShownRaw() throws Exception {
        robot.interact(() -> bench.console().systemProperty().set("Be brief."));
        assertThat(raw()).as("before the first prompt there is the template alone").hasSize(1);
        robot.interact(() -> {
            bench.console().sample(bench.console().samplingProperty().get().withMaxTokens(2));
            find("#input").requestFocus();
        });
        robot.push(KeyCode.ENTER);
        ended(0);
        assertThat(raw()).hasSize(2).first().asString().isEqualTo("<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nWhy is the sky blue?<|im_end|>\n<|im_start|>assistant\n");
        assertThat(raw().getLast()).startsWith("{% for message in messages %}");
    }

    /** What the form for the system prompt shows raw, choice by choice. */
    private List<String> raw() throws Exception {
        return fx(() -> {
            SystemForm form = new SystemForm(bench.console());
            TextArea text = (TextArea) form.getChildren().getLast();
            List<String> shown = new ArrayList<>();
            for (Node choice : ((HBox) form.getChildren().get(form.getChildren().size() - 2)).getChildren()) {
                ((ToggleButton) choice).setSelected(true);
                shown.add(text.getText());
            }
            return shown;
        });
    }

    @Test
    void theKeyboardAloneAsksATokenAndGoesOnWithAnother() throws Exception {
        robot.interact(() -> {
            bench.console().sample(bench.console().samplingProperty().get().withMaxTokens(8));
            find("#input").requestFocus();
        });
        robot.push(KeyCode.ENTER);
        Snapshot first = ended(0);
        robot.push(KeyCode.ALT, KeyCode.LEFT);
        robot.push(KeyCode.ALT, KeyCode.LEFT);
        int token = fx(() -> bench.moment().tokenProperty().get());
        robot.push(KeyCode.ALT, KeyCode.DOWN);
        await(() -> card().isPresent());
        String wanted = fx(() -> ((Button) card().orElseThrow().getScene().getFocusOwner()).getText());
        assertThat(wanted).isNotEqualTo(Spelling.of(first.tokens().get(token).text()));
        robot.push(KeyCode.ENTER);
        Snapshot second = ended(first.run().number());

        assertThat(token).isEqualTo(first.tokens().size() - 3);
        assertThat(second.run().branch()).contains(new Run.Branch(first.run().number(), token));
        assertThat(Spelling.of(second.tokens().get(token).text())).isEqualTo(wanted);
    }

    private static String percent(double probability) {
        return Words.english().numerals().fixed(100 * probability, 1) + " %";
    }

    @Test
    void anAnswerKeepsItsWidthWhenTheBarComes() throws Exception {
        double shortAnswer = widthOfAnAnswerOf(4);
        assertThat(fx(() -> bar().isVisible())).isFalse();
        double longAnswer = widthOfAnAnswerOf(240);

        assertThat(fx(() -> bar().isVisible())).isTrue();
        assertThat(longAnswer).isEqualTo(shortAnswer).isPositive();
    }

    private double widthOfAnAnswerOf(int tokens) throws Exception {
        int before = fx(() -> Optional.ofNullable(bench.window().newestProperty().get()).map(newest -> newest.run().number()).orElse(0));
        robot.interact(() -> {
            bench.console().sample(bench.console().samplingProperty().get().withMaxTokens(tokens));
            bench.console().restart();
            bench.console().promptProperty().set("Write a long story about a lighthouse keeper who collects old maps.");
            bench.console().run();
        });
        ended(before);
        await(() -> ((TokenFlow) find(".token-flow")).size() == bench.moment().snapshotProperty().get().tokens().size());
        robot.interact(() -> stage.getScene().getRoot().layout());
        return fx(() -> ((TokenFlow) find(".token-flow")).getWidth());
    }

    private Node bar() {
        return find("#scroll").lookup(".scroll-bar:vertical");
    }

    private Optional<Node> card() {
        return Window.getWindows().stream().filter(window -> window.getScene() != null)
                .map(window -> window.getScene().getRoot().lookup(".token-card")).filter(node -> node != null).findFirst();
    }

    private Node find(String query) {
        return stage.getScene().lookup(query);
    }

    private Snapshot ended(int before) throws Exception {
        await(() -> {
            Snapshot newest = bench.window().newestProperty().get();
            return newest != null && newest.run().number() > before && newest.phase().ended();
        });
        return fx(() -> bench.window().newestProperty().get());
    }

    private static <T> T fx(Callable<T> question) throws Exception {
        FutureTask<T> task = new FutureTask<>(question);
        Platform.runLater(task);
        return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!fx(condition)) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end);
            Thread.sleep(20);
        }
    }
}
