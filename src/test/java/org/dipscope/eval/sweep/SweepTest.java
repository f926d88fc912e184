package org.dipscope.eval.sweep;

import org.dipscope.Dipscope;
import org.dipscope.TinyModel;
import org.dipscope.WatchedFolder;
import org.dipscope.eval.Noise;
import org.dipscope.eval.Perplexity;
import org.dipscope.eval.Windows;
import org.dipscope.eval.report.SweepReport;
import org.dipscope.export.SweepFile;
import org.dipscope.gguf.TensorType;
import org.dipscope.session.DefaultSettings;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.HeardProgress;
import org.dipscope.session.Progress;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.Calibration;
import org.dipscope.sparsity.CalibrationFile;
import org.dipscope.sparsity.CalibrationKind;
import org.dipscope.sparsity.CalibrationOrigin;
import org.dipscope.sparsity.Calibrations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class SweepTest {
    private static final int[] IDS = new SplittableRandom(4).ints(200, 0, TinyModel.VOCABULARY).toArray();
    private static final Windows WINDOWS = new Windows(IDS, 48, 2, 0);
    private static final Noise NOISE = new Noise(1e-3, 1, 0);

    @TempDir
    private Path folder;
    private LoadedModel model;
    private SweepSource source;

    @BeforeEach
    void load() throws IOException {
        model = TinyModel.of(TensorType.F32).load(folder);
        source = SweepSource.of("tiny", "m", "text", "t", WINDOWS, NOISE, true);
    }

    @AfterEach
    void close() {
        model.close();
    }

    private SweepPlan plan() {
        Settings base = DefaultSettings.of(model.summary());
        double dram = base.memory().device().dramBytes();
        return SweepPlan.of(List.of(axis(Setting.METHOD, "dip,dip-ca", base), axis(Setting.DENSITY, "0.4,0.7", base),
                axis(Setting.DRAM, "%.0fB,%.0fB".formatted(0.6 * dram, dram), base), axis(Setting.POLICY, "lru,lfu", base)), 0, 0, base);
    }

    private static Axis axis(Setting<?> setting, String text, Settings base) {
        return Axis.parse(setting, text, base);
    }

    private void run(Path file, Progress progress) throws IOException {
        try (SweepFile points = SweepFile.resume(file, source)) {
            new Sweep(model, WINDOWS, source, plan()).run(points::has, progress, points::append);
        }
    }

    @Test
    void aPointIsWhatEvaluatingItsSettingsAloneGives() throws IOException {
        Path file = folder.resolve("points.jsonl");
        run(file, Progress.SILENT);

        List<SweepPoint> points = SweepFile.read(file);

        assertThat(points).hasSize(2 + 4 * 4).extracting(SweepPoint::settings).containsExactlyElementsOf(inOrder());
        for (SweepPoint point : points) {
            Perplexity alone = Perplexity.of(model, IDS, 48, 2, 0, point.settings(), Progress.SILENT);
            assertThat(point.perplexity().value()).isEqualTo(alone.perplexity());
            assertThat(point.tokensScored()).isEqualTo(alone.tokensScored());
            assertThat(point.simulation().tokensPerSecond().value()).isCloseTo(alone.simulatedTokensPerS(), within(1e-9 * alone.simulatedTokensPerS()));
            assertThat((Object) point.simulation().hitRate().value()).isEqualTo(alone.hitRate());
            assertThat(point.divergence()).isPresent();
            assertThat(point.source()).isEqualTo(source);
        }
        assertThat(points).filteredOn(point -> !point.dense()).allSatisfy(point -> assertThat(point.perplexity().width()).isPositive());
    }

    /** A masking's points stand together, whatever the order of the axes. */
    private List<Settings> inOrder() {
        return plan().groups().stream().flatMap(List::stream).toList();
    }

    @Test
    void whereverItIsInterruptedItEndsWithTheSameTable() throws IOException {
        Path whole = folder.resolve("whole.jsonl");
        run(whole, Progress.SILENT);
        byte[] expected = Files.readAllBytes(whole);
        int firstLine = new String(expected, java.nio.charset.StandardCharsets.US_ASCII).indexOf('\n') + 1;
        for (int bytes : new int[] {0, 1, firstLine - 1, firstLine, firstLine + 1, expected.length / 2, expected.length - 1, expected.length}) {
            Path cut = folder.resolve("cut-" + bytes + ".jsonl");
            Files.write(cut, Arrays.copyOf(expected, bytes));

            run(cut, Progress.SILENT);

            assertThat(Files.readAllBytes(cut)).as("cut after %d of %d bytes", bytes, expected.length).isEqualTo(expected);
        }
    }

    @Test
    void itCanBeCancelledAndGoesOn() throws IOException {
        Path whole = folder.resolve("whole.jsonl");
        run(whole, Progress.SILENT);
        Path file = folder.resolve("cancelled.jsonl");
        HeardProgress cancelling = new HeardProgress(shares -> !shares.isEmpty() && shares.getLast() > 0.4);

        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> run(file, cancelling));

        assertThat(cancelling.shares()).isSorted();
        assertThat(SweepFile.read(file).size()).isBetween(2, 17);
        run(file, Progress.SILENT);
        assertThat(Files.readAllBytes(file)).isEqualTo(Files.readAllBytes(whole));
    }

    @Test
    void aKilledProcessLeavesAFileThatTheNextOneGoesOnWith() throws IOException, InterruptedException {
        Path text = Files.writeString(folder.resolve("text.txt"), "the quick brown fox jumps over the lazy dog and back again ".repeat(40));
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
        // The flags of this JVM, without those that bind it to the test run.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(flag -> flag.startsWith("--") || flag.startsWith("-D")).forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Dipscope.class.getName()));
        List<String> arguments = List.of("sweep", "--model", folder.resolve("tiny.gguf").toString(), "--text", text.toString(), "--context", "64",
                "--windows", "4", "--repeats", "2", "--method", "dip,dip-ca", "--density", "0.3..0.9/20", "--dram", "60kB,90kB", "--threads", "1", "--json", "--out");
        Path killed = folder.resolve("killed.jsonl");
        try (WatchedFolder watched = new WatchedFolder(folder)) {
            Process process = new ProcessBuilder(Stream.of(command, arguments, List.of(killed.toString())).flatMap(List::stream).toList())
                    .redirectErrorStream(true).redirectOutput(folder.resolve("log.txt").toFile()).start();
            watched.await(() -> Files.exists(killed) && Files.size(killed) >= 4000, process);
            process.destroyForcibly().waitFor();
        }
        assertThat(killed).as(Files.readString(folder.resolve("log.txt"))).exists();
        int before = SweepFile.read(killed).size();

        Path whole = folder.resolve("whole.jsonl");
        for (Path file : List.of(killed, whole)) {
            Process again = new ProcessBuilder(Stream.of(command, arguments, List.of(file.toString())).flatMap(List::stream).toList())
                    .redirectErrorStream(true).redirectOutput(folder.resolve("log.txt").toFile()).start();
            assertThat(again.waitFor()).as(Files.readString(folder.resolve("log.txt"))).isZero();
        }

        assertThat(before).isBetween(1, 2 + 20 * 4 - 1);
        assertThat(Files.readString(killed)).isEqualTo(Files.readString(whole));
    }

    @Test
    void pointsOfACalibrationAreToldApartByWhatIsInIt() throws IOException {
        Path learnt = folder.resolve("learnt.cal");
        Path file = folder.resolve("points.jsonl");
        Calibration first = calibration(learnt, 3);
        sweep(file, calibrated(learnt));
        List<SweepPoint> points = SweepFile.read(file);

        assertThat(points).hasSize(3).last().satisfies(point -> assertThat(point.perplexity().value())
                .isEqualTo(Perplexity.of(model, IDS, 48, 2, 0, point.settings().open(), Progress.SILENT).perplexity()));
        assertThat(points.getLast().settings().open().masking().calibration()).contains(first);
        sweep(file, calibrated(learnt));
        assertThat(SweepFile.read(file)).as("there already").isEqualTo(points);

        calibration(learnt, 4);
        assertThatIllegalArgumentException().isThrownBy(() -> points.getLast().settings().open()).withMessageContaining("made anew");
        sweep(file, calibrated(learnt));
        assertThat(SweepFile.read(file)).as("other thresholds").hasSize(4);

        Files.delete(learnt);
        assertThat(new SweepReport(SweepFile.read(file), 100, 1).points()).as("a report does without the file").hasSize(4);
        assertThatIllegalArgumentException().isThrownBy(() -> points.getLast().settings().open()).withMessageContaining("there is no file");
    }

    private Calibration calibration(Path file, int width) throws IOException {
        int layers = model.summary().layers();
        CalibrationOrigin origin = Calibrations.origin(model.transformer().fingerprint(), layers, model.summary().hidden(), model.summary().intermediate());
        Files.write(file, CalibrationFile.write(origin, List.of(Calibrations.thresholds(CalibrationKind.CATS, layers),
                Calibrations.predictor(layers, model.summary().hidden(), model.summary().intermediate(), width))));
        return CalibrationFile.read(file);
    }

    private SweepPlan calibrated(Path learnt) {
        Settings base = DefaultSettings.of(model.summary());
        return SweepPlan.of(List.of(axis(Setting.METHOD, "dip,cats", base), axis(Setting.CALIBRATION, learnt.toString(), base)), 0, 0, base);
    }

    private void sweep(Path file, SweepPlan plan) throws IOException {
        try (SweepFile points = SweepFile.resume(file, source)) {
            new Sweep(model, WINDOWS, source, plan).run(points::has, Progress.SILENT, points::append);
        }
    }

    @Test
    void aFileOfAnotherSourceIsRefused() throws IOException {
        Path file = folder.resolve("points.jsonl");
        run(file, Progress.SILENT);
        SweepSource other = SweepSource.of("tiny", "m", "text", "another text", WINDOWS, NOISE, true);

        assertThatIllegalArgumentException().isThrownBy(() -> SweepFile.resume(file, other)).withMessageContaining("another model, text or evaluation");
    }

    @Test
    void whatIsNoSweepIsRefusedWithItsLine() throws IOException {
        Path file = folder.resolve("points.jsonl");
        for (String line : List.of("no json", "[1]", "{}", "{\"model\": 3}", "null", "{\"model\": \"a\", \"model\": \"b\"}")) {
            Files.writeString(file, line + "\n");
            assertThatIllegalArgumentException().as(line).isThrownBy(() -> SweepFile.read(file)).withMessageStartingWith("line 1 of").withMessageEndingWith(".");
        }
    }
}
