package org.dipscope.session;

import java.util.Optional;

/**
 * One loaded model and the conversation with it. Every method may be called from any thread and none of them waits for the
 * model; what happens is seen in the newest snapshot.
 */
public interface Session extends AutoCloseable {

    /** The model. */
    ModelSummary model();

    /** The newest snapshot; older ones are dropped. Empty before the first run. */
    Optional<Snapshot> newest();

    /** The settings in force for the next token. */
    Settings settings();

    /** Takes new settings into force, from the next token on. */
    void change(Settings settings);

    /**
     * Starts a run in this conversation. A run under way is stopped first.
     *
     * @param prompt what the person typed, never parsed for special tokens
     * @param system the system prompt, or empty for the template's own
     */
    void submit(String prompt, Optional<String> system);

    /**
     * Starts another run that has the tokens of the conversation's last run up to one of them, has another in its place and goes on from
     * there. A run under way is stopped first. It fails, in one sentence, where that run is not the conversation's last one.
     *
     * @param run   the run's number
     * @param token the token that is replaced, from 0
     * @param id    of the token in its place
     */
    void branch(int run, int token, int id);

    /**
     * Runs the dense model beside the pruned one on the same tokens from the next token on, or no more. The pruned one's tokens, masks and
     * caches are the same either way; only the time is not.
     */
    void shadow(boolean beside);

    /** Whether the dense model runs beside; off at first. */
    boolean shadowed();

    /** The last run's prompt as the model got it, special tokens included; empty before the first. */
    Optional<String> rawPrompt();

    /** The chat template that writes conversations for the model, as its file has it; ChatML where that has none, empty where no model is open. */
    Optional<String> chatTemplate();

    /** Stops the run under way, within one token; nothing happens where there is none. */
    void stop();

    /** Forgets the conversation: its turns, KV cache and column caches. */
    void restart();

    /** Stops, then gives back the model's memory. */
    @Override
    void close();
}
