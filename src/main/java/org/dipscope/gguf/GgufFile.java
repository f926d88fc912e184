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
import java.util.List;
import java.util.Optional;

/**
 * An open GGUF file, version 2 or 3: its metadata, its tensor directory and its tensors, mapped into memory read-only. Several
 * threads may read at once; {@link #close()} unmaps the file, after which its segments throw {@link IllegalStateException}.
 */
public final class GgufFile implements AutoCloseable {
    private final Path path;
    private final Arena arena;
    private final MemorySegment mapping;
    private final Header header;

    private GgufFile(Path path, Arena arena, MemorySegment mapping, Header header) {
        this.path = path;
        this.arena = arena;
        this.mapping = mapping;
        this.header = header;
    }

    /** Opens and checks a file. Throws a {@link GgufException} of one sentence for whatever is not a whole, sound GGUF file. */
    public static GgufFile open(Path path) throws GgufException {
        if (Files.isDirectory(path)) {
            throw new GgufException("This is a folder, not a file: " + path + "; choose the GGUF file inside it.");
        }
        Arena arena = Arena.ofShared();
        boolean opened = false;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            MemorySegment mapping = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            Header header = Header.read(mapping, mapping.byteSize());
            opened = true;
            return new GgufFile(path, arena, mapping, header);
        } catch (GgufException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new GgufException("There is no file " + path + "; check its name and folder.", e);
        } catch (AccessDeniedException e) {
            throw new GgufException("The file may not be read: " + path + "; check its permissions.", e);
        } catch (IOException e) {
            throw new GgufException("The file cannot be read: " + path + " (" + e.getMessage() + "); check the disk or choose another file.", e);
        } finally {
            if (!opened) {
                arena.close();
            }
        }
    }

    /** Where the file is. */
    public Path path() {
        return path;
    }

    /** The size of the whole file. */
    public long bytes() {
        return mapping.byteSize();
    }

    /** The GGUF version, 2 or 3. */
    public int version() {
        return header.version();
    }

    public Metadata metadata() {
        return header.metadata();
    }

    /** All tensors in the order of the file's directory; unmodifiable. */
    public List<TensorInfo> tensors() {
        return List.copyOf(header.tensors().values());
    }

    /** The tensor of this name. */
    public Optional<TensorInfo> tensor(String name) {
        return Optional.ofNullable(header.tensors().get(name));
    }

    /** The tensor of this name; refuses a file without it. */
    public TensorInfo require(String name) throws GgufException {
        return tensor(name).orElseThrow(() -> new GgufException("The file lacks the tensor " + Quote.of(name)
                + ", without which the model cannot be used; choose a complete model."));
    }

    /**
     * The tensor's bytes: exactly {@link TensorInfo#bytes()} of them, read-only, valid until {@link #close()}. Throws
     * {@link IllegalArgumentException} for a tensor of another file.
     */
    public MemorySegment data(TensorInfo tensor) {
        if (!tensor.equals(header.tensors().get(tensor.name()))) {
            throw new IllegalArgumentException("tensor " + tensor.name() + " is not of the file " + path);
        }
        return mapping.asSlice(tensor.offset(), tensor.bytes());
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
