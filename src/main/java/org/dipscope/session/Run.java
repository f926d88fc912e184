package org.dipscope.session;

import java.util.List;

/**
 * What stays the same from the first to the last token of a run.
 *
 * @param number       counts the runs of the program, from 1
 * @param model        the model that answers
 * @param prompt       what the person typed
 * @param turns        the turns of the conversation before this prompt
 * @param promptTokens tokens of this turn's prompt, template included
 * @param started      the settings at its start
 */
public record Run(int number, ModelSummary model, String prompt, List<Turn> turns, int promptTokens, Settings started) {

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
