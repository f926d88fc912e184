package org.dipscope.ui.task;

import org.dipscope.session.Progress;

import java.io.IOException;

/**
 * Something that takes long.
 *
 * @param <T> what comes out
 */
@FunctionalInterface
public interface Work<T> {

    /**
     * Does it, on a thread that nobody waits for.
     *
     * @param progress told how far it is, asked whether to go on
     * @throws IOException                                if a file cannot be read or written, with one sentence
     * @throws IllegalArgumentException                   if it cannot be done, with one sentence
     * @throws java.util.concurrent.CancellationException if it was cancelled
     */
    T run(Progress progress) throws IOException;
}
