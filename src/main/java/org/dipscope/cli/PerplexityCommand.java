package org.dipscope.cli;

import org.dipscope.eval.Band;
import org.dipscope.eval.Bootstrap;
import org.dipscope.eval.Divergence;
import org.dipscope.eval.Evaluation;
import org.dipscope.eval.Evaluator;
import org.dipscope.eval.Noise;
import org.dipscope.eval.Simulation;
import org.dipscope.memory.Allocation;
import org.dipscope.memory.ModelBytes;
import org.dipscope.session.DefaultSettings;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Perplexity of a text. */
@Command(name = "perplexity", sortOptions = false, description = "Measures the perplexity of a text in non-overlapping windows, every token masked, with cold caches at each window.")
final class PerplexityCommand implements Subcommand {
    @Mixin
    private ModelOption model;

    @Mixin
    private EvaluationOptions evaluation;

    @Mixin
    private TraceOption trace;

    @Mixin
    private PinsOption pins;

    @Mixin
    private ThreadsOption threads;

    @Mixin
    private Report report;

    @Spec
    private CommandSpec spec;

    private final SettingOptions options = SettingOptions.of(Setting.Group.MASKING, Setting.Group.MEMORY).startingWith(Setting.METHOD, "dense");

    @Override
    public Optional<SettingOptions> settings() {
        return Optional.of(options);
    }

    @Override
    public Integer call() throws IOException {
        options.read(DefaultSettings.embedded());
        Noise noise = evaluation.noise(0);
        String whole = evaluation.text();
        try (LoadedModel loaded = LoadedModel.open(model.file(), threads.count(), Progress.SILENT)) {
            Settings settings = pins.apply(options.read(DefaultSettings.of(loaded.summary())), loaded.summary().bytes());
            Evaluator evaluator = new Evaluator(loaded, evaluation.windows(loaded, whole), noise, evaluation.divergence());
            try (TraceOption.Recording recording = trace.open(loaded, settings).orElse(null)) {
                Optional.ofNullable(recording).ifPresent(open -> evaluator.recordTo(open.sink()));
                Evaluation result = evaluator.evaluate(settings, ProgressLines.whereItTakesLong(spec.commandLine().getErr()));
                if (recording != null) {
                    recording.finish();
                }
                report.print(fields(result, settings, loaded.summary().bytes(), evaluation.context()));
            }
        }
        return 0;
    }

    private static Map<String, Object> fields(Evaluation evaluation, Settings settings, ModelBytes bytes, int context) {
        Simulation simulated = evaluation.simulate(settings.simulated());
        Bootstrap.Interval confidence = evaluation.confidence(Bootstrap.USUAL);
        boolean repeated = evaluation.runs() > 1;
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("perplexity", evaluation.perplexity().value());
        fields.put("tokens_scored", evaluation.tokensScored());
        fields.put("simulated_tokens_per_s", simulated.tokensPerSecond().value());
        fields.put("hit_rate", simulated.hitRate().value());
        fields.put("mlp_bytes_read_share", simulated.readShare(bytes, Allocation.of(bytes, settings.masking().footprint(), settings.memory().device().dramBytes(), context)));
        fields.put("seconds", evaluation.seconds());
        fields.put("perplexity_ci95_low", confidence.low());
        fields.put("perplexity_ci95_high", confidence.high());
        if (repeated) {
            fields.put("runs", evaluation.runs());
            band(fields, "perplexity", evaluation.perplexity());
            band(fields, "simulated_tokens_per_s", simulated.tokensPerSecond());
            band(fields, "hit_rate", simulated.hitRate());
        }
        evaluation.divergence().ifPresent(divergence -> divergence(fields, divergence, repeated));
        return fields;
    }

    private static void divergence(Map<String, Object> fields, Divergence divergence, boolean repeated) {
        Map<String, Band> bands = new LinkedHashMap<>();
        bands.put("kl_mean_nats", divergence.mean());
        bands.put("kl_p99_nats", divergence.tail());
        bands.put("top1_agreement", divergence.agreement());
        bands.put("tokens_alike", divergence.alike());
        bands.forEach((name, band) -> {
            fields.put(name, band.value());
            if (repeated) {
                band(fields, name, band);
            }
        });
        fields.put("tokens_generated", divergence.generated());
        fields.put("tokens_alike_by_window", divergence.each());
    }

    private static void band(Map<String, Object> fields, String name, Band band) {
        fields.put(name + "_noise_low", band.low());
        fields.put(name + "_noise_high", band.high());
    }
}
