package org.dipscope.ui.console;

import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextBoundsType;
import org.controlsfx.control.PopOver;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.command.KeyNames;
import org.dipscope.ui.field.TabKey;
import org.dipscope.ui.moment.Moment;

import java.util.List;
import java.util.function.UnaryOperator;

/** The console: the transcript and the box below it. */
public final class ConsoleView {
    private static final PseudoClass TYPING = PseudoClass.getPseudoClass("typing");
    private static final double ROOM_FOR_KEYS = 280;
    private static final double NEAR_END = 24;
    private static final int LEAST_LINES = 2;
    private static final int MOST_LINES = 7;
    private static final double ABOVE_LINES = 8;
    private static final double BELOW_LINES = 4;
    /** As wide as the style sheet has the bar. */
    private static final double BAR = 8;

    private final ConsoleViewModel model;

    @FXML
    private ScrollPane scroll;
    @FXML
    private VBox transcript;
    @FXML
    private Node invitation;
    @FXML
    private Label invited;
    @FXML
    private VBox composer;
    @FXML
    private TextArea input;
    @FXML
    private Button sampling;
    @FXML
    private Button again;
    @FXML
    private Button restart;
    @FXML
    private MenuButton colouring;
    @FXML
    private ToggleButton shadow;
    @FXML
    private Button system;
    @FXML
    private HBox composerLine;
    @FXML
    private Label keys;
    private PopOver form;
    private boolean atEnd = true;

    /** A console on this view model. */
    public ConsoleView(ConsoleViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        input.textProperty().bindBidirectional(model.promptProperty());
        input.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        TabKey.leaves(input);
        // Its buttons have rings of their own.
        input.focusedProperty().addListener((_, _, typing) -> composer.pseudoClassStateChanged(TYPING, typing));
        input.prefHeightProperty().bind(Bindings.createDoubleBinding(this::boxHeight, input.textProperty(), input.widthProperty(), input.fontProperty()));
        sampling.textProperty().bind(model.samplingLine());
        sampling.setOnAction(_ -> openSampling());
        shadow.selectedProperty().bindBidirectional(model.shadowProperty());
        // In a narrow window what can be pressed comes before what can be read in the list of keys.
        keys.visibleProperty().bind(composerLine.widthProperty().greaterThan(ROOM_FOR_KEYS));
        keys.managedProperty().bind(keys.visibleProperty());
        system.setOnAction(_ -> openSystem());
        again.disableProperty().bind(model.againPossible().not());
        again.setOnAction(_ -> model.runAgain());
        restart.disableProperty().bind(Bindings.isEmpty(model.exchanges()));
        restart.setOnAction(_ -> model.restart());
        invitation.visibleProperty().bind(Bindings.isEmpty(model.exchanges()));
        invitation.managedProperty().bind(invitation.visibleProperty());
        invited.textProperty().bind(model.promptProperty().map(prompt -> model.words().text(prompt.isBlank() ? "console.invitation-empty" : "console.invitation")));
        chooseColouring();
        model.exchanges().addListener((ListChangeListener<Exchange>) change -> {
            while (change.next()) {
                if (change.wasRemoved()) {
                    transcript.getChildren().remove(change.getFrom(), change.getFrom() + change.getRemovedSize());
                }
                atEnd |= change.wasAdded();
                for (int i = change.getFrom(); i < change.getTo() && change.wasAdded(); i++) {
                    transcript.getChildren().add(i, new ExchangeView(model.exchanges().get(i), model));
                }
            }
        });
        transcript.heightProperty().addListener(_ -> stayAtEnd());
        // An answer that became narrower with the bar would be broken into lines anew, all of it, for both widths at every token.
        transcript.maxWidthProperty().bind(scroll.widthProperty().subtract(BAR));
        for (EventType<? extends Event> own : List.of(ScrollEvent.SCROLL, MouseEvent.MOUSE_DRAGGED, MouseEvent.MOUSE_RELEASED, KeyEvent.KEY_RELEASED)) {
            scroll.addEventFilter(own, _ -> Platform.runLater(this::noteEnd));
        }
    }

    /** As the box lays its lines out; for its own height it reckons with less, and would cut the last one. */
    private double lineHeight() {
        Text line = new Text("A");
        line.setFont(input.getFont());
        line.setBoundsType(TextBoundsType.LOGICAL_VERTICAL_CENTER);
        return line.getLayoutBounds().getHeight();
    }

    /** Whole lines; what goes on below them must not show its upper edge in the padding under the last one. */
    private double boxHeight() {
        int lines = lines();
        return Math.clamp(lines, LEAST_LINES, MOST_LINES) * lineHeight() + ABOVE_LINES + (lines > MOST_LINES ? 0 : BELOW_LINES);
    }

    private int lines() {
        double perLine = Math.max(20, (input.getWidth() - 24) / 7.2);
        return input.getText() == null ? 1 : (int) input.getText().lines().mapToLong(line -> 1 + (long) (line.length() / perLine)).sum();
    }

    private void key(KeyEvent key) {
        switch (key.getCode()) {
            case ENTER -> {
                if (key.isShiftDown()) {
                    input.replaceSelection("\n");
                } else {
                    model.run();
                }
                key.consume();
            }
            case UP -> {
                if (input.getText().lastIndexOf('\n', Math.max(0, input.getCaretPosition() - 1)) < 0 && input.getCaretPosition() == 0
                        || input.getText().isEmpty()) {
                    model.older();
                    input.positionCaret(0);
                    key.consume();
                }
            }
            case DOWN -> {
                if (input.getCaretPosition() == 0) {
                    model.newer();
                    input.positionCaret(0);
                    key.consume();
                }
            }
            default -> { }
        }
    }

    /** Whoever scrolled back stays there; whoever is at the end, or has just asked, follows the answer. */
    private void noteEnd() {
        double hidden = transcript.getHeight() - scroll.getViewportBounds().getHeight();
        atEnd = hidden <= 0 || scroll.getVvalue() * hidden >= hidden - NEAR_END;
    }

    private void stayAtEnd() {
        if (atEnd) {
            scroll.setVvalue(1);
            // While it lays itself out the pane keeps the place where it was, and so takes a part of that back.
            Platform.runLater(() -> scroll.setVvalue(1));
        }
    }

    /** Opens the form for how tokens are chosen, or closes it. */
    public void openSampling() {
        open(sampling, new SamplingForm(model.words(), model.samplingProperty().get(), model::sample));
    }

    /** Opens the form for the system prompt, or closes it. */
    public void openSystem() {
        open(system, new SystemForm(model));
    }

    /** Opens the card of the token that the views look at, where its answer is in the transcript; the keyboard goes there. */
    public void askToken() {
        Moment moment = model.moment();
        Snapshot shown = moment.snapshotProperty().get();
        transcript.getChildren().stream().map(ExchangeView.class::cast).filter(view -> shown != null && view.exchange().number() == shown.run().number())
                .findFirst().ifPresent(view -> view.ask(moment.tokenProperty().get()));
    }

    private void open(Button from, Node content) {
        if (form != null && form.isShowing()) {
            form.hide();
            return;
        }
        form = new PopOver(content);
        form.setArrowLocation(PopOver.ArrowLocation.BOTTOM_LEFT);
        form.setDetachable(false);
        form.setAnimated(false);
        form.show(from);
    }

    private void chooseColouring() {
        colouring.textProperty().bind(model.colouringProperty().map(chosen -> chosen.label(model.words())));
        ToggleGroup group = new ToggleGroup();
        for (Colouring choice : Colouring.values()) {
            RadioMenuItem item = new RadioMenuItem(choice.label(model.words()));
            item.setToggleGroup(group);
            item.setSelected(choice == model.colouringProperty().get());
            item.setOnAction(_ -> model.colouringProperty().set(choice));
            colouring.getItems().add(item);
        }
    }

    /**
     * Says in the tooltips by which keys the same is done.
     *
     * @param keys the keys of a command, by its id
     */
    public void showKeys(UnaryOperator<String> keys) {
        again.getTooltip().setText(KeyNames.hint(model.words().text("console.again-hint"), keys.apply("again")));
        restart.getTooltip().setText(KeyNames.hint(model.words().text("console.restart-hint"), keys.apply("restart")));
    }

    /** Puts the keyboard into the box. */
    public void focus() {
        input.requestFocus();
        input.end();
    }
}
