package org.dipscope.export;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** A name beside a file's place, for what is not whole yet. It is gone when this is closed, and when the program is ended before, by Ctrl-C for example; {@link Leftovers} sweeps what a kill leaves. */
final class TemporaryFile implements AutoCloseable {
    private final Path target;
    private final Path path;
    private final Thread abandoned;

    /** A name in the target's folder; nothing is there yet. */
    TemporaryFile(Path target) {
        byte[] random = new byte[6];
        ThreadLocalRandom.current().nextBytes(random);
        this.target = target;
        this.path = target.resolveSibling(Leftovers.name(HexFormat.of().formatHex(random)));
        this.abandoned = Thread.ofPlatform().unstarted(this::delete);
        try {
            Runtime.getRuntime().addShutdownHook(abandoned);
        } catch (IllegalStateException e) {
            // The program is ending already, and what it still saves has to be quick.
        }
    }

    /** Where it is to be written. */
    Path path() {
        return path;
    }

    /** Puts it in the target's place, in one step where the file system can. */
    void moveIntoPlace() throws IOException {
        try {
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // Nobody is left who could be told.
        }
    }

    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(abandoned);
        } catch (IllegalStateException e) {
            // The program is ending.
        }
        Files.deleteIfExists(path);
    }
}
