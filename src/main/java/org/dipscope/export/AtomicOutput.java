package org.dipscope.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes a file that grows under a temporary name beside its place; {@link #commit} moves it there, and closing without it leaves nothing. */
public final class AtomicOutput implements WritableByteChannel {
    private final Path file;
    private final TemporaryFile beside;
    private final FileChannel channel;

    /**
     * Begins.
     *
     * @throws IOException with one sentence where nothing can be written there
     */
    public AtomicOutput(Path file) throws IOException {
        this.file = file;
        this.beside = new TemporaryFile(AtomicFile.target(file));
        try {
            this.channel = FileChannel.open(beside.path(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            beside.close();
            throw sentence(e);
        }
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        try {
            return channel.write(bytes);
        } catch (IOException e) {
            throw sentence(e);
        }
    }

    /** Brings everything to the disk and to its place. */
    public void commit() throws IOException {
        try {
            channel.force(true);
            channel.close();
            beside.moveIntoPlace();
        } catch (IOException e) {
            throw sentence(e);
        }
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        beside.close();
    }

    private IOException sentence(IOException e) {
        return new IOException("'%s' cannot be written (%s); choose another folder, or make room there.".formatted(file, AtomicFile.reason(e)), e);
    }
}
