package org.dipscope.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.dipscope.eval.sweep.SweepPoint;
import org.dipscope.eval.sweep.SweepRow;
import org.dipscope.eval.sweep.SweepSource;
import org.dipscope.session.Settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A sweep's points in a file of JSON lines, one a point, appended as they are found. A line that a killed program left without its end is
 * no point: it is cut off when the sweep goes on.
 */
public final class SweepFile implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private static final long MOST_BYTES = 1L << 30;

    private final Path file;
    private final FileChannel channel;
    private final List<SweepPoint> found;
    private final Set<String> keys = new HashSet<>();

    private SweepFile(Path file, FileChannel channel, List<SweepPoint> found) {
        this.file = file;
        this.channel = channel;
        this.found = found;
        found.forEach(point -> keys.add(SweepRow.key(point.settings())));
    }

    /**
     * Opens a file to go on with it, or begins one.
     *
     * @throws IllegalArgumentException with one sentence where the file is no sweep, or one of another source
     * @throws IOException              if it cannot be read or written
     */
    public static SweepFile resume(Path file, SweepSource source) throws IOException {
        AtomicFile.requireWritable(file);
        List<SweepPoint> found = Files.exists(file) ? read(file) : new ArrayList<>();
        if (found.stream().anyMatch(point -> !point.source().equals(source))) {
            throw new IllegalArgumentException("'%s' has points of another model, text or evaluation; name another file.".formatted(file));
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        long whole = Files.size(file) == 0 ? 0 : wholeLines(Files.readAllBytes(file));
        channel.truncate(whole).position(whole);
        return new SweepFile(file, channel, found);
    }

    /**
     * The points of a file; a last line without its end is left out.
     *
     * @throws IllegalArgumentException with one sentence that names the line where it is no sweep
     */
    public static List<SweepPoint> read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("'%s' is a folder; name a file in it.".formatted(file));
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IllegalArgumentException("'%s' is too large for the points of a sweep; name the file that a sweep wrote.".formatted(file));
        }
        byte[] bytes = Files.readAllBytes(file);
        List<SweepPoint> points = new ArrayList<>();
        int line = 0;
        for (String text : new String(bytes, 0, wholeLines(bytes), StandardCharsets.UTF_8).split("\n")) {
            line++;
            if (!text.isBlank()) {
                points.add(point(file, line, text));
            }
        }
        return points;
    }

    private static SweepPoint point(Path file, int line, String text) {
        try {
            Map<String, Object> row = JSON.readValue(text, new TypeReference<>() { });
            if (row == null) {
                throw new IllegalArgumentException("it is empty.");
            }
            return SweepRow.read(row);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("line %d of '%s' is no JSON object; name a file that a sweep wrote.".formatted(line, file), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line %d of '%s' is no point of a sweep: %s".formatted(line, file, e.getMessage().replaceAll("\\p{Cntrl}", " ")), e);
        }
    }

    private static int wholeLines(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    /** Whether the point of these settings is there. */
    public boolean has(Settings settings) {
        return keys.contains(SweepRow.key(settings));
    }

    /** All points so far. */
    public List<SweepPoint> points() {
        return List.copyOf(found);
    }

    /** Appends a point; on return it is on the disk. Throws {@link UncheckedIOException} with one sentence where that fails. */
    public void append(SweepPoint point) {
        ByteBuffer line = ByteBuffer.wrap((JsonText.of(SweepRow.write(point)) + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException("'%s' cannot be written; make room, and run the same sweep again to go on.".formatted(file), e);
        }
        found.add(point);
        keys.add(SweepRow.key(point.settings()));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
