package org.dipscope.ui;

import org.dipscope.session.ModelSummary;
import org.dipscope.session.Session;
import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;

import java.util.Optional;

/** A conversation that is over: it can be looked at, and nothing more happens in it. */
final class EndedSession implements Session {
    private final Snapshot last;

    EndedSession(Snapshot last) {
        this.last = last;
    }

    @Override
    public ModelSummary model() {
        return last.run().model();
    }

    @Override
    public Optional<Snapshot> newest() {
        return Optional.of(last);
    }

    @Override
    public Settings settings() {
        return last.tokens().isEmpty() ? last.settings() : last.tokens().getLast().settings();
    }

    @Override
    public void change(Settings settings) {
        throw new UnsupportedOperationException("the conversation is over");
    }

    @Override
    public void submit(String prompt, Optional<String> system) {
        throw new UnsupportedOperationException("the conversation is over");
    }

    @Override
    public void branch(int run, int token, int id) {
        throw new UnsupportedOperationException("the conversation is over");
    }

    @Override
    public void shadow(boolean beside) {
        throw new UnsupportedOperationException("the conversation is over");
    }

    @Override
    public boolean shadowed() {
        return last.agreement().tokens() > 0;
    }

    @Override
    public Optional<String> rawPrompt() {
        return Optional.empty();
    }

    @Override
    public Optional<String> chatTemplate() {
        return Optional.empty();
    }

    @Override
    public void stop() {
        // It has stopped.
    }

    @Override
    public void restart() {
        throw new UnsupportedOperationException("the conversation is over");
    }

    @Override
    public void close() {
        // There is nothing to give back.
    }
}
