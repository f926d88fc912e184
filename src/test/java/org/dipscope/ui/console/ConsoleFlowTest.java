package org.dipscope.ui.console;

import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.stage.Window;
import org.dipscope.session.Run;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.Frames;
import org.dipscope.ui.Hands;
import org.dipscope.ui.RealWindow;
import org.dipscope.ui.Workbench;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.concurrent.TimeoutException;

import static org.assertj.core.api.Assertions.assertThat;

/** The console with the dense model beside, on the real model in the real window. */
class ConsoleFlowTest {
    private RealWindow window;
    private Hands hands;
    private Workbench bench;

    @BeforeEach
    void openTheWindow() throws TimeoutException {
        window = RealWindow.open();
        hands = window.hands();
        bench = window.bench();
    }

    @AfterEach
    void closeTheWindow() {
        window.close();
    }

    @Test
    void denseReadsAlongATokenIsAskedAndTheAnswerGoesOnFromThereAnotherWay() throws Exception {
        Frames.run(() -> {
            ((ToggleButton) find("#shadow")).fire();
            bench.console().sample(bench.console().samplingProperty().get().withMaxTokens(24));
            find("#input").requestFocus();
        });
        hands.push(KeyCode.ENTER);
        Snapshot first = window.ended(0);
        assertThat(first.agreement().tokens()).isEqualTo(24);
        assertThat(first.agreement().parted()).isPositive();
        Label parting = (Label) find(".dense-line");
        int parted = first.agreement().parted();
        assertThat(Frames.ask(parting::getText)).startsWith("dense would have said “").contains("at token " + parted + " ·");

        TokenFlow flow = (TokenFlow) find(".token-flow");
        Point2D foot = Frames.ask(() -> flow.localToScreen(flow.footOf(parted).add(0, -8)));
        hands.click(foot);
        Frames.until(() -> card().isPresent());
        assertThat(Frames.ask(() -> bench.moment().tokenProperty().get())).isEqualTo(parted);
        Set<String> figures = Frames.ask(() -> card().orElseThrow().lookupAll(".figure").stream().map(node -> ((Label) node).getText()).collect(Collectors.toSet()));
        TokenFrame asked = first.tokens().get(parted);
        assertThat(figures).as("the pruned model's probability of the token, and the dense model's of the one that it wanted")
                .contains(percent(asked.outlook().orElseThrow().chosen()), percent(asked.shadow().orElseThrow().dense().likeliest().getFirst().probability()));
        int wanted = first.tokens().get(parted).shadow().orElseThrow().wanted().id();
        String text = Spelling.of(first.tokens().get(parted).shadow().orElseThrow().wanted().text());
        Button other = Frames.ask(() -> (Button) card().orElseThrow().lookupAll(".candidate").stream()
                .filter(node -> ((Button) node).getText().equals(text) && !node.isDisable()).findFirst().orElseThrow());
        Frames.run(other::fire);
        Snapshot second = window.ended(first.run().number());

        assertThat(second.run().branch()).contains(new Run.Branch(first.run().number(), parted));
        assertThat(second.tokens().subList(0, parted)).isEqualTo(first.tokens().subList(0, parted));
        assertThat(second.tokens().get(parted).id()).isEqualTo(wanted);
        assertThat(second.tokens()).hasSizeGreaterThan(parted + 1);
        assertThat(Frames.ask(() -> bench.console().exchanges().size())).isEqualTo(1);

        ToggleButton rendering = (ToggleButton) find(".rendering");
        Frames.run(rendering::fire);
        assertThat(Frames.ask(() -> find(".rendered").isVisible() && !find(".token-flow").isVisible())).isTrue();
        Frames.run(() -> bench.moment().seek(3));
        assertThat(Frames.ask(() -> find(".rendered") == null && find(".token-flow").isVisible())).as("an earlier moment is shown token by token").isTrue();
        Frames.run(() -> bench.moment().goLive());
        assertThat(Frames.ask(() -> find(".rendered").isVisible())).isTrue();
        Frames.run(rendering::fire);
        assertThat(Frames.ask(() -> find(".token-flow").isVisible())).isTrue();
    }

    @Test
    void whatIsRenderedStaysSoForTheNextAnswerAndColoursWithoutValuesSayWhy() throws Exception {
        Frames.run(() -> {
            bench.console().sample(bench.console().samplingProperty().get().withMaxTokens(6));
            bench.console().colouringProperty().set(Colouring.DIVERGENCE);
            find("#input").requestFocus();
        });
        hands.push(KeyCode.ENTER);
        Snapshot first = window.ended(0);
        assertThat(first.agreement().tokens()).isZero();
        assertThat(said()).anyMatch(line -> line.startsWith("The dense model did not read along"));
        Frames.run(() -> bench.console().colouringProperty().set(Colouring.MISSES));
        assertThat(said()).noneMatch(line -> line.contains("did not read along"));

        Frames.run(() -> bench.console().renderedProperty().set(true));
        Frames.run(() -> {
            bench.console().promptProperty().set("And at night?");
            bench.console().run();
        });
        window.ended(first.run().number());
        assertThat(Frames.ask(() -> window.stage().getScene().getRoot().lookupAll(".rendered").size())).as("both answers").isEqualTo(2);
    }

    private List<String> said() throws Exception {
        return Frames.ask(() -> window.stage().getScene().getRoot().lookupAll(".ending").stream().filter(Node::isVisible).map(node -> ((Label) node).getText()).toList());
    }

    @Test
    void theLastPromptAndTheTemplateThatWroteItAreShownRaw() throws Exception {
        Frames.run(() -> bench.console().systemProperty().set("Be brief."));
        assertThat(raw()).as("before the first prompt there is the template alone").hasSize(1);
        Frames.run(() -> {
            bench.console().sample(bench.console().samplingProperty().get().withMaxTokens(2));
            find("#input").requestFocus();
        });
        hands.push(KeyCode.ENTER);
        window.ended(0);
        assertThat(raw()).hasSize(2).first().asString().isEqualTo("<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nWhy is the sky blue?<|im_end|>\n<|im_start|>assistant\n");
        assertThat(raw().getLast()).startsWith("{% for message in messages %}");
    }

    /** What the form for the system prompt shows raw, choice by choice. */
    private List<String> raw() throws Exception {
        return Frames.ask(() -> {
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
        Frames.run(() -> {
            bench.console().sample(bench.console().samplingProperty().get().withMaxTokens(8));
            find("#input").requestFocus();
        });
        hands.push(KeyCode.ENTER);
        Snapshot first = window.ended(0);
        hands.push(KeyCode.ALT, KeyCode.LEFT);
        hands.push(KeyCode.ALT, KeyCode.LEFT);
        int token = Frames.ask(() -> bench.moment().tokenProperty().get());
        hands.push(KeyCode.ALT, KeyCode.DOWN);
        Frames.until(() -> card().isPresent());
        String wanted = Frames.ask(() -> ((Button) card().orElseThrow().getScene().getFocusOwner()).getText());
        assertThat(wanted).isNotEqualTo(Spelling.of(first.tokens().get(token).text()));
        hands.push(KeyCode.ENTER);
        Snapshot second = window.ended(first.run().number());

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
        assertThat(Frames.ask(() -> bar().isVisible())).isFalse();
        double longAnswer = widthOfAnAnswerOf(240);

        assertThat(Frames.ask(() -> bar().isVisible())).isTrue();
        assertThat(longAnswer).isEqualTo(shortAnswer).isPositive();
    }

    private double widthOfAnAnswerOf(int tokens) throws Exception {
        int before = Frames.ask(() -> Optional.ofNullable(bench.window().newestProperty().get()).map(newest -> newest.run().number()).orElse(0));
        Frames.run(() -> {
            bench.console().sample(bench.console().samplingProperty().get().withMaxTokens(tokens));
            bench.console().restart();
            bench.console().promptProperty().set("Write a long story about a lighthouse keeper who collects old maps.");
            bench.console().run();
        });
        window.ended(before);
        Frames.until(() -> ((TokenFlow) find(".token-flow")).size() == bench.moment().snapshotProperty().get().tokens().size());
        Frames.run(() -> window.stage().getScene().getRoot().layout());
        return Frames.ask(() -> ((TokenFlow) find(".token-flow")).getWidth());
    }

    private Node bar() {
        return find("#scroll").lookup(".scroll-bar:vertical");
    }

    private Optional<Node> card() {
        return Window.getWindows().stream().filter(window -> window.getScene() != null)
                .map(window -> window.getScene().getRoot().lookup(".token-card")).filter(node -> node != null).findFirst();
    }

    private Node find(String query) {
        return window.find(query);
    }
}
