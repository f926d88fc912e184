package org.dipscope.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.dipscope.session.DefaultSettings;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.ModelSession;
import org.dipscope.session.Progress;
import org.dipscope.session.RunCommand;
import org.dipscope.session.SampleModel;
import org.dipscope.session.SettingsText;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/** The command that the window copies, given to a real shell and run: it makes the same tokens and the same figures. */
class RepeatedRunTest {
    private static final Path MODEL = SampleModel.ofThisProgram().file();
    private static final String PROMPT = "It's \"dark\" -- why, and what of $HOME & `date`?";
    private static final Map<String, Object> SETTINGS = Map.ofEntries(Map.entry("density", 0.7), Map.entry("gamma", 0.3), Map.entry("warm-up", true),
            Map.entry("split", "0.75,0.6"), Map.entry("dram", "75MB"), Map.entry("policy", "lru"), Map.entry("cache-seed", -5), Map.entry("temperature", 0.8),
            Map.entry("top-p", 0.9), Map.entry("seed", 7), Map.entry("max-tokens", 12));

    @Test
    void theCopiedCommandRepeatsTheRunToTheToken() throws IOException, InterruptedException {
        Snapshot run = run();
        String command = RunCommand.of(run.run(), MODEL).orElseThrow();

        List<String> words = words(command);
        assertThat(words.subList(0, 2)).containsExactly("dipscope", "generate");
        List<String> arguments = new ArrayList<>(words.subList(1, words.size()));
        arguments.add("--json");
        Invocation repeated = Invocation.of(arguments.toArray(String[]::new));

        assertThat(repeated.status()).as(repeated.err()).isZero();
        List<Integer> ids = new ArrayList<>();
        for (JsonNode id : repeated.json().get("ids")) {
            ids.add(id.asInt());
        }
        assertThat(ids).isEqualTo(run.tokens().stream().map(TokenFrame::id).toList()).hasSizeGreaterThan(4);
        JsonNode simulated = repeated.json().get("simulated");
        assertThat(simulated.get("tokens_per_s").asDouble()).isEqualTo(run.figures().simulatedDecode());
        assertThat(simulated.get("flash_bytes_per_token").asDouble()).isEqualTo(run.figures().flashBytesPerToken());
    }

    private static Snapshot run() throws IOException, InterruptedException {
        LoadedModel model = LoadedModel.open(MODEL, 2, Progress.SILENT);
        try (ModelSession session = new ModelSession(model, new AtomicInteger(), SettingsText.read(SETTINGS, DefaultSettings.of(model.summary())))) {
            session.submit(PROMPT, Optional.empty());
            return session.awaitEnd(0);
        }
    }

    /** The words of a line as a POSIX shell reads them. */
    private static List<String> words(String line) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\n' " + line).start();
        String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        return Arrays.asList(out.split("\n"));
    }
}
