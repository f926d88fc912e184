package org.dipscope.ui.console;

import org.dipscope.session.Sampling;

/** What the console asks of the program. None of it waits for the model. */
public interface Conversation {

    /** Starts a run in the conversation. */
    void run(String prompt);

    /** Asks the last prompt again from a cold start. */
    void runAgain();

    /** Stops the run under way. */
    void stop();

    /** Forgets the conversation. */
    void restart();

    /** Chooses the next tokens in another way. */
    void sample(Sampling sampling);
}
