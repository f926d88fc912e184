package org.dipscope.sparsity;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.dipscope.sparsity.RefusedCalibrationException.Trouble;

/**
 * A calibration as a file: {@code "DIPCALIB"}, version and header length as 32-bit integers, the header as JSON in UTF-8, the sections one
 * behind the other, and a CRC-32C of everything before. All numbers are little-endian.
 */
public final class CalibrationFile {
    private static final byte[] MAGIC = "DIPCALIB".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int PREFIX = 16;
    private static final int CHECK = 4;
    private static final int MOST_HEADER = 1 << 20;
    private static final int MOST_SECTIONS = 64;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private CalibrationFile() {
    }

    /** The bytes of a file. */
    public static byte[] write(CalibrationOrigin origin, List<CalibrationPart> parts) {
        CalibrationSections sections = new CalibrationSections();
        parts.forEach(part -> part.write(sections));
        byte[] header = header(origin, parts, sections);
        long size = PREFIX + (long) header.length + CHECK;
        for (MemorySegment section : sections.all().values()) {
            size += section.byteSize();
        }
        byte[] bytes = new byte[Math.toIntExact(size)];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(MAGIC).putInt(VERSION).putInt(header.length).put(header);
        for (MemorySegment section : sections.all().values()) {
            MemorySegment.copy(section, 0, MemorySegment.ofArray(bytes), buffer.position(), section.byteSize());
            buffer.position(buffer.position() + Math.toIntExact(section.byteSize()));
        }
        CRC32C check = new CRC32C();
        check.update(bytes, 0, bytes.length - CHECK);
        buffer.putInt((int) check.getValue());
        return bytes;
    }

    private static byte[] header(CalibrationOrigin origin, List<CalibrationPart> parts, CalibrationSections sections) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("name", origin.model());
        model.put("fingerprint", origin.fingerprint());
        model.put("layers", origin.layers());
        model.put("hidden", origin.hidden());
        model.put("intermediate", origin.intermediate());
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("name", origin.text());
        text.put("sha256", origin.textHash());
        text.put("tokens", origin.tokens());
        Map<String, Object> bytes = new LinkedHashMap<>();
        sections.all().forEach((name, section) -> bytes.put(name, section.byteSize()));
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("kinds", parts.stream().map(part -> part.kind().id()).toList());
        header.put("model", model);
        header.put("text", text);
        header.put("settings", origin.settings());
        header.put("results", origin.results());
        header.put("section_bytes", bytes);
        try {
            return new JsonMapper().writeValueAsBytes(header);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads a file. Nothing is allocated beyond what its size justifies.
     *
     * @throws RefusedCalibrationException with one sentence where it is no sound calibration
     */
    public static Calibration read(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw refusal(Trouble.NO_FILE, null, "'%s' is a folder, a pipe or a device; name a file that 'dipscope calibrate' made.".formatted(file));
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < PREFIX + CHECK) {
                throw refusal(Trouble.FOREIGN, null, "it is too short");
            }
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
            return read(bytes, file.toString());
        } catch (NoSuchFileException e) {
            throw refusal(Trouble.MISSING_FILE, e, "there is no file '%s'; check its path, or make it with 'dipscope calibrate'.".formatted(file));
        } catch (IOException e) {
            throw refusal(Trouble.FORBIDDEN, e, "'%s' cannot be read; check that it is a file and its permissions.".formatted(file));
        } catch (IllegalArgumentException e) {
            String sentence = "'%s' is no sound calibration file (%s); make it anew with 'dipscope calibrate'.".formatted(file, e.getMessage());
            throw e instanceof RefusedCalibrationException why ? new RefusedCalibrationException(why.trouble(), why.details(), sentence, e) : refusal(Trouble.DAMAGED, e, sentence);
        }
    }

    private static RefusedCalibrationException refusal(Trouble trouble, Exception cause, String sentence) {
        return new RefusedCalibrationException(trouble, List.of(), sentence, cause);
    }

    private static Calibration read(MemorySegment bytes, String name) throws IOException {
        if (bytes.asSlice(0, MAGIC.length).mismatch(MemorySegment.ofArray(MAGIC)) >= 0) {
            throw refusal(Trouble.FOREIGN, null, "it does not begin as one");
        }
        int version = bytes.get(INT, 8);
        if (version != VERSION) {
            throw new RefusedCalibrationException(Trouble.VERSION, List.of(String.valueOf(version), String.valueOf(VERSION)),
                    "it has version %d, and this program reads version %d".formatted(version, VERSION), null);
        }
        int headerLength = bytes.get(INT, 12);
        if (headerLength < 2 || headerLength > Math.min(MOST_HEADER, bytes.byteSize() - PREFIX - CHECK)) {
            throw new IllegalArgumentException("its header of %d bytes does not fit it".formatted(headerLength));
        }
        int stored = bytes.get(INT, bytes.byteSize() - CHECK);
        if (stored != check(bytes.asSlice(0, bytes.byteSize() - CHECK))) {
            throw new IllegalArgumentException("its check sum is wrong");
        }
        JsonNode header = header(bytes.asSlice(PREFIX, headerLength).toArray(ValueLayout.JAVA_BYTE));
        CalibrationSections sections = sections(bytes.asSlice(PREFIX + (long) headerLength, bytes.byteSize() - PREFIX - headerLength - CHECK), header);
        CalibrationOrigin origin = origin(header);
        List<CalibrationPart> parts = new ArrayList<>();
        for (JsonNode kind : header.path("kinds")) {
            parts.add(part(CalibrationKind.of(kind.asText()), sections, origin));
        }
        if (parts.isEmpty() || parts.size() != parts.stream().map(CalibrationPart::kind).distinct().count()) {
            throw new IllegalArgumentException("it names no kind, or one twice");
        }
        return new Calibration(origin, parts, name, "%08x-%d".formatted(stored, bytes.byteSize()));
    }

    private static int check(MemorySegment bytes) {
        CRC32C check = new CRC32C();
        for (long at = 0; at < bytes.byteSize(); at += 1 << 30) {
            check.update(bytes.asSlice(at, Math.min(1 << 30, bytes.byteSize() - at)).asByteBuffer());
        }
        return (int) check.getValue();
    }

    private static JsonNode header(byte[] json) {
        try {
            JsonFactory factory = JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(4).build()).build();
            return new JsonMapper(factory).readTree(json);
        } catch (IOException e) {
            throw new IllegalArgumentException("its header is no JSON", e);
        }
    }

    private static CalibrationSections sections(MemorySegment bytes, JsonNode header) {
        CalibrationSections sections = new CalibrationSections();
        JsonNode sizes = header.path("section_bytes");
        if (sizes.size() > MOST_SECTIONS) {
            throw new IllegalArgumentException("it has %d parts".formatted(sizes.size()));
        }
        long at = 0;
        for (Map.Entry<String, JsonNode> entry : sizes.properties()) {
            long size = entry.getValue().canConvertToLong() ? entry.getValue().longValue() : -1;
            if (size < 0 || size > bytes.byteSize() - at) {
                throw new IllegalArgumentException("its part '%s' does not fit it".formatted(entry.getKey()));
            }
            sections.put(entry.getKey(), bytes.asSlice(at, size));
            at += size;
        }
        if (at != bytes.byteSize()) {
            throw new IllegalArgumentException("%d of its bytes belong to nothing".formatted(bytes.byteSize() - at));
        }
        return sections;
    }

    private static CalibrationOrigin origin(JsonNode header) {
        JsonNode model = header.path("model");
        JsonNode text = header.path("text");
        return new CalibrationOrigin(model.path("name").asText(), model.path("fingerprint").asText(), model.path("layers").asInt(),
                model.path("hidden").asInt(), model.path("intermediate").asInt(), text.path("name").asText(), text.path("sha256").asText(),
                text.path("tokens").asInt(), texts(header.path("settings")), texts(header.path("results")));
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    private static CalibrationPart part(CalibrationKind kind, CalibrationSections sections, CalibrationOrigin origin) {
        return switch (kind) {
            case CATS, TEAL -> Thresholds.read(kind, sections, origin.layers());
            case PREDICTOR -> Predictor.read(sections, origin.layers(), origin.hidden(), origin.intermediate());
            case LORA -> Adapters.read(sections, origin.layers(), origin.hidden(), origin.intermediate());
            case MERGED -> MergedWeights.read(sections, origin.layers());
            case SPLIT -> LayerSplits.read(sections, origin.layers());
            case PINNED -> Frequencies.read(sections, origin.layers(), origin.hidden(), origin.intermediate());
        };
    }
}
