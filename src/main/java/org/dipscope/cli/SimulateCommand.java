package org.dipscope.cli;

import org.dipscope.mask.Hook;
import org.dipscope.memory.MaskTrace;
import org.dipscope.memory.MaskTraceReader;
import org.dipscope.memory.Replay;
import org.dipscope.memory.ReplayResult;
import org.dipscope.session.DefaultSettings;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.Dense;
import org.dipscope.sparsity.MaskingMethods;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Replays stored masks on a device. */
@Command(name = "simulate", sortOptions = false, description = "Shows what a device makes of stored masks.")
final class SimulateCommand implements Subcommand {
    @Option(names = "--masks", required = true, paramLabel = "FILE", description = "stored masks, with the model's sizes and lengths")
    private Path masks;

    @Option(names = "--method", paramLabel = "METHOD", description = "dense ignores the masks (default: the method of the file)")
    private String method;

    @Mixin
    private Report report;

    @Spec
    private CommandSpec spec;

    private final SettingOptions device = SettingOptions.ofReplay();

    @Override
    public Optional<SettingOptions> settings() {
        return Optional.of(device);
    }

    @Override
    public Integer call() throws IOException {
        // The device is judged before a large file is read.
        device.read(DefaultSettings.embedded());
        MaskTrace trace = chosen(new MaskTraceReader(id -> MaskingMethods.of(id).footprint()).read(masks));
        Settings settings = device.read(DefaultSettings.of(trace.bytes(), trace.bytes().weights()));
        report.print(fields(trace, Replay.of(trace, settings.memory())));
        return 0;
    }

    private MaskTrace chosen(MaskTrace trace) {
        if (method == null || method.equals(trace.method())) {
            return trace;
        }
        if (method.equals(new Dense().id())) {
            return trace.dense();
        }
        throw new ParameterException(spec.commandLine(), "the masks are those of '%s', so that '%s' cannot be simulated with them; leave --method out, or give dense."
                .formatted(trace.method(), method));
    }

    private static Map<String, Object> fields(MaskTrace trace, ReplayResult result) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("dram", result.settings().device().dramBytes());
        if (!trace.footprint().hooks().isEmpty()) {
            fields.put("policy", result.settings().policy().id());
        }
        fields.put("concurrent", result.settings().device().concurrentIo());
        fields.put("fixed_s", result.fixedSeconds());
        fields.put("dynamic_s", result.dynamicSeconds());
        fields.put("tokens_per_s", result.tokensPerSecond());
        fields.put("hit_rate", result.hitRate());
        fields.put("flash_bytes_per_token", result.flashBytesPerToken());
        fields.put("dram_bytes_per_token", result.dramBytesPerToken());
        fields.put("ttft_s", result.firstTokenSeconds());
        fields.put("static_bytes", result.allocation().staticBytes());
        fields.put("overflow_bytes", result.allocation().overflow());
        Map<String, Object> capacity = new LinkedHashMap<>();
        for (Hook hook : Hook.values()) {
            Optional.ofNullable(result.allocation().capacityColumns().get(hook)).ifPresent(columns -> capacity.put(hook.id(), columns));
        }
        fields.put("capacity_columns", capacity);
        return fields;
    }
}
