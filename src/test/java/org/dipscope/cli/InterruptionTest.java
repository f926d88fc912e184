package org.dipscope.cli;

import org.dipscope.Dipscope;
import org.dipscope.WatchedFolder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class InterruptionTest {
    @TempDir
    private Path folder;

    @TempDir
    private Path elsewhere;

    /** Ended as by Ctrl-C while the temporary file is there: the same way out through the shutdown of the JVM. */
    @ParameterizedTest
    @ValueSource(strings = {
            "generate --prompt Hello --max-tokens 8000 --trace %s/x.trace",
            "perplexity --windows 40 --method dip --trace %s/x.trace",
            "device --passes 1 --file-size 4GB --folder %s"})
    void aCommandThatIsEnded_leavesNoHalfFileAndNoWords(String line) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(flag -> flag.startsWith("--") || flag.startsWith("-D")).forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Dipscope.class.getName()));
        command.addAll(List.of(line.formatted(folder).split(" ")));
        Path err = elsewhere.resolve("err");
        Process process;
        try (WatchedFolder watched = new WatchedFolder(folder)) {
            process = new ProcessBuilder(command).redirectOutput(elsewhere.resolve("out").toFile()).redirectError(err.toFile()).start();
            watched.await(() -> !names().isEmpty(), process);
        }
        assertThat(names()).as(Files.readString(err)).singleElement().asString().startsWith(".dipscope-");

        process.destroy();

        assertThat(process.waitFor()).isEqualTo(128 + 15);
        assertThat(names()).isEmpty();
        assertThat(Files.readString(err).lines().filter(words -> !words.startsWith("WARNING"))).isEmpty();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
