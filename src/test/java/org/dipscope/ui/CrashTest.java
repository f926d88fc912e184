package org.dipscope.ui;

import javafx.application.Platform;
import javafx.stage.Stage;
import org.dipscope.export.RunArchive;
import org.dipscope.session.ModelOpener;
import org.dipscope.session.PinnedRun;
import org.dipscope.session.SampleModel;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.picture.PngPictures;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
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
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(words.toFile()).start();
        try {
            while (process.isAlive() && kept() < LEAST) {
                Thread.sleep(5);
            }
            assertThat(process.isAlive()).as(Files.readString(words)).isTrue();
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }

        RunArchive.Found found = new RunArchive(folder.resolve("runs")).load();

        assertThat(found.refusals()).isEmpty();
        assertThat(found.runs()).hasSizeGreaterThanOrEqualTo(LEAST).allSatisfy(run -> {
            assertThat(run.snapshot().tokens()).hasSize(TOKENS);
            assertThat(run.snapshot().tokens().getLast().pass()).isPresent();
        });
        assertThat(found.runs().stream().map(PinnedRun::id)).doesNotHaveDuplicates();
    }

    private long kept() throws IOException {
        Path runs = folder.resolve("runs");
        if (!Files.isDirectory(runs)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(runs)) {
            return files.filter(file -> file.toString().endsWith(".dipruns")).count();
        }
    }

    /** What is killed: a window that asks, pins the answer, and asks again, for ever. */
    static final class Pinning {

        private Pinning() {
        }

        public static void main(String[] arguments) throws InterruptedException {
            Path model = SampleModel.ofThisProgram().file();
            AtomicReference<Workbench> opened = new AtomicReference<>();
            Platform.startup(() -> opened.set(new DipscopeWindow(new ModelOpener(2), model, new PngPictures(), Words.english(),
                    Optional.of(Path.of(arguments[0]))).open(new Stage(), model)));
            while (true) {
                Thread.sleep(5);
                Platform.runLater(() -> Optional.ofNullable(opened.get()).filter(bench -> bench.window().settingsProperty().get() != null).ifPresent(Pinning::goOn));
            }
        }

        private static void goOn(Workbench bench) {
            Snapshot newest = bench.window().newestProperty().get();
            if (newest == null) {
                if (!bench.window().runningProperty().get()) {
                    bench.window().sample(bench.window().settingsProperty().get().sampling().withMaxTokens(TOKENS));
                    bench.window().run("Why is the sky blue?", Optional.empty());
                }
            } else if (newest.phase().ended() && !bench.window().pinned().contains(newest)) {
                bench.window().pin();
                bench.window().runAgain();
            }
        }
    }
}
