package org.dipscope.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;

/** Turns a model's file into a session. */
@FunctionalInterface
public interface SessionOpener {

    /**
     * Loads the model; it takes as long as it takes, so never call it on a thread that people wait for.
     *
     * @param file     a GGUF file
     * @param progress told how far it is, asked whether to go on
     * @return a session of its own, to be closed by the caller
     * @throws RefusedModelException    if the file is no model that can be run; the message is one sentence for a person
     * @throws IOException              if the file cannot be read or is refused; the message is one sentence for a person
     * @throws IllegalArgumentException if the model cannot be run; the message is one sentence for a person
     * @throws CancellationException    if {@code progress} was cancelled
     */
    Session open(Path file, Progress progress) throws IOException;
}
