package org.dipscope.gguf;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One file of a model, mapped and with its header read: the whole model, or one part of a split one. */
record Part(Path path, MemorySegment mapping, Header header) {

    /** Maps a file for as long as the arena lives. */
    static Part open(Path path, Arena arena) throws GgufException {
        if (Files.isDirectory(path)) {
            throw new GgufException("This is a folder, not a file: '" + path + "'; choose the GGUF file inside it.");
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            // Opening a pipe that nobody writes to would wait for ever, and neither kind can be mapped.
            throw new GgufException("This is a pipe or a device, not a file: '" + path + "'; save it as a file first.");
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            MemorySegment mapping = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return new Part(path, mapping, Header.read(mapping, mapping.byteSize()));
        } catch (GgufException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new GgufException(Trouble.MISSING, "There is no file " + path + "; check its name and folder.", e);
        } catch (AccessDeniedException e) {
            throw new GgufException(Trouble.FORBIDDEN, "The file may not be read: " + path + "; check its permissions.", e);
        } catch (IOException e) {
            throw new GgufException("The file cannot be read: " + path + " (" + e.getMessage() + "); check the disk or choose another file.", e);
        }
    }
}
