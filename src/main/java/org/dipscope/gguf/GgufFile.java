package org.dipscope.gguf;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An open GGUF model, version 2 or 3: its metadata, its tensor directory and its tensors, mapped into memory read-only. A model that is
 * split into several files opens as one, by any of its parts. Several threads may read at once; {@link #close()} unmaps the files, after
 * which their segments throw {@link IllegalStateException}.
 */
public final class GgufFile implements AutoCloseable {
    private final Arena arena;
    private final List<Part> parts;
    private final Map<String, Part> partOf;
    private final List<TensorInfo> tensors;

    private GgufFile(Arena arena, List<Part> parts) {
        this.arena = arena;
        this.parts = parts;
        Map<String, Part> byTensor = new LinkedHashMap<>();
        List<TensorInfo> all = new ArrayList<>();
        for (Part part : parts) {
            for (TensorInfo tensor : part.header().tensors().values()) {
                byTensor.put(tensor.name(), part);
                all.add(tensor);
            }
        }
        this.partOf = Collections.unmodifiableMap(byTensor);
        this.tensors = List.copyOf(all);
    }

    /**
     * Opens and checks a model. Throws a {@link GgufException} of one sentence for whatever is not a whole, sound GGUF model; of a split
     * one, any part stands for all, which must lie beside it under the names that the splitter gave them.
     */
    public static GgufFile open(Path path) throws GgufException {
        Arena arena = Arena.ofShared();
        boolean opened = false;
        try {
            GgufFile file = new GgufFile(arena, SplitModel.parts(Part.open(path, arena), arena));
            opened = true;
            return file;
        } finally {
            if (!opened) {
                arena.close();
            }
        }
    }

    /** Where the file is; of a split model, the first part. */
    public Path path() {
        return parts.getFirst().path();
    }

    /** Where all its files are, in order; one, but for a split model. */
    public List<Path> paths() {
        return parts.stream().map(Part::path).toList();
    }

    /** The size of all its files together. */
    public long bytes() {
        return parts.stream().mapToLong(part -> part.mapping().byteSize()).sum();
    }

    /** The GGUF version, 2 or 3. */
    public int version() {
        return parts.getFirst().header().version();
    }

    /** The metadata; of a split model, the first part's, which has the model's. */
    public Metadata metadata() {
        return parts.getFirst().header().metadata();
    }

    /** All tensors in the order of the files' directories; unmodifiable. */
    public List<TensorInfo> tensors() {
        return tensors;
    }

    /** The tensor of this name. */
    public Optional<TensorInfo> tensor(String name) {
        return Optional.ofNullable(partOf.get(name)).map(part -> part.header().tensors().get(name));
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
        Part part = partOf.get(tensor.name());
        if (part == null || !tensor.equals(part.header().tensors().get(tensor.name()))) {
            throw new IllegalArgumentException("tensor " + tensor.name() + " is not of the file " + path());
        }
        return part.mapping().asSlice(tensor.offset(), tensor.bytes());
    }

    /**
     * Lets go of the memory that holds what was read of the files so far; who reads on gets it again, from the system's own cache or the
     * disk. For whoever has copied what it needs, or a model would stand in memory twice.
     */
    public void unload() {
        parts.forEach(part -> part.mapping().unload());
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
