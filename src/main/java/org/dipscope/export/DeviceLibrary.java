package org.dipscope.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.dipscope.memory.DevicePreset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The devices to start from: those that come with the program, and a person's own, one JSON file each. */
public final class DeviceLibrary {
    private static final List<String> BUILT_IN = List.of("phone", "slower-phone", "phone-overlapped", "laptop-ssd", "single-board", "server");
    private static final int MOST_BYTES = 1 << 16;
    private static final int MOST_FILES = 1000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;

    /** Own devices live in this folder, which need not exist. */
    public DeviceLibrary(Path folder) {
        this.folder = folder;
    }

    /** The library of the person who runs the program: {@code devices} in the {@link UserFolder}. */
    public static DeviceLibrary ofUser() {
        return new DeviceLibrary(UserFolder.ofThisProgram().resolve("devices"));
    }

    /** The program's devices, then one's own by name; a file that holds none is passed over, since it must not keep the program from starting. */
    public List<DevicePreset> all() {
        List<DevicePreset> presets = new ArrayList<>(builtIn());
        List<DevicePreset> own = new ArrayList<>();
        for (Path file : files()) {
            try {
                own.add(read(file));
            } catch (IOException | IllegalArgumentException e) {
                // Whoever saves or measures one is told; here there is nobody to tell.
                continue;
            }
        }
        own.sort(java.util.Comparator.comparing(DevicePreset::name));
        own.removeIf(preset -> presets.stream().anyMatch(other -> other.name().equals(preset.name())));
        presets.addAll(own);
        return List.copyOf(presets);
    }

    /** The devices that come with the program. */
    public static List<DevicePreset> builtIn() {
        return BUILT_IN.stream().map(name -> {
            try (InputStream in = Objects.requireNonNull(DeviceLibrary.class.getResourceAsStream("devices/" + name + ".json"))) {
                return preset(JSON.readTree(in));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).toList();
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.json")) {
                for (Path entry : entries) {
                    if (files.size() < MOST_FILES) {
                        files.add(entry);
                    }
                }
            } catch (IOException | DirectoryIteratorException e) {
                return List.of();
            }
        }
        return files;
    }

    /**
     * Reads one device.
     *
     * @throws IllegalArgumentException with one sentence where the file holds none
     */
    public static DevicePreset read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IllegalArgumentException("%s is too long to be a device; give a file of at most %d bytes.".formatted(file, MOST_BYTES));
        }
        try {
            return preset(JSON.readTree(Files.readAllBytes(file)));
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw new IllegalArgumentException("%s is not JSON; write a device as docs/formats.md says.".formatted(file), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s holds no device: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static DevicePreset preset(JsonNode root) {
        JsonNode name = root.path("name");
        JsonNode concurrent = root.path("concurrent_io");
        if (!name.isTextual() || !root.path("dram_bytes_per_s").isNumber() || !root.path("flash_bytes_per_s").isNumber() || !concurrent.isBoolean()) {
            throw new IllegalArgumentException("it lacks 'name', 'dram_bytes_per_s', 'flash_bytes_per_s' or 'concurrent_io'; give all of them.");
        }
        return new DevicePreset(name.textValue(), root.path("dram_bytes_per_s").doubleValue(), root.path("flash_bytes_per_s").doubleValue(),
                concurrent.booleanValue(), root.path("source").asText("a person's own"));
    }

    /**
     * Refuses a name that no device of one's own can have.
     *
     * @throws IllegalArgumentException in one sentence
     */
    public static void requireOwn(String name) {
        DevicePreset.requireName(name);
        if (builtIn().stream().anyMatch(other -> other.name().equalsIgnoreCase(name))) {
            throw new IllegalArgumentException("'%s' comes with the program; choose another name.".formatted(name));
        }
    }

    /**
     * Saves a device of one's own; one of the same name is replaced.
     *
     * @return the file
     * @throws IllegalArgumentException for the name of a device that comes with the program
     * @throws IOException              with one sentence where it cannot be written
     */
    public Path save(DevicePreset preset) throws IOException {
        requireOwn(preset.name());
        Files.createDirectories(folder);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", preset.name());
        fields.put("dram_bytes_per_s", preset.dramBandwidth());
        fields.put("flash_bytes_per_s", preset.flashBandwidth());
        fields.put("concurrent_io", preset.concurrentIo());
        fields.put("source", preset.origin());
        Path file = folder.resolve(fileName(preset.name()));
        AtomicFile.writeText(file, JsonText.of(fields) + "\n");
        return file;
    }

    /** Letters and digits stay; the name's hash keeps apart what would else fall together. */
    private static String fileName(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return "%s-%08x.json".formatted(plain.length() > 40 ? plain.substring(0, 40) : plain, name.hashCode());
    }
}
