package org.dipscope.cli;

import org.dipscope.export.AtomicFile;
import org.dipscope.export.AtomicOutput;
import org.dipscope.export.JsonText;
import org.dipscope.mask.Footprint;
import org.dipscope.mask.Mask;
import org.dipscope.mask.Selection;
import org.dipscope.memory.MaskTrace;
import org.dipscope.memory.RecordedTrace;
import org.dipscope.memory.TraceReader;
import org.dipscope.memory.TraceWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a stored trace holds, and its two forms. */
@Command(name = "trace", sortOptions = false, description = "Looks at a recorded trace of masks, or converts it.",
        subcommands = {TraceCommand.Info.class, TraceCommand.Convert.class})
final class TraceCommand implements Subcommand {
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "show this help and exit")
    private boolean help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "name what to do with the trace: info or convert.");
    }

    /** {@code trace info FILE}. */
    @Command(name = "info", sortOptions = false, description = "Checks a trace and says what it holds.")
    static final class Info implements Subcommand {
        @Parameters(paramLabel = "FILE", description = "the trace")
        private Path file;

        @Mixin
        private Report report;

        @Override
        public Integer call() throws IOException {
            RecordedTrace trace = StoredTrace.read(file);
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("form", TraceReader.recognises(file) ? "binary" : "json");
            fields.put("file_bytes", Files.size(file));
            fields.put("model", trace.header().model());
            fields.put("method", trace.header().method());
            fields.put("origin", trace.header().origin());
            fields.put("layers", trace.header().bytes().layers());
            fields.put("hidden", trace.header().bytes().hidden());
            fields.put("intermediate", trace.header().bytes().intermediate());
            fields.put("sequences", trace.sequences().size());
            fields.put("tokens", trace.tokens());
            fields.put("prompt_lens", trace.sequences().stream().map(MaskTrace::promptLength).toList());
            fields.put("total_lens", trace.sequences().stream().map(MaskTrace::totalLength).toList());
            Map<String, Object> kept = new LinkedHashMap<>();
            for (Footprint.Use use : trace.header().footprint().hooks()) {
                kept.put(use.hook().id(), trace.sequences().stream().flatMap(sequence -> sequence.masks().get(use.hook()).stream())
                        .flatMap(List::stream).mapToInt(Mask::count).average().orElse(Double.NaN));
            }
            fields.put("mean_columns", kept);
            fields.put("settings", new java.util.TreeMap<>(trace.header().settings()));
            report.print(fields);
            return 0;
        }
    }

    /** {@code trace convert FILE --out FILE}. */
    @Command(name = "convert", sortOptions = false, description = "Writes a trace in its other form: binary, or JSON where the name ends in .json.")
    static final class Convert implements Subcommand {
        @Parameters(paramLabel = "FILE", description = "the trace")
        private Path file;

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "where it goes")
        private Path out;

        @Option(names = "--sequence", defaultValue = "0", paramLabel = "N", description = "which sequence goes into JSON, which holds one (default: ${DEFAULT-VALUE})")
        private int sequence;

        @Mixin
        private Report report;

        @Override
        public Integer call() throws IOException {
            RecordedTrace trace = StoredTrace.read(file);
            if (out.toString().endsWith(".json")) {
                if (sequence < 0 || sequence >= trace.sequences().size()) {
                    throw new IllegalArgumentException("there is no sequence %d; the trace has %d, from 0.".formatted(sequence, trace.sequences().size()));
                }
                AtomicFile.writeText(out, JsonText.of(json(trace.sequences().get(sequence))) + "\n");
            } else {
                binary(trace);
            }
            report.print(Map.of("file", out.toString(), "bytes", Files.size(out)));
            return 0;
        }

        private void binary(RecordedTrace trace) throws IOException {
            try (AtomicOutput output = new AtomicOutput(out)) {
                TraceWriter writer = new TraceWriter(output, trace.header());
                for (MaskTrace one : trace.sequences()) {
                    writer.sequence(one.promptLength(), one.totalLength());
                    for (int token = 0; token < one.tokens(); token++) {
                        for (Footprint.Use use : one.footprint().hooks()) {
                            Selection selection = new Selection(one.bytes().columns(use.hook()));
                            for (int layer = 0; layer < one.bytes().layers(); layer++) {
                                selection.set(one.masks(use.hook(), layer).get(token));
                                writer.mask(0, use.hook().index(layer), selection);
                            }
                        }
                        writer.ended(1);
                    }
                }
                writer.finish();
                output.commit();
            }
        }

        private static Map<String, Object> json(MaskTrace trace) {
            Map<String, Object> fields = new LinkedHashMap<>();
            Map<String, Object> bytes = new LinkedHashMap<>();
            bytes.put("attention", trace.bytes().attention());
            bytes.put("lm_head", trace.bytes().lmHead());
            bytes.put("kv_per_token", trace.bytes().kvPerToken());
            bytes.put("gate", trace.bytes().gate());
            bytes.put("up", trace.bytes().up());
            bytes.put("down", trace.bytes().down());
            fields.put("model_bytes", bytes);
            fields.put("layers", trace.bytes().layers());
            fields.put("hidden", trace.bytes().hidden());
            fields.put("intermediate", trace.bytes().intermediate());
            fields.put("method", trace.method());
            fields.put("prompt_len", trace.promptLength());
            fields.put("total_len", trace.totalLength());
            fields.put("tokens", trace.tokens());
            Map<String, Object> hooks = new LinkedHashMap<>();
            for (Footprint.Use use : trace.footprint().hooks()) {
                Map<String, Object> layers = new LinkedHashMap<>();
                for (int layer = 0; layer < trace.bytes().layers(); layer++) {
                    layers.put(Integer.toString(layer), new ArrayList<>(trace.masks(use.hook(), layer).stream().map(Mask::toHex).toList()));
                }
                hooks.put(use.hook().id(), layers);
            }
            fields.put("masks", hooks);
            return fields;
        }
    }
}
