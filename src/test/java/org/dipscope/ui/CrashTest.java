package org.dipscope.ui;

import javafx.application.Platform;
import javafx.stage.Stage;
import org.dipscope.WatchedFolder;
import org.dipscope.export.RunArchive;
import org.dipscope.session.ModelOpener;
import org.dipscope.session.PinnedRun;
import org.dipscope.session.SampleModel;
import org.dipscope.ui.picture.PngPictures;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.window.WorkbenchViewModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** A window on the real model that is killed, as by {@code kill -9}, while it pins one run after the other. */
class CrashTest {
    private static final int LEAST = 3;
    private static final int TOKENS = 12;

    @TempDir
    private Path folder;

    @Test
    void aWindowThatIsKilledLosesNoRunThatWasOnTheDisk() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(flag -> flag.startsWith("--") || flag.startsWith("-D")).forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Pinning.class.getName(), folder.toString()));
        Path words = folder.resolve("words");
        Path runs = Files.createDirectory(folder.resolve("runs"));
        WatchedFolder watched = new WatchedFolder(runs);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(words.toFile()).start();
        try (watched) {
            watched.await(() -> kept(runs) >= LEAST, process);
            assertThat(process.isAlive()).as(Files.readString(words)).isTrue();
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }

        RunArchive.Found found = new RunArchive(runs).load();

        assertThat(found.refusals()).isEmpty();
        assertThat(found.runs()).hasSizeGreaterThanOrEqualTo(LEAST).allSatisfy(run -> {
            assertThat(run.snapshot().tokens()).hasSize(TOKENS);
            assertThat(run.snapshot().tokens().getLast().pass()).isPresent();
        });
        assertThat(found.runs().stream().map(PinnedRun::id)).doesNotHaveDuplicates();
    }

    private static long kept(Path runs) throws IOException {
        try (Stream<Path> files = Files.list(runs)) {
            return files.filter(file -> file.toString().endsWith(".dipruns")).count();
        }
    }

    /** What is killed: a window that asks, pins the answer, and asks again, for ever. */
    static final class Pinning {

        private Pinning() {
        }

        public static void main(String[] arguments) {
            Path model = SampleModel.ofThisProgram().file();
            Platform.startup(() -> {
                WorkbenchViewModel window = new DipscopeWindow(new ModelOpener(2), model, new PngPictures(), Words.english(), Optional.of(Path.of(arguments[0])))
                        .open(new Stage(), model).window();
                window.onFirstModel(_ -> Platform.runLater(() -> ask(window)));
                window.runningProperty().addListener((_, _, running) -> {
                    if (!running) {
                        Platform.runLater(() -> goOn(window));
                    }
                });
            });
        }

        private static void ask(WorkbenchViewModel window) {
            window.sample(window.settingsProperty().get().sampling().withMaxTokens(TOKENS));
            window.run("Why is the sky blue?", Optional.empty());
        }

        private static void goOn(WorkbenchViewModel window) {
            window.pin();
            window.runAgain();
        }
    }
}
