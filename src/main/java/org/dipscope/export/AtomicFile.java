package org.dipscope.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes a file whole or not at all: beside its place first, then moved there, so that an older file survives a failure. */
public final class AtomicFile {

    private AtomicFile() {
    }

    /**
     * Writes the bytes; on return they are on the disk.
     *
     * @throws IOException with one sentence for a person; whatever stood there before stands there still
     */
    public static void write(Path file, byte[] bytes) throws IOException {
        write(file, out -> out.write(bytes));
    }

    /** Writes bytes that are made while they are written. */
    @FunctionalInterface
    public interface Content {

        /** Writes all of them; the stream is closed by the caller. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes what {@code content} writes, as {@link #write(Path, byte[])} does. */
    public static void write(Path file, Content content) throws IOException {
        try (TemporaryFile beside = new TemporaryFile(target(file))) {
            try {
                writeThrough(beside.path(), content);
                beside.moveIntoPlace();
            } catch (IOException e) {
                throw new IOException("'%s' cannot be written (%s); choose another folder, or make room there.".formatted(file, reason(e)), e);
            }
        }
    }

    /** Writes the text in UTF-8, as {@link #write} does. */
    public static void writeText(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Refuses a file that could not be written, before the work that fills it.
     *
     * @throws IOException with one sentence for a person
     */
    public static void requireWritable(Path file) throws IOException {
        Path folder = target(file).getParent();
        if (!Files.isWritable(folder)) {
            throw new IOException("'%s' cannot be written: nothing may be written to the folder '%s'; choose another one.".formatted(file, folder));
        }
    }

    /** Where the file really goes; throws {@link IOException} with one sentence where nothing can be written there. */
    static Path target(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        if (Files.exists(target) && !Files.isRegularFile(target) && !Files.isDirectory(target)) {
            // A file that is moved to its place would take the device's or the pipe's.
            throw new IOException("'%s' is a device or a pipe and no file; name a file.".formatted(file));
        }
        if (Files.isSymbolicLink(target) && Files.exists(target)) {
            // The link stays a link: what it points to is replaced.
            target = target.toRealPath();
        }
        requirePlace(file, target);
        return target;
    }

    private static void requirePlace(Path file, Path target) throws IOException {
        if (target.getFileName() == null || Files.isDirectory(target)) {
            throw new IOException("'%s' is a folder; name a file in it.".formatted(file));
        }
        if (!Files.isDirectory(target.getParent())) {
            throw new IOException("'%s' cannot be written: there is no folder '%s'; create it first.".formatted(file, target.getParent()));
        }
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new IOException("'%s' cannot be written: it is read-only; choose another name.".formatted(file));
        }
    }

    private static void writeThrough(Path file, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream out = Channels.newOutputStream(channel);
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }

    static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "permission denied";
            case NoSuchFileException missing -> "the folder takes no new files";
            case FileSystemException system when system.getReason() != null -> system.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }
}
