package org.dipscope.ui.task;

import org.dipscope.eval.Noise;
import org.dipscope.eval.SampleText;
import org.dipscope.eval.Windows;
import org.dipscope.eval.sweep.Axis;
import org.dipscope.eval.sweep.Fingerprint;
import org.dipscope.eval.sweep.Sweep;
import org.dipscope.eval.sweep.SweepPlan;
import org.dipscope.eval.sweep.SweepSource;
import org.dipscope.export.SweepFile;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.dipscope.session.ProgressPart;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * An evaluation of settings over the text that comes with Dipscope, into a file of points. The model is loaded once more, so that the
 * conversation goes on meanwhile.
 *
 * @param model   the model's file
 * @param base    the settings, or those that the sweep goes around
 * @param axes    what varies; nothing where the settings alone are evaluated
 * @param noise   how the noise floor is found
 * @param windows how many windows of 512 tokens, fewer where the model's context is shorter
 * @param file    takes the points; one that is there is gone on with
 * @param threads how many compute
 */
public record Survey(Path model, Settings base, List<Axis> axes, Noise noise, int windows, Path file, int threads) implements Work<Path> {
    private static final int CONTEXT = 512;
    private static final double LOADING = 0.1;

    /** The settings alone, beside the dense model: two windows, and three disturbed runs for the noise floor. */
    public static Survey of(Path model, Settings settings, Path file, int threads) {
        return new Survey(model, settings, List.of(), Noise.ROUNDING, 2, file, threads);
    }

    /** Densities and DRAM budgets around the settings, and cache weights where the method asks the cache: one window, one disturbed run. */
    public static Survey around(Path model, Settings settings, Path file, int threads) {
        double density = settings.masking().density();
        double dram = settings.memory().device().dramBytes();
        Settings base = settings;
        List<Axis> axes = new ArrayList<>(List.of(
                axis(Setting.DENSITY, base, DoubleStream.of(density - 0.1, density, density + 0.1).map(value -> Math.clamp(value, 0.05, 1)), "%.4f"),
                axis(Setting.DRAM, base, DoubleStream.of(0.8 * dram, dram, 1.2 * dram), "%.0fB")));
        if (settings.masking().method().asksCache()) {
            axes.add(axis(Setting.GAMMA, base, DoubleStream.of(0.2, settings.masking().gamma(), 1), "%.4f"));
        }
        return new Survey(model, base, List.copyOf(axes), new Noise(Noise.ROUNDING.size(), 1, 0), 1, file, threads);
    }

    private static Axis axis(Setting<?> setting, Settings base, DoubleStream values, String format) {
        return Axis.parse(setting, values.mapToObj(value -> String.format(Locale.ROOT, format, value)).distinct().collect(Collectors.joining(",")), base);
    }

    @Override
    public Path run(Progress progress) throws IOException {
        SweepPlan plan = SweepPlan.of(axes, 0, 0, base);
        try (LoadedModel loaded = LoadedModel.open(model, threads, new ProgressPart(progress, 0, LOADING))) {
            String text = SampleText.read();
            Windows scored = Windows.of(loaded, text, Math.min(CONTEXT, loaded.summary().contextLength()), windows);
            SweepSource source = SweepSource.of(loaded.summary().name(), Fingerprint.of(model, progress::cancelled), SampleText.NAME, Fingerprint.of(text), scored, noise, false);
            try (SweepFile points = SweepFile.resume(file, source)) {
                new Sweep(loaded, scored, source, plan).run(points::has, new ProgressPart(progress, LOADING, 1), points::append);
            }
        }
        return file;
    }
}
