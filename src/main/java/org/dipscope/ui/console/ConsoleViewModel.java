package org.dipscope.ui.console;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.dipscope.session.Phase;
import org.dipscope.session.Sampling;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Captions;
import org.dipscope.ui.text.Words;

import java.util.Optional;

/** The conversation as a transcript, and the prompt that is being typed. */
public final class ConsoleViewModel {
    /** What stands in the box at the first start. */
    public static final String FIRST_PROMPT = "Why is the sky blue?";

    private final Conversation conversation;
    private final Moment moment;
    private final Words words;
    private final StringProperty prompt = new SimpleStringProperty(FIRST_PROMPT);
    private final ObservableList<Exchange> exchanges = FXCollections.observableArrayList();
    private final ObjectProperty<Colouring> colouring = new SimpleObjectProperty<>(Colouring.NONE);
    private final ObjectProperty<Sampling> sampling = new SimpleObjectProperty<>(Sampling.GREEDY);
    private final StringProperty system = new SimpleStringProperty("");
    private final BooleanProperty shadow = new SimpleBooleanProperty();
    private final BooleanProperty rendered = new SimpleBooleanProperty();
    private final BooleanProperty ready = new SimpleBooleanProperty();
    private final BooleanProperty running = new SimpleBooleanProperty();
    private final PromptHistory history = new PromptHistory();
    private final BooleanBinding againPossible = Bindings.createBooleanBinding(this::firstAnswerOnly, ready, running, exchanges);
    private final BooleanBinding runPossible = Bindings.createBooleanBinding(
            () -> ready.get() && (!prompt.get().isBlank() || againPossible.get()), ready, prompt, againPossible);
    private final ObservableValue<String> samplingLine;
    private int givenBack = -1;

    /**
     * An empty transcript.
     *
     * @param conversation does what is asked
     * @param moment       the run and token that are looked at
     * @param words        the language
     */
    public ConsoleViewModel(Conversation conversation, Moment moment, Words words) {
        this.conversation = conversation;
        this.moment = moment;
        this.words = words;
        shadow.addListener((_, _, beside) -> conversation.shadow(beside));
        this.samplingLine = sampling.map(chosen -> Captions.of(words, chosen));
    }

    private boolean firstAnswerOnly() {
        return ready.get() && exchanges.size() == 1 && exchanges.getFirst().snapshotProperty().get().run().turns().isEmpty();
    }

    /** Runs what is in the box; where it is empty, asks the last prompt again. */
    public void run() {
        if (!ready.get()) {
            return;
        }
        String text = prompt.get().strip();
        if (text.isEmpty()) {
            runAgain();
            return;
        }
        history.add(text);
        prompt.set("");
        conversation.run(text, Optional.of(system.get().strip()).filter(words -> !words.isEmpty()));
    }

    /** Asks the last prompt again from a cold start. */
    public void runAgain() {
        if (againPossible.get()) {
            conversation.runAgain();
        }
    }

    /** Stops the run under way. */
    public void stop() {
        conversation.stop();
    }

    /** Begins a new conversation. */
    public void restart() {
        conversation.restart();
        exchanges.clear();
    }

    /** Chooses the next tokens in another way. */
    public void sample(Sampling wanted) {
        sampling.set(wanted);
        conversation.sample(wanted);
    }

    /** Puts the prompt before this one into the box. */
    public void older() {
        prompt.set(history.older(prompt.get()));
    }

    /** Puts the prompt after this one into the box. */
    public void newer() {
        prompt.set(history.newer(prompt.get()));
    }

    /** Takes a snapshot of the conversation's newest run; {@code null} empties the transcript. */
    public void show(Snapshot newest) {
        if (newest == null) {
            exchanges.clear();
            return;
        }
        giveBack(newest);
        Exchange last = exchanges.isEmpty() ? null : exchanges.getLast();
        if (last != null && last.number() == newest.run().number()) {
            last.follow(newest);
            return;
        }
        if (newest.run().turns().isEmpty()) {
            exchanges.clear();
        } else if (last != null && newest.run().branch().filter(branch -> branch.from() == last.number()).isPresent()) {
            exchanges.removeLast();
        }
        exchanges.add(new Exchange(newest));
    }

    /** A prompt that got no answer goes back into the box, once, to be mended, unless something else stands there by now. */
    private void giveBack(Snapshot newest) {
        if (newest.phase() == Phase.FAILED && newest.tokens().isEmpty() && newest.run().number() != givenBack) {
            givenBack = newest.run().number();
            if (prompt.get().isBlank()) {
                prompt.set(newest.run().prompt());
            }
        }
    }

    /** Looks at a token of an exchange. While another run is under way the views stay with that. */
    public void look(Exchange exchange, int token) {
        boolean shown = moment.snapshotProperty().get() != null && moment.snapshotProperty().get().run().number() == exchange.number();
        if (!shown && running.get()) {
            return;
        }
        if (!shown) {
            moment.show(exchange.snapshotProperty().get());
        }
        moment.seek(token);
    }

    /** Whether an exchange's answer can go on from its middle: it is the conversation's last. */
    public boolean branchPossible(Exchange exchange) {
        return ready.get() && !exchanges.isEmpty() && exchanges.getLast() == exchange;
    }

    /** Goes on from a token of an exchange's answer with another in its place. */
    public void branch(Exchange exchange, int token, int id) {
        if (branchPossible(exchange)) {
            conversation.branch(exchange.number(), token, id);
        }
    }

    /** The last prompt as the model got it; empty before the first. */
    public Optional<String> rawPrompt() {
        return conversation.rawPrompt();
    }

    /** The system prompt of the next runs; empty for the template's own. */
    public StringProperty systemProperty() {
        return system;
    }

    /** Whether finished answers are shown as their Markdown means them. */
    public BooleanProperty renderedProperty() {
        return rendered;
    }

    /** The model's chat template as its file has it; empty without a model. */
    public Optional<String> chatTemplate() {
        return conversation.chatTemplate();
    }

    /** Whether the dense model reads along. */
    public BooleanProperty shadowProperty() {
        return shadow;
    }

    /** The run and token that are looked at. */
    public Moment moment() {
        return moment;
    }

    /** The language. */
    Words words() {
        return words;
    }

    /** What is being typed. */
    public StringProperty promptProperty() {
        return prompt;
    }

    /** The transcript, the latest last. */
    public ObservableList<Exchange> exchanges() {
        return exchanges;
    }

    /** By what the tokens are coloured. */
    public ObjectProperty<Colouring> colouringProperty() {
        return colouring;
    }

    /** How tokens are chosen; to be set to what is in force, and changed by {@link #sample}. */
    public ObjectProperty<Sampling> samplingProperty() {
        return sampling;
    }

    /** The sampling in a few words. */
    public ObservableValue<String> samplingLine() {
        return samplingLine;
    }

    /** Whether there is a model to talk to. */
    public BooleanProperty readyProperty() {
        return ready;
    }

    /** Whether a run is under way. */
    public BooleanProperty runningProperty() {
        return running;
    }

    /** Whether {@link #run()} would do anything. */
    public BooleanBinding runPossible() {
        return runPossible;
    }

    /** Whether {@link #runAgain()} would do anything. */
    public BooleanBinding againPossible() {
        return againPossible;
    }
}
