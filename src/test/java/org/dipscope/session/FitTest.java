package org.dipscope.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.dipscope.gguf.GgufException;
import org.dipscope.gguf.GgufFile;
import org.dipscope.model.Hyperparameters;
import org.dipscope.model.MemoryNeed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitTest {
    private static final long GB = 1_000_000_000L;
    private static final MemoryNeed NEED = new MemoryNeed(5 * GB, GB / 10, 250_000);

    @TempDir
    Path root;

    @Test
    void whatFitsHasTheModelsWholeContext() throws Exception {
        Fit fit = Fit.of(NEED, 8192, new FreeMemory(16 * GB, 8 * GB, 8 * GB));
        assertThat(fit.context()).isEqualTo(8192);
        assertThat(fit.note()).isEmpty();
    }

    @Test
    void aContextThatDoesNotFitIsLimitedWithANote() throws Exception {
        Fit fit = Fit.of(NEED, 131_072, new FreeMemory(8 * GB, 8 * GB, 8 * GB));
        assertThat(fit.context()).isEqualTo((int) ((3 * GB - Fit.OWN) / 250_000) / 256 * 256);
        assertThat(fit.note()).hasValueSatisfying(note -> assertThat(note).contains("limited to 11,008 of the model's 131,072 tokens").endsWith("."));
        assertThat(fit.note()).hasValueSatisfying(note -> assertThat(note).contains("memory that is free").doesNotContain("Java"));
    }

    @Test
    void aContextThatJavaLimitsSaysSo() throws Exception {
        Fit fit = Fit.of(NEED, 131_072, new FreeMemory(32 * GB, GB, GB));
        assertThat(fit.context()).isEqualTo(3200 / 256 * 256);
        assertThat(fit.note()).hasValueSatisfying(note -> assertThat(note).contains("memory that Java may take").contains("-Xmx").endsWith("."));
    }

    @Test
    void tooLittleMemoryIsRefusedWithBothFigures() {
        assertThatThrownBy(() -> Fit.of(NEED, 131_072, new FreeMemory(4 * GB, 8 * GB, 8 * GB))).isInstanceOf(GgufException.class)
                .hasMessage("The model needs 5.71 GB of memory (5 GB of weights, 512 MB for 2,048 tokens of context, and the program's own) and this machine has "
                        + "4 GB free; close other programs or choose a smaller model.");
        assertThatThrownBy(() -> Fit.of(NEED, 131_072, new FreeMemory(32 * GB, GB / 2, GB))).isInstanceOf(GgufException.class)
                .hasMessageContaining("640 MB of Java's memory for 2,048 tokens").hasMessageContaining("500 MB left; set JAVA_TOOL_OPTIONS=-Xmx1931m");
        assertThatCode(() -> Fit.of(NEED, 131_072, new FreeMemory(32 * GB, 641_000_000L, GB))).as("what is said to be enough is").doesNotThrowAnyException();
    }

    @Test
    void garbageIsFree() throws Exception {
        MemoryNeed greedy = new MemoryNeed(0, 0, Runtime.getRuntime().maxMemory() / 8192);
        byte[][] garbage = new byte[(int) (Runtime.getRuntime().maxMemory() >> 24) / 2][];
        for (int i = 0; i < garbage.length; i++) {
            garbage[i] = new byte[(1 << 24) - 64];
        }
        garbage = null;
        assertThat(Fit.now(greedy, 1 << 20).context()).isGreaterThan(8192 / 2);
    }

    @Test
    void aShortContextNeedsNoMoreThanItself() throws Exception {
        assertThat(Fit.of(NEED, 64, new FreeMemory(5_400_000_000L, GB, GB)).context()).isEqualTo(64);
    }

    @Test
    void theSamplesNeedIsItsFilesSizeButForTheEmbeddingThatItShares() throws Exception {
        try (GgufFile file = GgufFile.open(SampleModel.ofThisProgram().file())) {
            MemoryNeed need = MemoryNeed.of(file, Hyperparameters.of(file));
            assertThat((double) need.weights()).isBetween(0.9 * file.bytes(), 1.2 * file.bytes());
            assertThat(need.kvPerToken()).isEqualTo(2 * 4 * 30 * 192);
        }
    }

    @Test
    void linuxTellsWhatIsAvailable() throws Exception {
        assertThat(FreeMemory.linux(root)).isEmpty();
        write("proc/meminfo", "MemTotal: 100 kB\nMemFree: 2 kB\nMemAvailable:    5000000 kB\n");
        assertThat(FreeMemory.linux(root)).hasValue(5_000_000L * 1024);
    }

    @Test
    void controlGroupsLeaveLess() throws Exception {
        write("proc/meminfo", "MemAvailable:    5000000 kB\n");
        write("proc/self/cgroup", "0::/user/job\n");
        write("sys/fs/cgroup/user/memory.max", "3000000000\n");
        write("sys/fs/cgroup/user/memory.current", "1200000000\n");
        write("sys/fs/cgroup/user/memory.stat", "anon 5\ninactive_file 200000000\nactive_file 7\n");
        write("sys/fs/cgroup/user/job/memory.max", "max\n");
        write("sys/fs/cgroup/user/job/memory.current", "1200000000\n");
        assertThat(FreeMemory.linux(root)).hasValue(2_000_000_000L);
        write("sys/fs/cgroup/user/job/memory.max", "1000000000\n");
        assertThat(FreeMemory.linux(root)).as("more used than the limit").hasValue(0);
    }

    @Test
    void oldControlGroupsCountToo() throws Exception {
        write("proc/meminfo", "MemAvailable:    5000000 kB\n");
        write("proc/self/cgroup", "9:memory:/docker/abc\n8:cpu,cpuacct:/x\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "2000000000\n");
        write("sys/fs/cgroup/memory/memory.usage_in_bytes", "500000000\n");
        assertThat(FreeMemory.linux(root)).as("the group's own folder is not to be seen in a container").hasValue(1_500_000_000L);
    }

    private void write(String file, String text) throws Exception {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
