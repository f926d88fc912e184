package org.dipscope.cli;

import org.dipscope.memory.MaskTrace;
import org.dipscope.memory.MaskTraceReader;
import org.dipscope.memory.RecordedTrace;
import org.dipscope.memory.TraceHeader;
import org.dipscope.memory.TraceReader;
import org.dipscope.sparsity.MaskingMethods;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads a trace in either of its forms: the binary one that runs record, or the JSON that {@code simulate} takes. */
final class StoredTrace {

    private StoredTrace() {
    }

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException with one sentence where it is neither
     */
    static RecordedTrace read(Path file) throws IOException {
        if (TraceReader.recognises(file)) {
            return new TraceReader().read(file);
        }
        if (Files.isRegularFile(file) && !beginsAsJson(file)) {
            throw new IllegalArgumentException("'%s' is no trace, neither as --trace records it nor as JSON; name one that is.".formatted(file));
        }
        MaskTrace trace = new MaskTraceReader(id -> MaskingMethods.of(id).footprint()).read(file);
        TraceHeader header = new TraceHeader("unnamed", trace.bytes(), trace.method(), trace.footprint(), Map.of(), "masks in JSON");
        return new RecordedTrace(header, List.of(trace));
    }

    private static boolean beginsAsJson(Path file) throws IOException {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
            int first = bytes.read();
            while (first >= 0 && Character.isWhitespace(first)) {
                first = bytes.read();
            }
            return first == '{' || first == '[';
        }
    }
}
