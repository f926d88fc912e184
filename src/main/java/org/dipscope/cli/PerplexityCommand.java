package org.dipscope.cli;

import org.dipscope.eval.Perplexity;
import org.dipscope.session.DefaultSettings;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Perplexity of a text. */
@Command(name = "perplexity", sortOptions = false, description = "Measures the perplexity of a text in non-overlapping windows, every token masked, with cold caches at each window.")
final class PerplexityCommand implements Subcommand {
    @Mixin
    private ModelOption model;

    @Option(names = "--text", required = true, paramLabel = "FILE", description = "the text, in UTF-8; special tokens in it are parsed")
    private Path text;

    @Option(names = "--context", defaultValue = "512", paramLabel = "N", description = "tokens of a window (default: ${DEFAULT-VALUE})")
    private int context;

    @Option(names = "--windows", defaultValue = "4", paramLabel = "N", description = "how many windows (default: ${DEFAULT-VALUE})")
    private int windows;

    @Option(names = "--first-token", defaultValue = "0", paramLabel = "K", description = "the token at which the first window begins (default: ${DEFAULT-VALUE})")
    private int firstToken;

    @Mixin
    private ThreadsOption threads;

    @Mixin
    private Report report;

    private final SettingOptions options = SettingOptions.of(Setting.Group.MASKING, Setting.Group.MEMORY).startingWith(Setting.METHOD, "dense");

    @Override
    public Optional<SettingOptions> settings() {
        return Optional.of(options);
    }

    @Override
    public Integer call() throws IOException {
        options.read(DefaultSettings.embedded());
        String whole = Files.readString(text);
        try (LoadedModel loaded = LoadedModel.open(model.file(), threads.count(), Progress.SILENT)) {
            Settings settings = options.read(DefaultSettings.of(loaded.summary()));
            Perplexity result = Perplexity.of(loaded, loaded.tokenizer().encode(whole, true), context, windows, firstToken, settings, Progress.SILENT);
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("perplexity", result.perplexity());
            fields.put("tokens_scored", result.tokensScored());
            fields.put("simulated_tokens_per_s", result.simulatedTokensPerS());
            fields.put("hit_rate", result.hitRate());
            fields.put("seconds", result.seconds());
            report.print(fields);
        }
        return 0;
    }
}
