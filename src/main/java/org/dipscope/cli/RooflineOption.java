package org.dipscope.cli;

import org.dipscope.eval.ComputeReading;
import org.dipscope.export.AtomicFile;
import org.dipscope.export.DataTable;
import org.dipscope.export.RooflineChart;
import org.dipscope.memory.ComputeRate;
import org.dipscope.memory.MaskTrace;
import org.dipscope.memory.MemorySettings;
import org.dipscope.memory.Replay;
import org.dipscope.memory.ReplayResult;
import org.dipscope.memory.Roofline;
import org.dipscope.session.ByteSize;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A replay's points under a device's roof. */
final class RooflineOption {
    private static final List<String> COLUMNS = List.of("method", "policy", "budget", "dram_bytes", "operations_per_token", "dram_bytes_read_per_token",
            "flash_bytes_read_per_token", "operations_per_dram_byte", "operations_per_flash_byte", "compute_s", "dram_s", "flash_s", "bound_by", "roof_tokens_per_s",
            "tokens_per_s_without_compute");

    @Option(names = "--roofline", paramLabel = "RATE", arity = "0..1", fallbackValue = "measured",
            description = "show instead what a token computes and reads and which of it holds it up: operations/s of the device such as 2TFLOPS, or measured on this machine where none are given")
    private String rate;

    @Option(names = "--chart", paramLabel = "FILE.svg", description = "save the --roofline as a picture")
    private Path chart;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /**
     * The operations/s, where a roofline was asked for; measures them if they are to be.
     *
     * @param other whether another table was asked for, too
     */
    Optional<Double> compute(int threads, boolean other) throws IOException {
        if (rate != null && other) {
            throw new ParameterException(command.commandLine(), "--roofline, --miss-ratio-curve and --headline show different tables; give one of them.");
        }
        if (rate == null) {
            if (chart != null) {
                throw new ParameterException(command.commandLine(), "--chart draws a roofline; give --roofline too.");
            }
            return Optional.empty();
        }
        if (chart != null) {
            AtomicFile.requireWritable(chart);
        }
        if (rate.equals("measured")) {
            return Optional.of(ComputeReading.measure(threads, ComputeReading.USUAL_PASSES).rate());
        }
        try {
            return Optional.of(ComputeRate.parse(rate).operationsPerSecond());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    /** Whether the speed is this machine's own. */
    boolean measured() {
        return "measured".equals(rate);
    }

    /** The dense model on each device, then the method; draws them where a picture was asked for, which says where it is an extrapolation. */
    DataTable table(String method, List<MaskTrace> sequences, List<MemorySettings> points, double compute, Optional<String> extrapolation) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        List<RooflineChart.Point> drawn = new ArrayList<>();
        List<MaskTrace> dense = sequences.stream().map(MaskTrace::dense).toList();
        List<MemorySettings> devices = new ArrayList<>();
        for (MemorySettings point : points) {
            if (devices.stream().noneMatch(known -> known.device().equals(point.device()))) {
                devices.add(point);
            }
        }
        add(rows, drawn, "dense", dense, devices, compute);
        add(rows, drawn, method, sequences, points, compute);
        if (chart != null) {
            AtomicFile.writeText(chart, RooflineChart.svg(drawn, extrapolation.orElse("")));
        }
        return new DataTable(COLUMNS, rows);
    }

    private static void add(List<List<Object>> rows, List<RooflineChart.Point> drawn, String method, List<MaskTrace> sequences, List<MemorySettings> points, double compute) {
        for (ReplayResult result : Replay.all(sequences, points)) {
            Roofline token = Roofline.of(sequences, result, compute);
            boolean dense = method.equals("dense");
            String policy = dense ? "" : result.settings().policy().id();
            rows.add(List.of(method, policy, dense ? "" : result.settings().budget().id(), result.settings().device().dramBytes(), token.operations(),
                    token.dramBytes(), token.flashBytes(), token.intensity(Roofline.Tier.DRAM), token.intensity(Roofline.Tier.FLASH),
                    token.seconds(Roofline.Tier.COMPUTE), token.seconds(Roofline.Tier.DRAM), token.seconds(Roofline.Tier.FLASH), token.bound().id(), token.roof(),
                    result.tokensPerSecond()));
            drawn.add(new RooflineChart.Point((dense ? "dense" : method + ", " + policy) + ", " + ByteSize.rounded(result.settings().device().dramBytes()), token));
        }
    }
}
