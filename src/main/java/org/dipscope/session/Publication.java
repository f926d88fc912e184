package org.dipscope.session;

import org.dipscope.memory.Allocation;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One run as it is told to others: every step of it gives one immutable snapshot. One thread uses it; the snapshots are for every thread.
 */
final class Publication {
    private final Settings started;
    private final Supplier<Settings> inForce;
    private final Consumer<Snapshot> reader;
    private final TokenLog log = new TokenLog();
    private final StringBuilder text = new StringBuilder();
    private Run run;
    private Allocation allocation;
    private Figures figures = Figures.NONE;
    private Agreement agreement = Agreement.NONE;
    private int promptRead;

    /**
     * A run whose prompt is still to be read; the first snapshot is out with it.
     *
     * @param started what its first token is made under
     * @param inForce asked for the settings of the next token whenever a snapshot is made
     * @param reader  takes the snapshots, each newer than the one before
     */
    Publication(Run run, Settings started, Supplier<Settings> inForce, Consumer<Snapshot> reader) {
        this.started = started;
        this.inForce = inForce;
        this.reader = reader;
        this.run = run;
        this.allocation = allocation(run.promptTokens());
        publish(Phase.PREFILL, Optional.empty());
    }

    private Publication(Publication other, Run run, int tokens) {
        this.started = run.started();
        this.inForce = other.inForce;
        this.reader = other.reader;
        this.run = run;
        this.allocation = other.allocation;
        this.promptRead = run.promptTokens();
        for (TokenFrame frame : other.tokens().subList(0, tokens)) {
            take(frame);
        }
        publish(Phase.DECODE, Optional.empty());
    }

    /**
     * A run that leaves this one behind its first tokens, which are the new one's, too.
     *
     * @param number of the new run
     * @param tokens how many they share, at most {@code tokens().size()}
     */
    Publication branch(int number, int tokens) {
        Run branched = new Run(number, run.model(), run.prompt(), run.turns(), run.promptTokens(), run.started(), run.system(),
                Optional.of(new Run.Branch(run.number(), tokens)));
        return new Publication(this, branched, tokens);
    }

    private Allocation allocation(int promptTokens) {
        return Allocation.of(run.model().bytes(), started.masking().footprint(), started.memory().device().dramBytes(),
                Conversation.totalLength(promptTokens, started));
    }

    /** The prompt turned out to have so many tokens, template included. */
    void begin(int promptTokens) {
        run = new Run(run.number(), run.model(), run.prompt(), run.turns(), promptTokens, started, run.system(), Optional.empty());
        allocation = allocation(promptTokens);
        publish(Phase.PREFILL, Optional.empty());
    }

    /** The KV cache holds so many tokens of the prompt. */
    void read(int tokens) {
        promptRead = tokens;
        publish(Phase.PREFILL, Optional.empty());
    }

    /** A token came; DRAM and the run's figures are these now. */
    void token(TokenFrame frame, Allocation held, Figures soFar) {
        take(frame);
        allocation = held;
        figures = soFar;
        publish(Phase.DECODE, Optional.empty());
    }

    private void take(TokenFrame frame) {
        log.append(frame);
        text.append(frame.text());
        agreement = agreement.with(frame);
    }

    /** The run is over, because the answer is whole or because somebody stopped it. */
    void end(boolean whole) {
        publish(whole ? Phase.FINISHED : Phase.STOPPED, Optional.empty());
    }

    /** The run is over for a reason that people must know. */
    void fail(Failure failure) {
        publish(Phase.FAILED, Optional.of(failure));
    }

    /** The run's number. */
    int number() {
        return run.number();
    }

    /** The tokens so far. */
    List<TokenFrame> tokens() {
        return log.view();
    }

    /** What the run adds to its conversation; empty while it has no text. */
    Optional<Run.Turn> turn() {
        return text.isEmpty() ? Optional.empty() : Optional.of(new Run.Turn(run.prompt(), text.toString()));
    }

    private void publish(Phase phase, Optional<Failure> failure) {
        reader.accept(new Snapshot(run, phase, log.view(), inForce.get(), allocation, figures, failure, agreement, promptRead));
    }
}
