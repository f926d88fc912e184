package org.dipscope.export;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class LeftoversTest {
    private static final Duration TWO_MINUTES = Duration.ofMinutes(2);
    private static final Duration TWO_DAYS = Duration.ofDays(2);
    private final long mine = ProcessHandle.current().pid();
    @TempDir
    private Path folder;

    private void file(String name, Duration age) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "half a run");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static long dead() throws IOException, InterruptedException {
        Process ended = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "--version").redirectErrorStream(true).start();
        ended.getInputStream().readAllBytes();
        ended.waitFor();
        return ended.pid();
    }

    @Test
    void whatAKilledProgramLeftIsSweptAndNothingElse() throws IOException, InterruptedException {
        long dead = dead();
        file(".dipscope-" + dead + "-0123456789ab.tmp", TWO_MINUTES);
        file(".dipscope-" + dead + "-1123456789ab.tmp", Duration.ZERO);
        file(".dipscope-" + mine + "-2123456789ab.tmp", TWO_MINUTES);
        file(".dipscope-" + mine + "-3123456789ab.tmp", TWO_DAYS);
        file(".dipscope-4123456789ab.tmp", TWO_MINUTES);
        file(".dipscope-5123456789ab.tmp", TWO_DAYS);
        file(".dipscope-notes.tmp", TWO_DAYS);
        file("window.json", TWO_DAYS);
        file("sky.dipruns", TWO_DAYS);
        Files.createDirectory(folder.resolve(".dipscope-6123456789ab.tmp"));
        Files.setLastModifiedTime(folder.resolve(".dipscope-6123456789ab.tmp"), FileTime.from(Instant.EPOCH));

        assertThat(Leftovers.sweep(folder)).isEqualTo(3);

        assertThat(names()).containsExactlyInAnyOrder(".dipscope-" + dead + "-1123456789ab.tmp", ".dipscope-" + mine + "-2123456789ab.tmp", ".dipscope-4123456789ab.tmp",
                ".dipscope-6123456789ab.tmp", ".dipscope-notes.tmp", "window.json", "sky.dipruns");
    }

    @Test
    void whatIsBeingWrittenHasSuchAName() throws IOException {
        AtomicFile.write(folder.resolve("a.txt"), out -> {
            assertThat(names()).singleElement().asString().matches("\\.dipscope-" + mine + "-[0-9a-f]{12}\\.tmp");
            assertThat(Leftovers.sweep(folder)).isZero();
            out.write(1);
        });
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void aFolderThatIsNotThereHasNone() {
        assertThat(Leftovers.sweep(folder.resolve("none"))).isZero();
    }
}
