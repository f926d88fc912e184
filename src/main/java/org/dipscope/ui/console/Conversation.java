package org.dipscope.ui.console;

import org.dipscope.session.Sampling;

import java.util.Optional;

/** What the console asks of the program. None of it waits for the model. */
public interface Conversation {

    /**
     * Starts a run in the conversation.
     *
     * @param system the system prompt; empty for the template's own
     */
    void run(String prompt, Optional<String> system);

    /** Starts a run that has another token in the place of one of the last run's, and goes on from there. */
    void branch(int run, int token, int id);

    /** Has the dense model read along, or no more. */
    void shadow(boolean beside);

    /** The last prompt as the model got it, special tokens included; empty before the first. */
    Optional<String> rawPrompt();

    /** The model's chat template as its file has it; empty without a model. */
    Optional<String> chatTemplate();

    /** Asks the last prompt again from a cold start. */
    void runAgain();

    /** Stops the run under way. */
    void stop();

    /** Forgets the conversation. */
    void restart();

    /** Chooses the next tokens in another way. */
    void sample(Sampling sampling);
}
