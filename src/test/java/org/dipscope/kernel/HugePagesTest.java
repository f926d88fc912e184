package org.dipscope.kernel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class HugePagesTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 4096, (2 << 20) - 1, 2 << 20, (2 << 20) + 1, 9_000_001})
    void memoryIsZeroedWritableAndGoneWithItsArena(long bytes) {
        MemorySegment memory;
        try (Arena arena = Arena.ofShared()) {
            memory = new HugePages(arena).allocate(bytes);
            assertThat(memory.byteSize()).isEqualTo(bytes);
            assertThat(memory.address() % 64).isZero();
            for (long i = 0; i < bytes; i += 509) {
                assertThat(memory.get(ValueLayout.JAVA_BYTE, i)).isZero();
            }
            memory.fill((byte) 5);
            assertThat(memory.get(ValueLayout.JAVA_BYTE, bytes - 1)).isEqualTo((byte) 5);
        }
        assertThatThrownBy(() -> memory.get(ValueLayout.JAVA_BYTE, 0)).isInstanceOf(IllegalStateException.class);
    }

    /** The kernel's own book: the mapping in question has large pages, where the machine gives any at all. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void largePiecesLieOnLargePages() throws IOException {
        assumeLargePages();
        try (Arena arena = Arena.ofShared()) {
            MemorySegment memory = new HugePages(arena).allocate(64 << 20);
            memory.fill((byte) 1);
            assertThat(largePages(memory)).as("bytes on large pages of %d", memory.byteSize()).isPositive();
        }
    }

    /** A matrix of the sample model has 1.1 MB, less than a large page: such pieces lie close together, and none in another. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void piecesSmallerThanALargePageShareThem() throws IOException {
        assumeLargePages();
        try (Arena arena = Arena.ofShared()) {
            HugePages memory = new HugePages(arena);
            List<MemorySegment> pieces = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                MemorySegment piece = memory.allocate(1_105_984);
                piece.fill((byte) (i + 1));
                pieces.add(piece);
            }
            for (int i = 0; i < pieces.size(); i++) {
                MemorySegment piece = pieces.get(i);
                assertThat(piece.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) (i + 1));
                assertThat(piece.get(ValueLayout.JAVA_BYTE, piece.byteSize() - 1)).isEqualTo((byte) (i + 1));
            }
            assertThat(largePages(pieces.getFirst())).as("bytes on large pages around the first piece").isPositive();
        }
    }

    private static void assumeLargePages() throws IOException {
        Path switches = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
        assumeTrue(Files.exists(switches) && !Files.readString(switches).contains("[never]"), "this machine gives no large pages");
    }

    private static long largePages(MemorySegment memory) throws IOException {
        long sum = 0;
        boolean ours = false;
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
            if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
                String[] ends = line.split(" ")[0].split("-");
                ours = Long.parseUnsignedLong(ends[0], 16) < memory.address() + memory.byteSize()
                        && Long.parseUnsignedLong(ends[1], 16) > memory.address();
            } else if (ours && line.startsWith("AnonHugePages:")) {
                sum += Long.parseLong(line.replaceAll("\\D", "")) << 10;
            }
        }
        return sum;
    }
}
