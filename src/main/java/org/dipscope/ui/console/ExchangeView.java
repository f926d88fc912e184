package org.dipscope.ui.console;

import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.controlsfx.control.PopOver;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;
import org.kordamp.ikonli.javafx.FontIcon;

import java.util.List;
import java.util.Optional;

/** A prompt and its answer in the transcript. */
final class ExchangeView extends VBox {
    private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");

    private final Exchange exchange;
    private final ConsoleViewModel console;
    private final Words words;
    private final TokenFlow answer = new TokenFlow();
    private final Label caption = new Label();
    private final Label ending = new Label();
    private final Label legend = new Label();
    private final Label uncoloured = new Label();
    private final Label parting = new Label();
    private final Label cost = new Label();
    private final Label context = new Label();
    private final ToggleButton rendering = new ToggleButton();
    private RenderedAnswer rendered;
    private PopOver card;
    private final ChangeListener<Object> looked = (_, _, _) -> showCurrent();
    private final ChangeListener<Object> renders = (_, _, _) -> render();
    private final ChangeListener<Object> coloured = (_, _, _) -> recolour();
    private TokenScale scale = TokenScale.of(Colouring.NONE, List.of());
    private int scaled;

    ExchangeView(Exchange exchange, ConsoleViewModel console) {
        this.exchange = exchange;
        this.console = console;
        this.words = console.words();
        getStyleClass().add("exchange");
        Label you = new Label(words.text("console.you"));
        you.getStyleClass().add("caption");
        Label prompt = new Label(exchange.prompt());
        prompt.getStyleClass().add("prompt");
        prompt.setWrapText(true);
        prompt.setMinHeight(Region.USE_PREF_SIZE);
        caption.getStyleClass().add("caption");
        legend.getStyleClass().add("caption");
        legend.setMinWidth(Region.USE_PREF_SIZE);
        Region ramp = new Region();
        ramp.getStyleClass().add("token-ramp");
        legend.setGraphic(ramp);
        VBox line = new VBox(legend, ending);
        line.getStyleClass().add("answer-line");
        ending.getStyleClass().add("ending");
        ending.setWrapText(true);
        ending.setMinHeight(Region.USE_PREF_SIZE);
        VBox question = new VBox(you, prompt);
        question.getStyleClass().add("question");
        for (Label note : List.of(parting, cost, context)) {
            note.getStyleClass().add("ending");
            note.setWrapText(true);
            note.setMinHeight(Region.USE_PREF_SIZE);
        }
        parting.getStyleClass().add("dense-line");
        parting.setOnMouseClicked(_ -> {
            if (exchange.partedAt() >= 0) {
                console.look(exchange, exchange.partedAt());
            }
        });
        rendering.getStyleClass().addAll("icon-button", "rendering");
        rendering.setGraphic(new FontIcon("fth-align-left"));
        rendering.setAccessibleText(words.text("console.rendering"));
        rendering.setTooltip(new Tooltip(words.text("console.rendering-hint")));
        rendering.selectedProperty().bindBidirectional(console.renderedProperty());
        console.renderedProperty().addListener(new WeakChangeListener<>(renders));
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        caption.setWrapText(true);
        HBox head = new HBox(caption, space, rendering);
        head.getStyleClass().add("answer-head");
        uncoloured.getStyleClass().add("ending");
        uncoloured.setWrapText(true);
        uncoloured.setMinHeight(Region.USE_PREF_SIZE);
        getChildren().addAll(question, head, answer, line, uncoloured, parting, cost, context);
        answer.setAccessibleRole(AccessibleRole.TEXT);
        answer.onChosen(this::choose);
        answer.setOnContextMenuRequested(at -> copyMenu().show(answer, at.getScreenX(), at.getScreenY()));
        Moment moment = console.moment();
        moment.tokenProperty().addListener(new WeakChangeListener<>(looked));
        moment.snapshotProperty().addListener(new WeakChangeListener<>(looked));
        exchange.snapshotProperty().addListener((_, _, _) -> follow());
        console.colouringProperty().addListener(new WeakChangeListener<>(coloured));
        recolour();
        follow();
    }

    private void follow() {
        Snapshot now = exchange.snapshotProperty().get();
        answer.follow(now.tokens());
        caption.setText(exchange.caption(words));
        say(ending, exchange.ending(words));
        say(parting, exchange.parting(words));
        say(cost, exchange.shadowCost(words));
        say(context, exchange.contextNote(words));
        answer.setMarked(exchange.partedAt());
        ending.pseudoClassStateChanged(FAILED, exchange.failed());
        rendering.setVisible(now.phase().ended() && !now.tokens().isEmpty());
        rendering.setManaged(rendering.isVisible());
        render();
        if (now.phase().ended()) {
            answer.setAccessibleText(now.text());
        }
        widenScale(now.tokens());
        explainColours();
        showCurrent();
    }

    /** Shows the answer as its Markdown means it, or token by token: while text streams, and while the views are at an earlier moment of it. */
    private void render() {
        boolean wanted = console.renderedProperty().get() && rendering.isVisible() && !isPast();
        if (wanted == (rendered != null)) {
            return;
        }
        getChildren().remove(rendered);
        rendered = wanted ? new RenderedAnswer(exchange.snapshotProperty().get().text()) : null;
        if (wanted) {
            getChildren().add(getChildren().indexOf(answer) + 1, rendered);
        }
        answer.setVisible(!wanted);
        answer.setManaged(!wanted);
    }

    private static void say(Label label, Optional<String> text) {
        label.setText(text.orElse(""));
        label.setVisible(text.isPresent());
        label.setManaged(text.isPresent());
    }

    /** Opens a token's card for the keyboard, among the tokens even where the answer is shown as its Markdown means it. */
    void ask(int token) {
        console.renderedProperty().set(false);
        choose(token);
        if (card != null && card.isShowing()) {
            ((TokenCard) card.getContentNode()).begin();
        }
    }

    private void choose(int token) {
        console.look(exchange, token);
        TokenFrame frame = exchange.snapshotProperty().get().tokens().get(token);
        if (card != null) {
            card.hide();
        }
        if (frame.outlook().isEmpty()) {
            return;
        }
        card = new PopOver(new TokenCard(frame, words, console.branchPossible(exchange), id -> {
            card.hide();
            console.branch(exchange, token, id);
        }));
        card.setArrowLocation(PopOver.ArrowLocation.TOP_LEFT);
        card.setDetachable(false);
        card.setAnimated(false);
        Point2D at = answer.localToScreen(answer.footOf(token));
        card.show(answer, at.getX(), at.getY());
    }

    private void widenScale(List<TokenFrame> tokens) {
        TokenScale wider = scale;
        for (; scaled < tokens.size(); scaled++) {
            wider = wider.with(tokens.get(scaled));
        }
        if (wider != scale) {
            scale = wider;
            paint();
        }
    }

    private void recolour() {
        List<TokenFrame> tokens = exchange.snapshotProperty().get().tokens();
        scale = TokenScale.of(console.colouringProperty().get(), tokens);
        scaled = tokens.size();
        paint();
    }

    private void paint() {
        TokenScale painted = scale;
        answer.colour(token -> painted.strength(exchange.snapshotProperty().get().tokens().get(token)));
        explainColours();
    }

    /** The range of the colours, or why there are none. */
    private void explainColours() {
        Optional<String> range = scale.legend(words);
        say(legend, range);
        boolean missing = scale.colouring() != Colouring.NONE && range.isEmpty() && exchange.snapshotProperty().get().phase().ended();
        say(uncoloured, missing ? Optional.of(words.text(scale.colouring() == Colouring.DIVERGENCE ? "console.no-divergence" : "console.no-value")) : Optional.empty());
    }

    private void showCurrent() {
        Moment moment = console.moment();
        Snapshot shown = moment.snapshotProperty().get();
        boolean here = shown != null && shown.run().number() == exchange.number();
        answer.setCurrent(here ? moment.tokenProperty().get() : -1);
        answer.setReached(isPast() ? moment.tokenProperty().get() : Integer.MAX_VALUE);
        render();
    }

    /** Whether the views have gone back to an earlier moment of this answer. */
    private boolean isPast() {
        Moment moment = console.moment();
        Snapshot shown = moment.snapshotProperty().get();
        return shown != null && shown.run().number() == exchange.number() && !moment.liveProperty().get();
    }

    private ContextMenu copyMenu() {
        MenuItem copy = new MenuItem(words.text("console.copy"));
        copy.setOnAction(_ -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(exchange.snapshotProperty().get().text());
            Clipboard.getSystemClipboard().setContent(content);
        });
        return new ContextMenu(copy);
    }

    Exchange exchange() {
        return exchange;
    }

    TokenFlow answer() {
        return answer;
    }
}
