package org.dipscope.cli;

import org.dipscope.eval.report.Fastest;
import org.dipscope.eval.report.Headline;
import org.dipscope.eval.report.Reading;
import org.dipscope.eval.report.SweepReport;
import org.dipscope.eval.sweep.SweepPoint;
import org.dipscope.eval.sweep.SweepRow;
import org.dipscope.export.AtomicFile;
import org.dipscope.export.DataTable;
import org.dipscope.export.ReportText;
import org.dipscope.export.SweepFile;
import org.dipscope.export.TradeOffChart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What a sweep says. */
@Command(name = "report", sortOptions = false, description = "Answers from a sweep's points: the fastest setting, the least DRAM, the Pareto front, the abstract's question; in Markdown.")
final class ReportCommand implements Subcommand {
    @Parameters(index = "0", paramLabel = "POINTS.jsonl", description = "the file that a sweep wrote; it need not be finished")
    private Path points;

    @Option(names = "--within", defaultValue = "0.1", paramLabel = "P", description = "perplexity above the dense model's that is allowed (default: ${DEFAULT-VALUE})")
    private double within;

    @Option(names = "--speed", defaultValue = "10", paramLabel = "N", description = "tokens/s that are wanted (default: ${DEFAULT-VALUE})")
    private double speed;

    @Option(names = "--out", paramLabel = "FILE.md", description = "save the report in place of printing it")
    private Path out;

    @Option(names = "--table", paramLabel = "FILE", description = "save every point as a row: .csv, .json, .jsonl or .parquet")
    private Path table;

    @Option(names = "--chart", paramLabel = "FILE.svg", description = "save perplexity against throughput as a picture, a panel a DRAM budget")
    private Path chart;

    @Mixin
    private Report report;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!(within >= 0) || !(speed > 0)) {
            throw new ParameterException(spec.commandLine(), "--within has to be 0 or more, and --speed above 0; give such numbers.");
        }
        if (table != null) {
            try {
                DataTable.requireFormat(table);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage(), e);
            }
        }
        for (Path written : Stream.of(out, table, chart).filter(Objects::nonNull).toList()) {
            AtomicFile.requireWritable(written);
        }
        List<SweepPoint> read = SweepFile.read(points);
        SweepReport answers = new SweepReport(read, within, speed);
        if (table != null) {
            DataTable.of(read.stream().map(SweepRow::write).toList()).save(table);
        }
        if (chart != null) {
            AtomicFile.writeText(chart, TradeOffChart.svg(answers, answers.byReading().keySet().iterator().next()));
        }
        String markdown = ReportText.markdown(answers);
        if (out != null) {
            AtomicFile.writeText(out, markdown);
        }
        if (report.json()) {
            report.print(fields(answers));
        } else if (out == null) {
            report.out().print(markdown);
            report.out().flush();
        }
        return 0;
    }

    private static Map<String, Object> fields(SweepReport report) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("model", report.source().model());
        fields.put("text", report.source().text());
        fields.put("points", report.points().size());
        fields.put("dense_perplexity", report.densePerplexity().value());
        fields.put("within", report.within());
        fields.put("speed_tokens_per_s", report.speed());
        fields.put("headline", report.headline().map(pair -> fields(report, pair)).orElse(null));
        fields.put("devices", report.byReading().keySet().stream().map(reading -> fields(report, reading)).toList());
        return fields;
    }

    private static Map<String, Object> fields(SweepReport report, Headline headline) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("reached", headline.reached());
        fields.put("memory_saved", headline.memorySaved());
        fields.put("throughput_gained", headline.throughputGained());
        fields.put("perplexity_lost", headline.lost());
        fields.put("dense", fields(report, headline.dense()));
        fields.put("sparse", fields(report, headline.sparse()));
        return fields;
    }

    private static Map<String, Object> fields(SweepReport report, Reading reading) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("dram_bandwidth_bytes_per_s", reading.dramBandwidth());
        fields.put("flash_bandwidth_bytes_per_s", reading.flashBandwidth());
        fields.put("concurrent_io", reading.concurrentIo());
        fields.put("fastest", report.fastest(reading).stream().map(answer -> fields(report, answer)).toList());
        fields.put("least_dram_dense", fields(report, report.leastDense(reading)));
        fields.put("least_dram_within", fields(report, report.leastWithin(reading)));
        fields.put("least_dram", fields(report, report.leastOfAll(reading)));
        fields.put("pareto_front", report.fronts().get(reading).stream().map(point -> fields(report, point)).toList());
        fields.put("hypervolume", report.hypervolume(reading));
        return fields;
    }

    private static Map<String, Object> fields(SweepReport report, Fastest answer) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("dram_bytes", answer.dense().dram());
        fields.put("dense_tokens_per_s", answer.dense().simulation().tokensPerSecond().value());
        fields.put("best", fields(report, answer.best()));
        fields.put("gain", answer.gain());
        fields.put("certain", answer.certain());
        fields.put("as_fast", answer.equal().stream().map(point -> fields(report, point)).toList());
        return fields;
    }

    private static Map<String, Object> fields(SweepReport report, Optional<SweepPoint> point) {
        return point.map(some -> fields(report, some)).orElse(null);
    }

    private static Map<String, Object> fields(SweepReport report, SweepPoint point) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", report.name(point));
        fields.put("dram_bytes", point.dram());
        fields.put("perplexity", point.perplexity().value());
        fields.put("simulated_tokens_per_s", point.simulation().tokensPerSecond().value());
        return fields;
    }
}
