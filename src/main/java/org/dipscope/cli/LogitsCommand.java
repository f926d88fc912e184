package org.dipscope.cli;

import org.dipscope.kernel.KvCache;
import org.dipscope.kernel.VectorMath;
import org.dipscope.memory.MemorySimulator;
import org.dipscope.model.ForwardPass;
import org.dipscope.session.DefaultSettings;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.OverflowException;
import org.dipscope.session.Progress;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Teacher-forced logits. */
@Command(name = "logits", sortOptions = false, description = "Shows the best logits after a prompt and after each of the tokens forced behind it: the prompt is dense, the tokens are masked.")
final class LogitsCommand implements Subcommand {
    @Mixin
    private ModelOption model;

    @Option(names = "--prompt-ids", required = true, paramLabel = "A,B,..", description = "the prompt's token ids")
    private String promptIds;

    @Option(names = "--ids", defaultValue = "", paramLabel = "C,D,..", description = "the ids that follow it")
    private String forcedIds;

    @Option(names = "--top", defaultValue = "5", paramLabel = "N", description = "how many of the best logits to show (default: ${DEFAULT-VALUE})")
    private int top;

    @Option(names = "--total-length", paramLabel = "N", description = "tokens at the end of the sequence, for the KV cache's size (default: prompt + ids)")
    private Integer totalLength;

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
        int[] prompt = ids("--prompt-ids", promptIds);
        int[] forced = ids("--ids", forcedIds);
        int total = totalLength == null ? prompt.length + forced.length : totalLength;
        if (prompt.length == 0 || top < 1 || total < prompt.length) {
            throw new ParameterException(spec.commandLine(), "there is nothing to show; give 1 prompt id or more, 1 logit or more and a total length of at least the prompt's.");
        }
        requireKnown(model.shape().vocabulary(), prompt, forced);
        try (LoadedModel loaded = LoadedModel.open(model.file(), threads.count(), Progress.SILENT)) {
            if (prompt.length + forced.length > loaded.summary().contextLength()) {
                throw new IllegalArgumentException("%d tokens are more than the model's context of %d; give fewer.".formatted(prompt.length + forced.length, loaded.summary().contextLength()));
            }
            Settings settings = options.read(DefaultSettings.of(loaded.summary()));
            MemorySimulator memory = new MemorySimulator(loaded.summary().bytes(), settings.masking().footprint(), settings.simulated(), prompt.length, total);
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("positions", positions(loaded, prompt, forced, settings, memory));
            fields.put("keep", LayerCommand.byHook(settings.masking().method().keep(settings.masking(), loaded.summary().hidden(), loaded.summary().intermediate())));
            fields.put("capacity_columns", LayerCommand.byHook(memory.allocation().capacityColumns()));
            report.print(fields);
        }
        return 0;
    }

    private int[] ids(String option, String text) {
        try {
            return Numbers.ids(option, text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void requireKnown(int vocabulary, int[] prompt, int[] forced) {
        IntStream.concat(IntStream.of(prompt), IntStream.of(forced)).filter(id -> id >= vocabulary).findFirst().ifPresent(id -> {
            throw new ParameterException(spec.commandLine(), "token %d is outside the vocabulary of %d; give ids from 0 to %d.".formatted(id, vocabulary, vocabulary - 1));
        });
    }

    private List<Map<String, Object>> positions(LoadedModel loaded, int[] prompt, int[] forced, Settings settings, MemorySimulator memory) {
        ForwardPass pass = new ForwardPass(loaded.transformer(), loaded.workers());
        KvCache cache = loaded.transformer().newCache(prompt.length + forced.length);
        pass.encode(prompt, 0, cache, () -> false);
        int vocabulary = loaded.transformer().shape().vocabulary();
        List<Map<String, Object>> positions = new ArrayList<>();
        positions.add(position(pass.lastLogits(), vocabulary));
        for (int i = 0; i < forced.length; i++) {
            pass.forward(forced, i, 1, cache, settings.masking(), memory);
            memory.endToken();
            positions.add(position(pass.lastLogits(), vocabulary));
        }
        return positions;
    }

    private Map<String, Object> position(float[] logits, int vocabulary) {
        double logOfSum = VectorMath.logSumExp(logits, 0, vocabulary);
        OverflowException.requireFinite(logOfSum);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < vocabulary; i++) {
            sum += logits[i];
            squares += (double) logits[i] * logits[i];
        }
        double mean = sum / vocabulary;
        List<List<Number>> best = IntStream.range(0, vocabulary).boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -logits[i]).thenComparingInt(i -> i)).limit(top)
                .map(i -> List.<Number>of(i, logits[i])).toList();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("top", best);
        fields.put("mean", mean);
        fields.put("std", Math.sqrt(Math.max(0, squares / vocabulary - mean * mean)));
        fields.put("lse", logOfSum);
        return fields;
    }
}
