package org.dipscope;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;

/** A folder into which another process writes: who waits for something in it is woken by the file system. */
public final class WatchedFolder implements AutoCloseable {
    private final WatchService watch;

    /** Begins to watch a folder that is there; of the folders in it nothing is heard. */
    public WatchedFolder(Path folder) throws IOException {
        watch = folder.getFileSystem().newWatchService();
        folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE);
    }

    /** Something that files can be asked. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws IOException;
    }

    /** Returns as soon as a condition on the folder's files holds, or the process that writes there has ended. */
    public void await(Condition condition, Process writer) throws IOException, InterruptedException {
        writer.onExit().thenRun(this::close);
        try {
            while (!condition.holds()) {
                WatchKey key = watch.take();
                key.pollEvents();
                key.reset();
            }
        } catch (ClosedWatchServiceException e) {
            // The writer has ended, and what it left is looked at by the caller.
        }
    }

    @Override
    public void close() {
        try {
            watch.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
