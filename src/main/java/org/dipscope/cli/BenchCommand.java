package org.dipscope.cli;

import org.dipscope.kernel.KvCache;
import org.dipscope.memory.DramReading;
import org.dipscope.memory.Residency;
import org.dipscope.model.ForwardPass;
import org.dipscope.session.DefaultSettings;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.dipscope.session.Sampler;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.Masking;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How fast this machine runs the model. */
@Command(name = "bench", sortOptions = false, description = "Measures prefill and decode on this machine, each from an empty context, and what decode reads beside what the memory gives; repetitions that warm up come first and are not counted.")
final class BenchCommand implements Subcommand {
    /** Repetitions until the kernels are compiled. */
    private static final int WARM_UP = 3;
    /** Readings of the machine's memory, of which the median counts. */
    private static final int DRAM_PASSES = 5;
    /** Plain prose, so that the tokens are those of a real prompt; repeated to the length asked for. */
    private static final String PROSE = """
            The weights of a language model do not fit into the memory of a small device, so they are read from storage while it speaks. \
            Most of what is read for a token changes the result by very little, and what matters differs from token to token. \
            A cache that keeps the columns which were wanted lately saves a part of the reading, the more so the fewer columns there are.
            """;

    @Mixin
    private ModelOption model;

    @Option(names = "--prompt", defaultValue = "512", paramLabel = "N", description = "tokens of the prompt (default: ${DEFAULT-VALUE})")
    private int prompt;

    @Option(names = "--generate", defaultValue = "64", paramLabel = "N", description = "tokens to generate (default: ${DEFAULT-VALUE})")
    private int generate;

    @Option(names = "--repetitions", defaultValue = "3", paramLabel = "N", description = "counted repetitions (default: ${DEFAULT-VALUE})")
    private int repetitions;

    @Mixin
    private ThreadsOption threads;

    @Mixin
    private Report report;

    @Spec
    private CommandSpec spec;

    private final SettingOptions options = SettingOptions.of(Setting.Group.MASKING).startingWith(Setting.METHOD, "dense");

    @Override
    public Optional<SettingOptions> settings() {
        return Optional.of(options);
    }

    @Override
    public Integer call() throws IOException {
        Settings settings = options.read(DefaultSettings.embedded());
        if (prompt < 1 || generate < 1 || repetitions < 1) {
            throw new ParameterException(spec.commandLine(), "there is nothing to measure; give 1 or more of each of --prompt, --generate and --repetitions.");
        }
        long start = System.nanoTime();
        try (LoadedModel loaded = LoadedModel.open(model.file(), threads.count(), Progress.SILENT)) {
            double loadSeconds = (System.nanoTime() - start) / 1e9;
            if (Math.max(prompt, generate) > loaded.summary().contextLength()) {
                throw new IllegalArgumentException("%d tokens are more than the model's context of %d; give fewer."
                        .formatted(Math.max(prompt, generate), loaded.summary().contextLength()));
            }
            BenchResult result = measure(loaded, settings.masking(), loadSeconds);
            if (report.json()) {
                report.print(result.fields());
            } else {
                report.out().print(result.table());
                report.out().flush();
            }
        }
        return 0;
    }

    private BenchResult measure(LoadedModel loaded, Masking masking, double loadSeconds) {
        int[] ids = prose(loaded);
        ForwardPass pass = new ForwardPass(loaded.transformer(), loaded.workers());
        List<Double> prefill = new ArrayList<>();
        List<Double> decode = new ArrayList<>();
        long bytesRead = 0;
        for (int repetition = -WARM_UP; repetition < repetitions; repetition++) {
            KvCache cache = loaded.transformer().newCache();
            long start = System.nanoTime();
            pass.encode(ids, 0, cache, () -> false);
            int[] token = {best(loaded, pass)};
            double prefillSeconds = (System.nanoTime() - start) / 1e9;
            KvCache empty = loaded.transformer().newCache();
            pass.takeBytesRead();
            start = System.nanoTime();
            for (int i = 0; i < generate; i++) {
                pass.forward(token, 0, 1, empty, masking, Residency.NOTHING);
                token[0] = best(loaded, pass);
            }
            double decodeSeconds = (System.nanoTime() - start) / 1e9;
            bytesRead = pass.takeBytesRead() / generate;
            if (repetition >= 0) {
                prefill.add(prompt / prefillSeconds);
                decode.add(generate / decodeSeconds);
            }
        }
        double dram = DramReading.measure(threads.count(), DRAM_PASSES).bandwidth();
        return new BenchResult(loaded.summary().file().getFileName().toString(), loaded.summary().fileBytes(), method(masking),
                threads.count(), prompt, generate, prefill, decode, bytesRead, dram, loadSeconds);
    }

    private static String method(Masking masking) {
        String id = masking.method().id();
        return id.equals("dense") ? id : id + " " + masking.density();
    }

    private static int best(LoadedModel loaded, ForwardPass pass) {
        return Sampler.best(pass.lastLogits(), loaded.tokenizer().vocabulary());
    }

    private int[] prose(LoadedModel loaded) {
        int[] once = loaded.tokenizer().encode(PROSE, false);
        int[] ids = new int[prompt];
        for (int i = 0; i < prompt; i++) {
            ids[i] = once[i % once.length];
        }
        return ids;
    }
}
