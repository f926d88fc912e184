package org.dipscope.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.dipscope.session.PinnedRun;
import org.dipscope.session.Progress;
import org.dipscope.session.ProgressPart;
import org.dipscope.session.TokenFrame;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Pinned runs in one file: a ZIP of {@code manifest.json}, which says what the runs are, and a binary entry for each run's tokens and
 * masks. Nothing is compressed, so that a run of 10,000 tokens opens as fast as it can be copied.
 *
 * <p>A file comes from anywhere. Every entry has a checksum and stored entries alone are read, so that no reader is made to take in
 * more than the file holds.
 */
public final class RunBundle {
    /** The format that is written; a newer one is refused. Version 1 had no outlooks and no system prompt. */
    public static final int VERSION = 2;
    /** How the names of such files end. */
    public static final String ENDING = ".dipruns";

    private static final String FORMAT = "dipscope-runs";
    private static final String MANIFEST = "manifest.json";
    private static final int MOST_MANIFEST_BYTES = 64 << 20;
    private static final int MOST_RUNS = 1000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RunBundle() {
    }

    /**
     * Writes the runs, whole or not at all.
     *
     * @throws IOException with one sentence for a person
     */
    public static void write(Path file, List<PinnedRun> runs) throws IOException {
        write(file, runs, Progress.SILENT);
    }

    /**
     * The same, where somebody watches; what stood there stays until the last byte is written.
     *
     * @throws CancellationException where the work was cancelled: nothing is left of it
     */
    public static void write(Path file, List<PinnedRun> runs, Progress progress) throws IOException {
        // Each run's tokens are gone through twice, see store.
        TokenCount count = new TokenCount(2 * runs.stream().mapToLong(run -> run.snapshot().tokens().size()).sum(), progress);
        AtomicFile.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            zip.setMethod(ZipOutputStream.STORED);
            List<Object> manifests = new ArrayList<>();
            for (int i = 0; i < runs.size(); i++) {
                RunTables tables = new RunTables();
                List<TokenFrame> tokens = runs.get(i).snapshot().tokens();
                long checksum = store(zip, i + ".bin", to -> TokenBytes.write(tokens, tables, count, to));
                Map<String, Object> manifest = new LinkedHashMap<>(RunManifest.write(runs.get(i), tables));
                manifest.put("tokens_entry", i + ".bin");
                manifest.put("tokens_crc32", checksum);
                manifests.add(manifest);
            }
            Map<String, Object> root = new LinkedHashMap<>();
            root.put("format", FORMAT);
            root.put("version", VERSION);
            root.put("runs", manifests);
            byte[] manifest = JsonText.of(root).getBytes(StandardCharsets.UTF_8);
            store(zip, MANIFEST, to -> to.write(manifest));
            zip.finish();
        });
    }

    /** A stored entry begins with its length and checksum, so its content is made twice; a long run would not fit into memory a second time. */
    private static long store(ZipOutputStream zip, String name, AtomicFile.Content content) throws IOException {
        CRC32 crc = new CRC32();
        long[] size = new long[1];
        content.writeTo(new OutputStream() {
            @Override
            public void write(int value) {
                crc.update(value);
                size[0]++;
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                crc.update(bytes, from, length);
                size[0] += length;
            }
        });
        ZipEntry entry = new ZipEntry(name);
        entry.setSize(size[0]);
        entry.setCompressedSize(size[0]);
        entry.setCrc(crc.getValue());
        entry.setTime(0);
        zip.putNextEntry(entry);
        content.writeTo(zip);
        zip.closeEntry();
        return crc.getValue();
    }

    /**
     * Reads the runs of a file.
     *
     * @throws IOException with one sentence for a person, where the file is no bundle, is broken, or comes from a newer program
     */
    public static List<PinnedRun> read(Path file) throws IOException {
        return read(file, Progress.SILENT);
    }

    /**
     * The same, where somebody watches.
     *
     * @throws CancellationException where the work was cancelled
     */
    public static List<PinnedRun> read(Path file, Progress progress) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            long size = Files.size(file);
            JsonNode root = JSON.readTree(entry(zip, MANIFEST, Math.min(size, MOST_MANIFEST_BYTES)));
            if (!FORMAT.equals(root.path("format").asText())) {
                throw new IllegalArgumentException("its manifest is another program's");
            }
            if (root.path("version").asInt() > VERSION) {
                throw new IOException("'%s' was saved by a newer Dipscope (format %d, this one reads up to %d); update this one."
                        .formatted(file.getFileName(), root.path("version").asInt(), VERSION));
            }
            List<PinnedRun> runs = new ArrayList<>();
            long behind = 0;
            for (JsonNode manifest : root.path("runs")) {
                if (runs.size() == MOST_RUNS) {
                    throw new IllegalArgumentException("it has more than " + MOST_RUNS + " runs");
                }
                byte[] tokens = entry(zip, manifest.path("tokens_entry").asText(), size);
                CRC32 crc = new CRC32();
                crc.update(tokens);
                if (crc.getValue() != manifest.path("tokens_crc32").asLong(-1)) {
                    throw new IllegalArgumentException("the checksum of a run's tokens is wrong");
                }
                runs.add(RunManifest.read(manifest, tokens, new ProgressPart(progress, (double) behind / size, (double) (behind + tokens.length) / size)));
                behind += tokens.length;
            }
            return runs;
        } catch (ZipException | IllegalArgumentException | IndexOutOfBoundsException | BufferUnderflowException
                 | JsonProcessingException e) {
            throw new IOException("'%s' holds no runs that can be read (%s); get the file again.".formatted(file.getFileName(), reason(e)), e);
        }
    }

    private static String reason(Exception e) {
        return switch (e) {
            case JsonProcessingException json -> "its manifest is no JSON";
            case BufferUnderflowException end -> "it ends too early";
            // What enumerations say of a word that they do not have.
            case IllegalArgumentException word when String.valueOf(word.getMessage()).startsWith("No enum constant") -> "it has a word that this program does not know";
            default -> String.valueOf(e.getMessage());
        };
    }

    private static byte[] entry(ZipFile zip, String name, long most) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IllegalArgumentException("its part '%s' is missing".formatted(name.length() > 40 ? name.substring(0, 40) : name));
        }
        if (entry.getMethod() != ZipEntry.STORED || entry.getSize() < 0 || entry.getSize() > most) {
            throw new IllegalArgumentException("its part '%s' is packed or larger than the file".formatted(name));
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) Math.min(entry.getSize(), Integer.MAX_VALUE - 8));
            if (bytes.length != entry.getSize()) {
                throw new IllegalArgumentException("its part '%s' ends too early".formatted(name));
            }
            return bytes;
        }
    }
}
