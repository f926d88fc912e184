package org.dipscope.cli;

import org.dipscope.eval.ComputeReading;
import org.dipscope.export.DataTable;
import org.dipscope.export.DeviceLibrary;
import org.dipscope.memory.DevicePreset;
import org.dipscope.memory.DiskReading;
import org.dipscope.memory.DramReading;
import org.dipscope.session.ByteSize;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** This machine as a device. */
@Command(name = "device", sortOptions = false, description = "Measures how fast this machine reads DRAM and a disk and how fast it computes, and lists the devices to start from.")
final class DeviceCommand implements Subcommand {
    private static final double LEAST_FILE = 4 << 20;
    private static final double MOST_FILE = 64e9;

    @Option(names = "--list", description = "list the devices and their sources; nothing is measured")
    private boolean list;

    @Option(names = "--folder", paramLabel = "FOLDER", description = "a folder on the disk to be measured (default: the current one)")
    private Path folder = Path.of("");

    @Option(names = "--file-size", defaultValue = "1GB", paramLabel = "SIZE", description = "the temporary file that is written and read there (default: ${DEFAULT-VALUE})")
    private String fileSize;

    @Option(names = "--passes", defaultValue = "7", paramLabel = "N", description = "how often DRAM is read through (default: ${DEFAULT-VALUE})")
    private int passes;

    @Option(names = "--save", paramLabel = "NAME", description = "keep the figures as a device of this name for the window")
    private String save;

    @Mixin
    private ThreadsOption threads;

    @Mixin
    private Report report;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        DeviceLibrary library = DeviceLibrary.ofUser();
        if (list) {
            List<Map<String, Object>> devices = library.all().stream().map(DeviceCommand::fields).toList();
            if (report.json()) {
                report.print(Map.of("devices", devices));
            } else {
                new TextTable(DataTable.of(devices)).print(report.out());
            }
            return 0;
        }
        requireName();
        if (passes < 1) {
            throw new ParameterException(spec.commandLine(), "%d passes measure nothing; give 1 or more.".formatted(passes));
        }
        double size = size();
        if (!(size >= LEAST_FILE && size <= MOST_FILE)) {
            throw new ParameterException(spec.commandLine(), "a file of %s measures nothing; give 4MiB to 64GB.".formatted(fileSize));
        }
        if (!Files.isDirectory(folder.toAbsolutePath())) {
            throw new ParameterException(spec.commandLine(), "there is no folder '%s'; create it first.".formatted(folder));
        }
        if (folder.toAbsolutePath().toFile().getUsableSpace() < size * 1.1) {
            throw new IllegalArgumentException("'%s' has no room for a file of %s; give a smaller --file-size.".formatted(folder, fileSize));
        }
        DramReading dram = DramReading.measure(threads.count(), passes);
        ComputeReading compute = ComputeReading.measure(threads.count(), passes);
        DiskReading disk = DiskReading.measure(folder.toAbsolutePath(), (long) size);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("dram_bytes_per_s", dram.bandwidth());
        fields.put("dram_passes_bytes_per_s", Arrays.stream(dram.passes()).boxed().toList());
        fields.put("compute_operations_per_s", compute.rate());
        fields.put("threads", dram.threads());
        fields.put("buffer_bytes", dram.bufferBytes());
        fields.put("last_level_cache_bytes", dram.cacheBytes());
        fields.put("flash_bytes_per_s", disk.sequential());
        fields.put("flash_scattered_64k_bytes_per_s", disk.scattered());
        fields.put("direct_io", disk.direct());
        if (!disk.direct()) {
            fields.put("note", "this file system has no direct I/O: the disk's figures came through the page cache and are too high");
        }
        if (dram.cacheBytes() * 2 > dram.bufferBytes()) {
            fields.put("dram_note", "the buffer is not much larger than the cache: the figure for DRAM is too high; give Java more memory with -Xmx");
        }
        if (save != null) {
            DevicePreset preset = new DevicePreset(save, dram.bandwidth(), disk.sequential(), false, "measured by dipscope device with %d threads, %s"
                    .formatted(dram.threads(), disk.direct() ? "past the page cache" : "through the page cache, so that the disk's figure is too high"));
            fields.put("saved", library.save(preset).toString());
        }
        report.print(fields);
        return 0;
    }

    /** Refuses a name before the measurement, which would else be lost. */
    private void requireName() {
        if (save != null) {
            try {
                DeviceLibrary.requireOwn(save);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage(), e);
            }
        }
    }

    private double size() {
        try {
            return ByteSize.parse(fileSize);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "file-size: " + e.getMessage(), e);
        }
    }

    private static Map<String, Object> fields(DevicePreset preset) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", preset.name());
        fields.put("dram_bytes_per_s", preset.dramBandwidth());
        fields.put("flash_bytes_per_s", preset.flashBandwidth());
        fields.put("concurrent_io", preset.concurrentIo());
        fields.put("source", preset.origin());
        return fields;
    }
}
