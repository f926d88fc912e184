package org.dipscope;

import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class NoDisplayTest {
    private static final String MODEL = "sample-models/SmolLM2-135M-Instruct.Q4_1.gguf";

    @TempDir
    private Path folder;

    /** Other systems always have a screen. */
    @EnabledOnOs(OS.LINUX)
    @ParameterizedTest
    @ValueSource(strings = {"", MODEL})
    void withoutAScreenTheWorkbenchSaysSoInOneSentence(String argument) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--") || flag.startsWith("-D") && !flag.startsWith("-Dglass") && !flag.startsWith("-Dprism")).forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Dipscope.class.getName()));
        if (!argument.isEmpty()) {
            command.add(argument);
        }
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(folder.resolve("out").toFile()).redirectError(err.toFile());
        builder.environment().remove("DISPLAY");
        builder.environment().put("DIPSCOPE_HOME", folder.resolve("home").toString());

        assertThat(builder.start().waitFor()).isEqualTo(1);

        assertThat(Files.readString(err).lines().filter(words -> !words.startsWith("WARNING"))).singleElement().asString().contains("no display").endsWith(".");
    }
}
