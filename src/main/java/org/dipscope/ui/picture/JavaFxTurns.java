package org.dipscope.ui.picture;

import javafx.application.Platform;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Short turns on the JavaFX thread, taken one by one from a thread behind the window, so that frames come between them.
 *
 * @param fx runs on the JavaFX thread
 */
public record JavaFxTurns(Executor fx) {

    /** Has something done in the next turn, and waits for it; at once for who is on that thread anyway. */
    public <T> T take(Supplier<T> turn) {
        if (Platform.isFxApplicationThread()) {
            return turn.get();
        }
        try {
            return CompletableFuture.supplyAsync(turn, fx).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException reason ? reason : e;
        }
    }
}
