package org.dipscope.session;

import org.dipscope.gguf.GgufException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens sessions over models of this machine; all of them count their runs together. */
public final class ModelOpener implements SessionOpener {
    private final AtomicInteger runs = new AtomicInteger();
    private final int threads;

    /**
     * An opener.
     *
     * @param threads how many threads compute, 1 or more
     */
    public ModelOpener(int threads) {
        this.threads = threads;
    }

    @Override
    public Session open(Path file, Progress progress) throws IOException {
        try {
            LoadedModel model = LoadedModel.open(file, threads, progress);
            return new ModelSession(model, runs, DefaultSettings.of(model.summary()));
        } catch (GgufException e) {
            throw new RefusedModelException(e);
        }
    }
}
