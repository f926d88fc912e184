package org.dipscope.cli;

import org.dipscope.eval.Noise;
import org.dipscope.eval.Windows;
import org.dipscope.eval.sweep.Fingerprint;
import org.dipscope.eval.sweep.Sweep;
import org.dipscope.eval.sweep.SweepPlan;
import org.dipscope.eval.sweep.SweepSource;
import org.dipscope.export.SweepFile;
import org.dipscope.session.DefaultSettings;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.dipscope.session.Settings;
import picocli.CommandLine;
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
import java.util.stream.Stream;

/** Many settings evaluated over one text. */
@Command(name = "sweep", sortOptions = false, description = {"Evaluates every combination of the values given, or random samples of them, and the dense model on "
        + "each device; appends a line a point to a file, and goes on with the file where a sweep was interrupted.",
        "VALUES are a list (0.5,0.6; with semicolons where a value has commas itself), evenly spaced (40MB..100MB/4), or a range to draw from (0.4..0.9)."})
final class SweepCommand implements Subcommand {
    /** Months of evaluation, and little enough to be drawn at once. */
    private static final int MOST_SAMPLES = 100_000;
    private static final int USUAL_REPEATS = Noise.ROUNDING.repeats();

    @Mixin
    private ModelOption model;

    @Option(names = "--out", paramLabel = "FILE.jsonl", description = "the points, a line of JSON each; gone on with where it is there")
    private Path out;

    @Option(names = "--spec", paramLabel = "FILE", description = "options as lines of a file, 'density = 0.5, 0.6' for --density; what is given here too takes precedence")
    private Path file;

    @Option(names = "--sample", defaultValue = "0", paramLabel = "N", description = "draw so many points at random in place of the whole grid")
    private int samples;

    @Option(names = "--sample-seed", defaultValue = "0", paramLabel = "N", description = "seed of the draws (default: ${DEFAULT-VALUE})")
    private long sampleSeed;

    @Mixin
    private EvaluationOptions evaluation;

    @Mixin
    private ThreadsOption threads;

    @Mixin
    private Report report;

    @Spec
    private CommandSpec spec;

    private final AxisOptions axes = new AxisOptions();

    @Override
    public void addOptions(CommandSpec command) {
        axes.addTo(command);
    }

    @Override
    public Integer call() throws IOException {
        if (file != null) {
            return withSpec();
        }
        if (out == null) {
            throw new ParameterException(spec.commandLine(), "there is no file for the points; name it with --out.");
        }
        if (samples < 0 || samples > MOST_SAMPLES) {
            throw new ParameterException(spec.commandLine(), "%d samples cannot be drawn; give 1 to %d, or 0 for the whole grid.".formatted(samples, MOST_SAMPLES));
        }
        Noise noise = evaluation.noise(USUAL_REPEATS);
        plan(DefaultSettings.embedded());
        String text = evaluation.text();
        try (LoadedModel loaded = LoadedModel.open(model.file(), threads.count(), Progress.SILENT)) {
            Windows windows = evaluation.windows(loaded, text);
            windows.requireFit(loaded);
            SweepPlan plan = plan(DefaultSettings.of(loaded.summary()));
            SweepSource source = SweepSource.of(loaded.summary().name(), Fingerprint.of(model.file()), evaluation.name(), Fingerprint.of(text),
                    windows, noise, evaluation.divergence());
            report.print(sweep(new Sweep(loaded, windows, source, plan), plan));
        }
        return 0;
    }

    private SweepPlan plan(Settings base) {
        try {
            return SweepPlan.of(axes.read(base), samples, sampleSeed, base);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Map<String, Object> sweep(Sweep sweep, SweepPlan plan) throws IOException {
        long start = System.nanoTime();
        plan.refused().forEach(reason -> spec.commandLine().getErr().println("left out: " + reason));
        axes.idle(plan.points()).forEach(sentence -> spec.commandLine().getErr().println("%s: %s".formatted(spec.qualifiedName(), sentence)));
        try (SweepFile points = SweepFile.resume(out, sweep.source());
             TerminalProgress progress = new TerminalProgress(spec.commandLine().getErr())) {
            int before = points.points().size();
            sweep.run(points::has, progress, points::append);
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("out", out.toString());
            fields.put("points", points.points().size());
            fields.put("found_now", points.points().size() - before);
            fields.put("left_out", List.copyOf(plan.refused()));
            fields.put("seconds", (System.nanoTime() - start) / 1e9);
            return fields;
        }
    }

    /** The same command with the file's lines as options before those that were given. */
    private int withSpec() throws IOException {
        List<String> words = new ArrayList<>(fromFile());
        List<String> given = spec.commandLine().getParseResult().originalArgs();
        // What stands before is the name of this command.
        for (int i = given.indexOf(spec.name()) + 1; i < given.size(); i++) {
            if (given.get(i).equals("--spec")) {
                i++;
            } else if (!given.get(i).startsWith("--spec=")) {
                words.add(given.get(i));
            }
        }
        CommandLine again = new CommandLine(new SweepCommand());
        ((Subcommand) again.getCommand()).addOptions(again.getCommandSpec());
        CommandLine here = spec.commandLine();
        again.setOverwrittenOptionsAllowed(true).setOut(here.getOut()).setErr(here.getErr())
                .setParameterExceptionHandler(here.getParameterExceptionHandler()).setExecutionExceptionHandler(here.getExecutionExceptionHandler());
        again.getCommandSpec().parent(here.getCommandSpec().parent());
        return again.execute(words.toArray(String[]::new));
    }

    private List<String> fromFile() throws IOException {
        List<String> words = new ArrayList<>();
        int number = 0;
        for (String line : new TextFile(file).read().lines().toList()) {
            number++;
            String content = line.strip();
            if (content.isEmpty() || content.startsWith("#")) {
                continue;
            }
            String[] sides = content.split("=", 2);
            if (sides.length < 2 || sides[0].strip().startsWith("-") || Stream.of("spec", "json", "help").anyMatch(sides[0].strip()::equals)) {
                throw new ParameterException(spec.commandLine(), "line %d of '%s' sets nothing; write lines such as 'density = 0.5, 0.6'.".formatted(number, file));
            }
            words.add("--%s=%s".formatted(sides[0].strip(), sides[1].strip()));
        }
        return words;
    }
}
