package org.dipscope.session;

import org.dipscope.ui.Runs;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class RunCommandTest {
    private static final Path EMBEDDED = Path.of("SmolLM2-135M-Instruct.Q4_1.gguf");
    private final ModelSummary model = new Runs().model();

    @Test
    void theSystemPromptIsPartOfTheCommandAndARunFromAnothersMiddleHasNone() {
        Run run = new Run(1, model, "hi", List.of(), 42, DefaultSettings.of(model), Optional.of("Be brief."), Optional.empty());

        assertThat(RunCommand.of(run, model.file())).contains("dipscope generate --prompt hi --system 'Be brief.'");
        assertThat(RunCommand.of(new Run(2, model, "hi", List.of(), 42, DefaultSettings.of(model), Optional.empty(), Optional.of(new Run.Branch(1, 3))),
                model.file())).isEmpty();
    }

    @Test
    void onlyWhatDiffersFromTheModelsOwnSettingsIsNamed() {
        Run run = new Run(1, model, "Why is the sky blue?", List.of(), 42, DefaultSettings.of(model));

        assertThat(RunCommand.of(run, EMBEDDED)).contains("dipscope generate --prompt 'Why is the sky blue?'");
    }

    @Test
    void everySettingComesBackFromTheCommand() {
        Settings settings = Setting.DRAM.put(Setting.GAMMA.put(Setting.POLICY.put(DefaultSettings.of(model), "lru"), "0.2"), "60MB");
        Run run = new Run(1, model, "hi", List.of(), 42, settings);

        assertThat(RunCommand.of(run, EMBEDDED)).contains("dipscope generate --prompt hi --gamma 0.2 --dram 60MB --policy lru");
    }

    @Test
    void anotherModelIsNamedAndQuotesAndDashesSurviveTheShell() {
        Run run = new Run(1, model, "it's $HOME", List.of(), 42, DefaultSettings.of(model));
        Run dash = new Run(1, model, "-v", List.of(), 42, DefaultSettings.of(model));

        assertThat(RunCommand.of(run, Path.of("other.gguf")).orElseThrow())
                .isEqualTo("dipscope generate --model SmolLM2-135M-Instruct.Q4_1.gguf --prompt 'it'\\''s $HOME'");
        assertThat(RunCommand.of(dash, EMBEDDED)).contains("dipscope generate --prompt=-v");
    }

    @Test
    void anAnswerThatWasStoppedEndsThereAndOneWhoseSettingsChangedHasNoCommand() {
        Runs runs = new Runs();
        List<TokenFrame> tokens = runs.tokens(7);
        Snapshot stopped = runs.snapshot(1, tokens, Phase.STOPPED);
        Settings started = tokens.getFirst().settings();
        List<TokenFrame> changed = tokens.stream().map(token -> token.index() < 4 ? token : new TokenFrame(token.index(), token.id(), token.text(),
                started.with(started.masking().withGamma(0.1)), token.pass(), token.outlook(), token.shadow())).toList();

        assertThat(RunCommand.of(stopped, EMBEDDED).orElseThrow()).endsWith(" --max-tokens 7");
        assertThat(RunCommand.of(runs.snapshot(1, tokens, Phase.FINISHED), EMBEDDED).orElseThrow()).doesNotContain("--max-tokens");
        assertThat(RunCommand.of(runs.snapshot(1, changed, Phase.FINISHED), EMBEDDED)).isEmpty();
    }

    @Test
    void anAnswerLaterInAConversationHasNoCommandOfItsOwn() {
        Run run = new Run(2, model, "and why?", List.of(new Run.Turn("Why?", "Because.")), 42, DefaultSettings.of(model));

        assertThat(RunCommand.of(run, EMBEDDED)).isEmpty();
    }
}
