package org.dipscope.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.dipscope.TinyModel;
import org.dipscope.gguf.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A model takes memory when it is loaded and gives all of it back. */
class LoadingTest {
    private static final long MB = 1 << 20;

    @TempDir
    Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void loadingAndClosingFiftyTimesKeepsNothing() throws Exception {
        Path file = new TinyModel(TensorType.F16, 2, 512, 1408, 8, 8).write(folder.resolve("large.gguf"));
        long loaded = 0;
        long before = Long.MAX_VALUE;
        for (int i = 0; i < 50; i++) {
            try (LoadedModel model = LoadedModel.open(file, 2, Progress.SILENT)) {
                assertThat(model.summary().fileBytes()).isGreaterThan(12 * MB);
                loaded = i < 10 ? 0 : Math.max(loaded, anonymousBytes() - before);
            }
            // The first rounds settle the heap, which shrinks with every collection at first.
            before = i < 10 ? anonymousBytes() : before;
        }
        assertThat(loaded).as("a loaded model is seen").isGreaterThan(10 * MB);
        // Forty models that stayed would be 500 MB.
        assertThat(anonymousBytes() - before).isLessThan(60 * MB);
        try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
            assertThat(maps.filter(line -> line.contains("large.gguf"))).isEmpty();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aLoadedModelDoesNotStandInMemoryTwice() throws Exception {
        Path file = new TinyModel(TensorType.F16, 2, 512, 1408, 8, 8).write(folder.resolve("mapped.gguf"));
        try (LoadedModel model = LoadedModel.open(file, 2, Progress.SILENT)) {
            assertThat(model.summary().fileBytes()).isGreaterThan(12 * MB);
            assertThat(residentBytes("mapped.gguf")).as("of the mapped file, whose weights are repacked").isLessThan(MB);
        }
    }

    /** What of a mapped file is in this process' memory. */
    private static long residentBytes(String name) throws Exception {
        long bytes = 0;
        boolean mapping = false;
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
            mapping = line.matches("[0-9a-f]+-[0-9a-f]+ .*") ? line.contains(name) : mapping;
            bytes += mapping && line.startsWith("Rss:") ? Long.parseLong(line.replaceAll("\\D", "")) * 1024 : 0;
        }
        return bytes;
    }

    @Test
    void aCancelledLoadEndsInTheMiddleOfALayer() throws Exception {
        Path file = new TinyModel(TensorType.F16, 1, 512, 1408, 8, 8).write(folder.resolve("large.gguf"));
        int[] asked = {0};
        Progress cancelledLater = new Progress() {
            @Override
            public void report(double share, String what) {
                assertThat(share).as("no layer came to its end").isZero();
            }

            @Override
            public boolean cancelled() {
                return ++asked[0] > 5;
            }
        };
        assertThatThrownBy(() -> LoadedModel.open(file, 1, cancelledLater)).isInstanceOf(CancellationException.class);
        Files.delete(file);
    }

    private static long anonymousBytes() throws Exception {
        System.gc();
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("RssAnon:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).sum() * 1024;
        }
    }
}
