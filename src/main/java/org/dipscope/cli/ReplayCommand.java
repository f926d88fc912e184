package org.dipscope.cli;

import org.dipscope.export.AtomicFile;
import org.dipscope.export.DataTable;
import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.Extrapolation;
import org.dipscope.memory.MaskTrace;
import org.dipscope.memory.MemorySettings;
import org.dipscope.memory.MissRatioCurve;
import org.dipscope.memory.ModelBytes;
import org.dipscope.memory.ModelShape;
import org.dipscope.memory.RecordedTrace;
import org.dipscope.memory.Replay;
import org.dipscope.memory.ReplayResult;
import org.dipscope.session.DefaultSettings;
import org.dipscope.session.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plays a recorded trace to devices and policies. */
@Command(name = "replay", sortOptions = false, description = "Plays a recorded trace to any devices and policies; lists with commas are all combined.")
final class ReplayCommand implements Subcommand {
    @Option(names = "--trace", required = true, paramLabel = "FILE", description = "what generate or perplexity recorded with --trace, or masks in JSON")
    private Path trace;

    @Mixin
    private ReplayAxes axes;

    @Mixin
    private PinsOption pins;

    @Option(names = "--miss-ratio-curve", paramLabel = "POINTS", arity = "0..1", fallbackValue = "33",
            description = "show instead how often each policy misses at every size of the cache (33 sizes where no number is given)")
    private Integer curve;

    @Option(names = "--shape", paramLabel = "SHAPE",
            description = "stretch the masks to another model: llama-3-8b, phi-3-medium, phi-3-mini, mistral-7b or L/H/I/V/heads/kv heads; an extrapolation")
    private String shape;

    @Option(names = "--weight-bits", defaultValue = "4", paramLabel = "N", description = "bits of a weight of --shape (default: ${DEFAULT-VALUE})")
    private double weightBits;

    @Option(names = "--kv-bits", defaultValue = "16", paramLabel = "N", description = "bits of a cached value of --shape (default: ${DEFAULT-VALUE})")
    private double kvBits;

    @Option(names = "--headline", description = "ask the paper's question: with 46 %% less DRAM than the dense model streamed from Flash, is it 40 %% faster?")
    private boolean headline;

    @Mixin
    private RooflineOption roofline;

    @Mixin
    private ThreadsOption threads;

    @Option(names = "--csv", paramLabel = "FILE", description = "save the table too, as the name ends: .csv, .json, .jsonl or .parquet")
    private Path csv;

    @Mixin
    private Report report;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        requireSense();
        Optional<ModelBytes> stretched = stretched();
        axes.points(DefaultSettings.embedded());
        Optional<Double> compute = roofline.compute(threads.count(), curve != null || headline);
        RecordedTrace recorded = StoredTrace.read(trace);
        List<MaskTrace> sequences = recorded.sequences();
        if (stretched.isPresent()) {
            sequences = sequences.stream().map(sequence -> Extrapolation.stretch(sequence, stretched.get())).toList();
        }
        ModelBytes bytes = sequences.getFirst().bytes();
        List<MemorySettings> points = new ArrayList<>();
        for (Settings point : axes.points(DefaultSettings.of(bytes, bytes.weights()))) {
            points.add(pins.apply(point.memory(), bytes, recorded.header().footprint()));
        }
        long start = System.nanoTime();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("trace", trace.toString());
        fields.put("method", recorded.header().method());
        fields.put("sequences", sequences.size());
        fields.put("tokens", recorded.tokens());
        Optional<String> extrapolation = Optional.ofNullable(shape).map(to -> "masks of %s stretched to %s: not measured on that model".formatted(recorded.header().model(), to));
        extrapolation.ifPresent(label -> fields.put("extrapolation", label));
        if (recorded.header().method().equals("dip-ca")) {
            fields.put("note", "DIP-CA chose these masks beside the memory of its run; on another device it would choose others");
        }
        compute.ifPresent(rate -> {
            fields.put("operations_per_s", rate);
            fields.put("operations_per_s_source", roofline.measured() ? "measured on this machine" : "typed");
        });
        DataTable table = table(recorded.header().method(), sequences, points, compute, extrapolation);
        fields.put("seconds", (System.nanoTime() - start) / 1e9);
        print(fields, table);
        if (csv != null) {
            extrapolation.map(label -> labelled(table, label)).orElse(table).save(csv);
        }
        return 0;
    }

    /** Refuses before anything is read what can never be answered, and what would be left unanswered without a word. */
    private void requireSense() throws IOException {
        if (curve != null && headline) {
            throw usage("--miss-ratio-curve and --headline show different tables; give one of them.");
        }
        if (curve != null && curve < 2) {
            throw usage("a curve of %d points is none; give 2 or more.".formatted(curve));
        }
        for (String bits : List.of("--weight-bits", "--kv-bits")) {
            if (shape == null && spec.commandLine().getParseResult().hasMatchedOption(bits)) {
                throw usage("%s belongs to a shape, a recorded model has its own bytes; give --shape too.".formatted(bits));
            }
        }
        if (csv != null) {
            try {
                DataTable.requireFormat(csv);
            } catch (IllegalArgumentException e) {
                throw usage(e.getMessage());
            }
            AtomicFile.requireWritable(csv);
        }
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private Optional<ModelBytes> stretched() {
        try {
            return Optional.ofNullable(shape).map(name -> ModelShape.of(name).bytes(weightBits, kvBits));
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private DataTable table(String method, List<MaskTrace> sequences, List<MemorySettings> points, Optional<Double> compute, Optional<String> extrapolation) throws IOException {
        if (compute.isPresent()) {
            return roofline.table(method, sequences, points, compute.get(), extrapolation);
        }
        return curve != null ? curves(sequences, points) : headline ? headline(sequences, points) : points(sequences, points);
    }

    /** A file goes its own way, so that each of its rows says what it is. */
    private static DataTable labelled(DataTable table, String extrapolation) {
        List<String> columns = new ArrayList<>(table.columns());
        columns.add("extrapolation");
        List<List<Object>> rows = new ArrayList<>();
        for (List<Object> row : table.rows()) {
            List<Object> labelled = new ArrayList<>(row);
            labelled.add(extrapolation);
            rows.add(labelled);
        }
        return new DataTable(columns, rows);
    }

    private void print(Map<String, Object> fields, DataTable table) {
        if (report.json()) {
            fields.put(fields.containsKey("operations_per_s") ? "roofline" : curve != null ? "curve" : headline ? "headline" : "points", rows(table));
            report.print(fields);
        } else {
            report.print(fields);
            new TextTable(table).print(report.out());
        }
    }

    private static List<Map<String, Object>> rows(DataTable table) {
        return table.rows().stream().map(row -> {
            Map<String, Object> object = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                object.put(table.columns().get(i), row.get(i));
            }
            return object;
        }).toList();
    }

    private static DataTable points(List<MaskTrace> sequences, List<MemorySettings> points) {
        List<ReplayResult> results = Replay.all(sequences, points);
        List<ReplayResult> dense = Replay.all(sequences.stream().map(MaskTrace::dense).toList(), points);
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            rows.add(ReplayRow.of(results.get(i), dense.get(i)));
        }
        return new DataTable(ReplayRow.COLUMNS, rows);
    }

    private static DataTable curves(List<MaskTrace> sequences, List<MemorySettings> points, int sizes) {
        List<CachePolicy> policies = points.stream().map(MemorySettings::policy).distinct().toList();
        List<List<Object>> rows = new ArrayList<>();
        for (MissRatioCurve one : MissRatioCurve.of(sequences, policies, points.getFirst(), sizes)) {
            for (int i = 0; i < one.share().size(); i++) {
                rows.add(List.of(one.policy().id(), one.share().get(i), one.dramBytes().get(i), one.missRatio().get(i)));
            }
        }
        return new DataTable(List.of("policy", "share_of_columns", "dram_bytes", "miss_ratio"), rows);
    }

    private DataTable curves(List<MaskTrace> sequences, List<MemorySettings> points) {
        return curves(sequences, points, curve);
    }

    /** The abstract's headline as a question: dense at a DRAM, the method at 54 % of it. The perplexity that it also promises is not asked here. */
    private static DataTable headline(List<MaskTrace> sequences, List<MemorySettings> points) {
        List<MemorySettings> less = points.stream().map(point -> point.with(point.device().withDram(Math.rint(0.54 * point.device().dramBytes())))).toList();
        List<ReplayResult> results = Replay.all(sequences, less);
        List<ReplayResult> dense = Replay.all(sequences.stream().map(MaskTrace::dense).toList(), points);
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            double ratio = results.get(i).tokensPerSecond() / dense.get(i).tokensPerSecond();
            rows.add(List.of(points.get(i).policy().id(), points.get(i).budget().id(), points.get(i).device().dramBytes(), dense.get(i).tokensPerSecond(),
                    less.get(i).device().dramBytes(), results.get(i).tokensPerSecond(), ratio, ratio >= 1.4));
        }
        return new DataTable(List.of("policy", "budget", "dense_dram_bytes", "dense_tokens_per_s", "dram_bytes", "tokens_per_s", "throughput_ratio",
                "at_least_1_4"), rows);
    }
}
