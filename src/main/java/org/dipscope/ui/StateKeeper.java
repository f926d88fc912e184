package org.dipscope.ui;

import javafx.animation.PauseTransition;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.util.Duration;
import org.dipscope.ui.state.WindowState;
import org.dipscope.ui.state.WindowStateFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Writes down what a window has once something of it has changed and rested for a moment, so that a kill loses nothing that anybody
 * would miss. What it has is taken on the JavaFX thread and written behind the window.
 */
final class StateKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(StateKeeper.class);
    private static final Duration REST = Duration.millis(500);

    private final WindowStateFile file;
    private final Supplier<WindowState> state;
    private final Executor behind;
    private final PauseTransition rest = new PauseTransition(REST);
    private final AtomicReference<WindowState> newest = new AtomicReference<>();

    /** A keeper that follows nothing yet. */
    StateKeeper(WindowStateFile file, Supplier<WindowState> state, Executor behind) {
        this.file = file;
        this.state = state;
        this.behind = behind;
        rest.setOnFinished(_ -> {
            newest.set(state.get());
            this.behind.execute(this::write);
        });
    }

    /** Keeps what the window has whenever one of these has changed. */
    void follow(List<? extends Observable> parts) {
        // An invalidated value says so once, until somebody asks for it, and here nobody does before it has rested.
        InvalidationListener changed = _ -> rest.playFromStart();
        parts.forEach(part -> part.addListener(changed));
    }

    /** Keeps at once what the window has as it closes. */
    void keep() {
        rest.stop();
        newest.set(state.get());
        write();
    }

    /** Writes nothing any more once this has returned: what is changed in a window that is gone is nobody's. */
    void end() {
        rest.stop();
        rest.setOnFinished(null);
        synchronized (this) {
            newest.set(null);
        }
    }

    /** A window must close whatever the disk says, so a state that cannot be written is lost. Of two that wait the newer one is written. */
    private synchronized void write() {
        WindowState kept = newest.getAndSet(null);
        if (kept != null) {
            try {
                file.write(kept);
            } catch (IOException e) {
                LOG.warn("The window's state was not kept: {}", e.getMessage());
            }
        }
    }
}
