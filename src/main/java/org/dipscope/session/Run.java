package org.dipscope.session;

import java.util.List;
import java.util.Optional;

/**
 * What stays the same from the first to the last token of a run.
 *
 * @param number       counts the runs of the program, from 1
 * @param model        the model that answers
 * @param prompt       what the person typed
 * @param turns        the turns of the conversation before this prompt
 * @param promptTokens tokens of this turn's prompt, template included
 * @param started      the settings at its start
 * @param system       the system prompt; empty for the template's own
 * @param branch       where it left another run; empty for a run that went its own way from the prompt on
 */
public record Run(int number, ModelSummary model, String prompt, List<Turn> turns, int promptTokens, Settings started, Optional<String> system,
                  Optional<Branch> branch) {

    /** A run under the template's own system prompt, from the prompt on. */
    public Run(int number, ModelSummary model, String prompt, List<Turn> turns, int promptTokens, Settings started) {
        this(number, model, prompt, turns, promptTokens, started, Optional.empty(), Optional.empty());
    }

    /** The same run under another number. */
    public Run numbered(int other) {
        return new Run(other, model, prompt, turns, promptTokens, started, system, branch);
    }

    /**
     * Where a run left another: with the tokens before, and another one in place of a token.
     *
     * @param from  the other run's number
     * @param token the token that was replaced, from 0
     */
    public record Branch(int from, int token) {
    }

    /**
     * A turn of the conversation that is over.
     *
     * @param prompt what the person typed
     * @param answer what the model wrote
     */
    public record Turn(String prompt, String answer) {
    }

    public Run {
        turns = List.copyOf(turns);
    }
}
