package org.dipscope.cli;

import org.dipscope.export.FigureText;
import org.dipscope.session.Agreement;
import org.dipscope.session.Candidate;
import org.dipscope.session.Conversation;
import org.dipscope.session.DefaultSettings;
import org.dipscope.session.Figures;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Pass;
import org.dipscope.session.Progress;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;
import org.dipscope.session.TokenFrame;
import org.dipscope.tokenizer.ChatTemplateException;
import org.dipscope.tokenizer.Message;
import org.dipscope.tokenizer.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** An answer to a prompt, with what each token read. */
@Command(name = "generate", sortOptions = false, description = "Answers a prompt; --json tells what each token read too, measured here and simulated on a device.")
final class GenerateCommand implements Subcommand {
    @Mixin
    private ModelOption model;

    @Option(names = "--prompt", preprocessor = AnyText.class, required = true, paramLabel = "TEXT", description = "what to answer; never parsed for special tokens, unless --raw")
    private String prompt;

    @Option(names = "--system", preprocessor = AnyText.class, paramLabel = "TEXT", description = "the system prompt (default: the template's own)")
    private String system;

    @Option(names = "--raw", description = "take the prompt as the model's input as it stands, special tokens included, without the chat template")
    private boolean raw;

    @Option(names = "--shadow", description = "shows the dense model the same tokens and says how far the pruned one is from it; the answer stays the same, the time does not")
    private boolean shadow;

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

    private final SettingOptions options = SettingOptions.of(Setting.Group.MASKING, Setting.Group.MEMORY, Setting.Group.SAMPLING);

    @Override
    public Optional<SettingOptions> settings() {
        return Optional.of(options);
    }

    @Override
    public Integer call() throws IOException, ChatTemplateException {
        options.read(DefaultSettings.embedded());
        try (LoadedModel loaded = LoadedModel.open(model.file(), threads.count(), Progress.SILENT)) {
            Settings settings = pins.apply(options.read(DefaultSettings.of(loaded.summary())), loaded.summary().bytes());
            int[] ids = encode(loaded);
            Conversation conversation = new Conversation(loaded, false);
            List<TokenFrame> tokens = new ArrayList<>();
            try (TraceOption.Recording recording = trace.open(loaded, settings).orElse(null)) {
                Optional.ofNullable(recording).ifPresent(open -> conversation.recordTo(open.sink()));
                conversation.shadow(shadow, () -> false);
                conversation.begin(ids, settings, () -> false);
                while (!conversation.ended()) {
                    TokenFrame token = conversation.next(settings);
                    tokens.add(token);
                    if (!report.json()) {
                        report.out().print(token.text());
                        if (report.out().checkError() && recording == null) {
                            // Nobody reads on, as behind 'head'.
                            return 0;
                        }
                    }
                }
                if (recording != null) {
                    recording.finish();
                }
            }
            if (report.json()) {
                report.print(fields(ids, tokens, conversation));
            } else {
                report.out().println();
                if (shadow) {
                    report.out().println(sentence(tokens));
                }
                report.out().flush();
            }
            if (conversation.contextFull()) {
                spec.commandLine().getErr().println("%s: the model's context of %d tokens is full, so the answer ends here; shorten the prompt."
                        .formatted(spec.qualifiedName(), loaded.summary().contextLength()));
            }
        }
        return 0;
    }

    private int[] encode(LoadedModel loaded) throws ChatTemplateException {
        if (raw) {
            IntStream text = IntStream.of(loaded.tokenizer().encode(prompt, true));
            return (loaded.tokenizer().addsBos() ? IntStream.concat(IntStream.of(loaded.tokenizer().bos().orElseThrow()), text) : text).toArray();
        }
        List<Message> messages = new ArrayList<>();
        Optional.ofNullable(system).ifPresent(text -> messages.add(new Message(Role.SYSTEM, text)));
        messages.add(new Message(Role.USER, prompt));
        return loaded.template().encode(loaded.tokenizer(), messages, true);
    }

    private Map<String, Object> fields(int[] prompt, List<TokenFrame> tokens, Conversation conversation) {
        Figures figures = conversation.figures();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("prompt_ids", Numbers.list(prompt));
        fields.put("ids", tokens.stream().map(TokenFrame::id).toList());
        StringBuilder text = new StringBuilder();
        tokens.forEach(token -> text.append(token.text()));
        fields.put("text", text.toString());
        fields.put("context_full", conversation.contextFull());
        fields.put("measured", FigureText.measured(figures));
        fields.put("density", figures.density());
        fields.put("simulated", FigureText.simulated(figures));
        if (shadow) {
            fields.put("shadow", fields(Agreement.of(tokens)));
        }
        fields.put("tokens", tokens.stream().map(GenerateCommand::fields).toList());
        return fields;
    }

    private static String sentence(List<TokenFrame> tokens) {
        Agreement agreement = Agreement.of(tokens);
        String parted = agreement.parted() < 0 ? "would have taken every one of these tokens" : "would have said \"%s\" at token %d"
                .formatted(tokens.get(agreement.parted()).shadow().orElseThrow().wanted().text().strip(), agreement.parted());
        return String.format(Locale.ROOT, "Dense %s; it agrees on %d of %d, KL %.3f nats a token; measured here %.1f tok/s alone, %.1f both.",
                parted, agreement.agreed(), agreement.tokens(), agreement.meanDivergence(), agreement.denseRate(), agreement.bothRate());
    }

    private static Map<String, Object> fields(Agreement agreement) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("agreement", agreement.share());
        fields.put("divergence", agreement.meanDivergence());
        fields.put("parted", agreement.parted() < 0 ? null : agreement.parted());
        fields.put("dense_tokens_per_s", agreement.denseRate());
        fields.put("both_tokens_per_s", agreement.bothRate());
        return fields;
    }

    private static Map<String, Object> fields(Candidate candidate) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", candidate.id());
        fields.put("text", candidate.text());
        fields.put("probability", candidate.probability());
        return fields;
    }

    private static Map<String, Object> fields(TokenFrame token) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", token.id());
        fields.put("text", token.text());
        Optional<Pass> pass = token.pass();
        fields.put("density", pass.map(Pass::density).orElse(null));
        fields.put("hit_rate", pass.map(Pass::hitRate).orElse(null));
        fields.put("flash_bytes", pass.map(Pass::flashBytes).orElse(null));
        fields.put("seconds", pass.map(Pass::measuredSeconds).orElse(null));
        fields.put("simulated_seconds", pass.map(Pass::simulatedSeconds).orElse(null));
        token.shadow().ifPresent(dense -> {
            fields.put("divergence", dense.divergence());
            fields.put("dense_seconds", dense.seconds());
            fields.put("dense", dense.dense().likeliest().stream().map(GenerateCommand::fields).toList());
            fields.put("pruned", token.outlook().orElseThrow().likeliest().stream().map(GenerateCommand::fields).toList());
        });
        return fields;
    }
}
