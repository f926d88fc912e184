package org.dipscope.session;

import org.dipscope.memory.Allocation;

import java.util.List;
import java.util.Optional;

/**
 * A run at one moment: immutable, published once a token, and all that a view may see.
 *
 * @param run        what the run is
 * @param phase      where it stands
 * @param tokens     the answer so far; a view of a growing log, so that publishing costs nothing
 * @param settings   the settings in force for the next token
 * @param allocation what DRAM holds under these settings
 * @param figures    the run's figures so far
 * @param failure    why, where the run failed
 * @param agreement  how the tokens so far follow the dense model, where that ran beside
 * @param promptRead tokens of the prompt that the KV cache holds
 */
public record Snapshot(Run run, Phase phase, List<TokenFrame> tokens, Settings settings, Allocation allocation, Figures figures,
                       Optional<Failure> failure, Agreement agreement, int promptRead) {

    /** A run whose agreement is found from its tokens, and whose prompt has been read as soon as there is an answer. */
    public Snapshot(Run run, Phase phase, List<TokenFrame> tokens, Settings settings, Allocation allocation, Figures figures, Optional<Failure> failure) {
        this(run, phase, tokens, settings, allocation, figures, failure, Agreement.of(tokens), phase == Phase.PREFILL ? 0 : run.promptTokens());
    }

    /** How many more tokens the model's context has room for. */
    public int contextLeft() {
        return Math.max(0, run.model().contextLength() - run.promptTokens() - tokens.size());
    }

    /** The answer's text so far. */
    public String text() {
        StringBuilder text = new StringBuilder();
        tokens.forEach(token -> text.append(token.text()));
        return text.toString();
    }
}
