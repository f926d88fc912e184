package org.dipscope.ui.window;

import org.dipscope.session.ModelSummary;
import org.dipscope.session.Session;
import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;

import java.util.Optional;

/** A session that still shows its last run while it takes up the next one. */
record LateSession(Session session, Snapshot last) implements Session {

    @Override
    public ModelSummary model() {
        return session.model();
    }

    @Override
    public Optional<Snapshot> newest() {
        return Optional.of(last);
    }

    @Override
    public Settings settings() {
        return session.settings();
    }

    @Override
    public void change(Settings settings) {
        session.change(settings);
    }

    @Override
    public void submit(String prompt, Optional<String> system) {
        // It will, later.
    }

    @Override
    public void branch(int run, int token, int id) {
        throw new UnsupportedOperationException("nothing here goes back");
    }

    @Override
    public void shadow(boolean beside) {
        // It never runs.
    }

    @Override
    public boolean shadowed() {
        return false;
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
        session.stop();
    }

    @Override
    public void restart() {
        session.restart();
    }

    @Override
    public void close() {
        session.close();
    }
}
